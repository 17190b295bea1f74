import { setFlagsFromString } from 'node:v8';
import { PrismaPg } from '@prisma/adapter-pg';
import { env } from '../env';
import { learnDatabaseTime } from './clock';
import { type Prisma, PrismaClient } from './generated/client';

/** A transaction in which the portal has stepped down to its own role. */
export type Tx = Prisma.TransactionClient;

/**
 * Whether a transaction waits for the disk. `losable` is for writes whose loss, should the database server crash within a second, has the
 * same end as if they had come a moment later; everything else is durable.
 */
export type Commit = 'durable' | 'losable';

const kept = globalThis as { defenderConnectPrisma?: PrismaClient };

/** The one client of this process. Next loads modules more than once; the connection pool must not multiply with them. */
function client(): PrismaClient {
  kept.defenderConnectPrisma ??= clientFor(env().databaseUrl);
  return kept.defenderConnectPrisma;
}

/**
 * A client with the pool and the patience of this product. Prisma's query compiler is WebAssembly that works for a fraction of a millisecond
 * at a time. Left alone, V8 optimizes it at the first queries, which takes a small machine a second of all its cores, just when a fresh
 * process has its first visitors.
 */
export function clientFor(connectionString: string): PrismaClient {
  for (const flag of ['--no-wasm-dynamic-tiering', '--no-wasm-tier-up']) setFlagsFromString(flag);
  return new PrismaClient({
    adapter: new PrismaPg({ connectionString, max: 20, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000 }),
    transactionOptions: { maxWait: 5_000, timeout: 10_000 },
  });
}

/**
 * Runs work in one transaction as the role `portal_app`, seeing the rows of one tenant alone (row-level security).
 * @param tenantId the tenant of a verified id token or of a session, or the one a verified service of the staff tenant names; never a
 *   value from the browser
 */
export async function inTenant<T>(tenantId: string, work: (tx: Tx) => Promise<T>, commit: Commit = 'durable'): Promise<T> {
  return inRole({ role: 'portal_app', tenantId, commit }, work);
}

/** Runs work in one transaction as `portal_app` without a tenant: sessions and used states only; tenant rows are invisible. */
export async function asPortal<T>(work: (tx: Tx) => Promise<T>, commit: Commit = 'durable'): Promise<T> {
  return inRole({ role: 'portal_app', tenantId: '', commit }, work);
}

/**
 * Runs work in one transaction as `portal_worker`, which sees of all tenants which connection is due and takes away what is over, and can
 * do nothing else. Losable: what a crash of the server undoes is found again a moment later.
 */
export async function asWorker<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inRole({ role: 'portal_worker', tenantId: '', commit: 'losable' }, work);
}

/** Runs work in one transaction as `portal_staff`: every tenant's rows, and no column that holds a sealed text, a token or a hash. */
export async function asStaff<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  return inRole({ role: 'portal_staff', tenantId: '', commit: 'durable' }, work);
}

interface Standing {
  readonly role: 'portal_app' | 'portal_worker' | 'portal_staff';
  readonly tenantId: string;
  readonly commit: Commit;
}

async function inRole<T>(standing: Standing, work: (tx: Tx) => Promise<T>): Promise<T> {
  return client().$transaction(async (tx) => {
    await stepDown(tx, standing);
    return work(tx);
  });
}

/**
 * Runs work in one transaction as `portal_app` without a tenant, seeing of the tables of links the one row with this hash alone
 * (row-level security): whoever brings a link's token is not known yet.
 */
export async function withLinkHash<T>(tokenHash: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return asPortal(async (tx) => {
    await tx.$queryRaw`SELECT set_config('portal.link_hash', ${tokenHash}, true)`;
    return work(tx);
  });
}

/** Lets the rest of a transaction see, too, the one row of the tables of links that the browser with this hash has redeemed. */
export async function nameBrowser(tx: Tx, browserHash: string): Promise<void> {
  await tx.$queryRaw`SELECT set_config('portal.browser_hash', ${browserHash}, true)`;
}

/** The clock of the database is asked on the way: it costs no request of its own here. */
async function stepDown(tx: Tx, { role, tenantId, commit }: Standing): Promise<void> {
  const [clock] =
    commit === 'durable'
      ? await tx.$queryRaw<Clock[]>`SELECT set_config('role', ${role}, true), set_config('portal.tenant', ${tenantId}, true),
          clock_timestamp() AS at`
      : await tx.$queryRaw<Clock[]>`SELECT set_config('role', ${role}, true), set_config('portal.tenant', ${tenantId}, true),
          set_config('synchronous_commit', 'off', true), clock_timestamp() AS at`;
  if (clock) learnDatabaseTime(clock.at);
}

interface Clock {
  readonly at: Date;
}

/** Answers whether the database can be asked. */
export async function databaseAnswers(): Promise<boolean> {
  try {
    const [clock] = await client().$queryRaw<Clock[]>`SELECT clock_timestamp() AS at`;
    if (clock) learnDatabaseTime(clock.at);
    return true;
  } catch {
    return false;
  }
}

/** Ends the pool; for programs and tests that end. */
export async function disconnect(): Promise<void> {
  await kept.defenderConnectPrisma?.$disconnect();
  delete kept.defenderConnectPrisma;
}
