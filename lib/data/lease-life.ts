import { isDatabaseAway } from '../database-away';
import type { ConnectionState } from '../domain/connection';
import { leaseSeconds } from '../domain/lease';
import type { Lease } from './data';
import { inTenant } from './prisma';

/** Three signs may get lost. */
const betweenSignsMs = 3_000;
/** What hangs longer on one change loses its lease, whatever signs it gives. */
const longestHoldMs = 40_000;
const betweenTriesMs = 500;

/** Leases for which this process gives signs of life; shared by the framework's several copies of this module. */
const shared = globalThis as typeof globalThis & { defenderConnectLeases?: Map<string, NodeJS.Timeout> };
const signs = () => {
  shared.defenderConnectLeases ??= new Map();
  return shared.defenderConnectLeases;
};
const nameOf = ({ id, epoch }: Lease) => `${id} ${epoch}`;

/** From here on this process gives signs of life for a lease, until `letGo`, or for the longest time that one change may take. */
export function keepAlive(lease: Lease): void {
  letGo(lease);
  const endsAt = performance.now() + longestHoldMs;
  const timer = setInterval(() => {
    if (performance.now() > endsAt) letGo(lease);
    else void renew(lease).catch(() => undefined);
  }, betweenSignsMs);
  signs().set(nameOf(lease), timer.unref());
}

/** No sign any more: the lease is given back, or ends by itself. */
export function letGo(lease: Lease): void {
  clearInterval(signs().get(nameOf(lease)));
  signs().delete(nameOf(lease));
}

/** Losable, as the next sign says the same. A lease that is over is not taken up again: somebody else may be about to take it. */
async function renew({ id, tenantId, epoch }: Lease): Promise<void> {
  await inTenant(
    tenantId,
    (tx) => tx.$executeRaw`
      UPDATE connections SET lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds}::int)
      WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid AND epoch = ${epoch}::int AND lease_until > clock_timestamp()`,
    'losable',
  );
}

/**
 * Gives a lease back; see `ConnectionData`. While the database is away it is tried again in the background for as long as the lease can
 * last: a database that blinks shall not make everybody wait for the end of a lease that nobody needs. A process that ends is not kept
 * from it.
 * @throws what the first try met
 */
export async function release(lease: Lease, idleAt?: ConnectionState): Promise<void> {
  letGo(lease);
  try {
    await giveBack(lease, idleAt);
  } catch (error) {
    if (isDatabaseAway(error)) void giveBackLater(lease);
    throw error;
  }
}

/** Losable: a lease that is not given back ends by itself. */
async function giveBack({ id, tenantId, epoch }: Lease, idleAt?: ConnectionState): Promise<void> {
  const mine = { id, tenantId, epoch };
  await inTenant(
    tenantId,
    async (tx) => {
      await tx.connection.updateMany({ where: mine, data: { leaseUntil: null } });
      // a sign-in may have moved it on meanwhile, without a lease
      if (idleAt) await tx.connection.updateMany({ where: { ...mine, state: idleAt }, data: { dueAt: null } });
    },
    'losable',
  );
}

/** The epoch keeps a late one from taking another worker's lease away. */
async function giveBackLater(lease: Lease): Promise<void> {
  const endsAt = performance.now() + leaseSeconds * 1000;
  while (performance.now() < endsAt) {
    await new Promise((resolve) => void setTimeout(resolve, betweenTriesMs).unref());
    const done = await giveBack(lease).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
}
