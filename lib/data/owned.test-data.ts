import { randomUUID } from 'node:crypto';
import { Pool, type PoolClient } from 'pg';
import { afterAll, beforeAll } from 'vitest';
import { ownDatabase } from '../../scripts/own-database';
import type { ConnectionRecord } from '../domain/connection';
import { complete, credential, person } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { connectionData } from './connections';
import type { ConnectionKey, Lease } from './data';
import { disconnect } from './prisma';
import { openConnection } from './sign-ins';

let pool: Pool | undefined;

/** For a test file: a migrated database of its own, closed at its end. */
export function withOwnDatabase(): void {
  beforeAll(async () => {
    pool = new Pool({ connectionString: await ownDatabase(), max: 4 });
  });
  afterAll(async () => {
    await disconnect();
    await pool?.end();
  });
}

/** The database past the product: as the owner of the tables. */
export function owner(): Pool {
  if (!pool) throw new Error('withOwnDatabase() comes first');
  return pool;
}

/** Runs work as another role of the database, for a tenant or none, and takes everything back. */
export async function asRole<T>(role: string, tenantId: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await owner().connect();
  try {
    await client.query('BEGIN');
    await client.query("SELECT set_config('role', $1, true), set_config('portal.tenant', $2, true)", [role, tenantId]);
    return await work(client);
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

/** A connection of a tenant that nobody else has. */
export const newConnection = (tenantId: string = randomUUID()): Promise<ConnectionKey> =>
  openConnection({ cloud: 'global', tenantId, person });

/** The record under a lease; the test fails when somebody else holds it. */
export async function leased(key: ConnectionKey): Promise<{ record: ConnectionRecord; lease: Lease }> {
  const held = await connectionData.lease(key);
  if (!held) throw new Error('the lease is taken');
  return held;
}

/** A new connection under a lease. */
export const leasedConnection = async (): Promise<{ record: ConnectionRecord; lease: Lease }> => leased(await newConnection());

/** Puts a lease's end into the past. */
export const expireLease = (id: string) =>
  owner().query("UPDATE connections SET lease_until = now() - interval '1 second' WHERE id = $1", [id]);

const tables = [
  'connections',
  'credentials',
  'operations',
  'consent_requests',
  'approval_links',
  'invitations',
  'used_launches',
  'limits',
  'sessions',
  'used_states',
  'stored_credentials',
  'audit_lines',
];

/** Columns that taking and giving back a lease changes, and the time a session was last seen. */
export const bookkeeping = ['last_seen_at', 'epoch', 'lease_until', 'updated_at'] as const;

/**
 * Everything the database holds, as text, without the columns named: to see that nothing was written. A lease that is held is renewed by
 * itself; one that was taken shows in its epoch.
 */
export async function everything(without: readonly string[] = ['last_seen_at', 'lease_until']): Promise<string> {
  const texts = tables.map((table) =>
    owner().query(`SELECT (to_jsonb(t) - $1::text[])::text AS row FROM ${table} t ORDER BY 1`, [without]),
  );
  return JSON.stringify((await Promise.all(texts)).map((result) => result.rows));
}

/** Brings a connection, or a new one, to its good end, as things stand now. */
export async function completed(key?: ConnectionKey): Promise<ConnectionKey> {
  const { lease, record } = await leased(key ?? (await newConnection()));
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId } = stages.connected;
  const { stableAt, grantsCompleteAt, consentBy, proof } = stages.connected;
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId };
  const facts = { ...made, stableAt, grantsCompleteAt, consentBy, proof };
  const now = new Date();
  const redirectUris = [new URL('/api/consent/callback', process.env['APP_BASE_URL']).href];
  const observed = { ...complete, at: now, application: complete.application && { ...complete.application, redirectUris } };
  const credentials = [credential({ attempt: randomUUID(), startsAt: now, expiresAt: new Date(now.getTime() + 730 * 86_400_000) })];
  const write = { actor: 'portal', action: 'test' };
  const verifying = await connectionData.write(lease, record, { ...write, facts: { ...facts, observed, credentials } });
  await connectionData.write(lease, verifying, { ...write, facts: { connectedAt: now } });
  return { id: lease.id, tenantId: lease.tenantId };
}
