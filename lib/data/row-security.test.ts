import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { connectionData } from './connections';
import type { ConnectionKey } from './data';
import { asRole, leased, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { asPortal, inTenant } from './prisma';

withOwnDatabase();

const tables = ['connections', 'credentials', 'operations', 'consent_requests', 'approval_links'] as const;
let mine: ConnectionKey;
let theirs: ConnectionKey;

async function fill(key: ConnectionKey): Promise<void> {
  const { lease, record } = await leased(key);
  await connectionData.intend(lease, record, { change: 'observe', actor: 'portal', facts: {} });
  const values = [randomUUID(), key.id, key.tenantId];
  await owner().query(
    "INSERT INTO credentials (attempt, connection_id, tenant_id, application_object_id, state, intended_at, starts_at, expires_at) VALUES ($1, $2, $3, gen_random_uuid(), 'intended', now(), now(), now())",
    values,
  );
  await owner().query(
    "INSERT INTO consent_requests (state_hash, connection_id, tenant_id, session_hash, expires_at) VALUES ($1, $2, $3, 's', now())",
    values,
  );
  await owner().query(
    "INSERT INTO approval_links (id, connection_id, tenant_id, token_hash, created_by, expires_at) VALUES (gen_random_uuid(), $2, $3, $1, '{}', now())",
    values,
  );
}

beforeAll(async () => {
  [mine, theirs] = await Promise.all([newConnection(), newConnection()]);
  await Promise.all([fill(mine), fill(theirs)]);
});

describe.each(tables)('the rows of %s, with the tenant left out of the query', (table) => {
  const run = (statement: string, values: unknown[] = []) =>
    asRole('portal_app', mine.tenantId, (client) => client.query(statement, values));

  test('are only those of the own tenant', async () => {
    const { rows } = await run(`SELECT tenant_id FROM ${table}`);
    expect(rows).toEqual([{ tenant_id: mine.tenantId }]);
    const all = await owner().query(`SELECT count(DISTINCT tenant_id)::int AS n FROM ${table}`);
    expect(all.rows).toEqual([{ n: 2 }]);
  });

  test('of another tenant are not found by their tenant id', async () => {
    expect((await run(`SELECT 1 FROM ${table} WHERE tenant_id = $1`, [theirs.tenantId])).rowCount).toBe(0);
  });

  test('of another tenant are not updated', async () => {
    expect((await run(`UPDATE ${table} SET tenant_id = tenant_id`)).rowCount).toBe(1);
    expect((await run(`UPDATE ${table} SET tenant_id = tenant_id WHERE tenant_id = $1`, [theirs.tenantId])).rowCount).toBe(0);
  });

  test('cannot be given to another tenant', async () => {
    await expect(run(`UPDATE ${table} SET tenant_id = $1`, [theirs.tenantId])).rejects.toMatchObject({ code: '42501' });
  });

  test('are none without a tenant', async () => {
    const { rowCount } = await asRole('portal_app', '', (client) => client.query(`SELECT 1 FROM ${table}`));
    expect(rowCount).toBe(0);
  });

  test('cannot be deleted for another tenant', async () => {
    const deletion = run(`DELETE FROM ${table} WHERE tenant_id = $1`, [theirs.tenantId]);
    if (table === 'consent_requests') expect((await deletion).rowCount).toBe(0);
    else await expect(deletion).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the role of the worker', () => {
  const expire = (key: ConnectionKey, when: string) =>
    owner().query(`UPDATE consent_requests SET expires_at = now() ${when} WHERE connection_id = $1`, [key.id]);

  test('sees and deletes of all departures to the consent page those alone that are over', async () => {
    await expire(mine, "- interval '1 second'");
    await expire(theirs, "+ interval '1 minute'");
    const seen = await asRole('portal_worker', '', async (client) => [
      (await client.query('SELECT state_hash FROM consent_requests')).rowCount,
      (await client.query('DELETE FROM consent_requests')).rowCount,
    ]);
    expect(seen).toEqual([1, 1]);
  });
});

describe('the data module', () => {
  test('does not load, lease or list a connection of another tenant, even with its id', async () => {
    const crossed = { tenantId: mine.tenantId, id: theirs.id };
    expect(await connectionData.load(crossed)).toBeNull();
    expect(await connectionData.lease(crossed)).toBeNull();
    expect(await connectionData.operations(crossed, 10)).toEqual([]);
    expect(await connectionData.load(theirs)).toMatchObject({ id: theirs.id });
    expect(await connectionData.operations(theirs, 10)).toHaveLength(1);
  });

  test('cannot write a row for another tenant', async () => {
    const row = { id: randomUUID(), cloud: 'global', tenantId: randomUUID(), state: 'signed_in', admin: {}, signedInAt: new Date() };
    await expect(inTenant(mine.tenantId, (tx) => tx.connection.create({ data: row }))).rejects.toThrow(/row-level security/);
  });

  test('sees no row of any tenant where none is named', async () => {
    expect(await asPortal((tx) => tx.connection.findMany())).toEqual([]);
    expect(await inTenant(randomUUID(), (tx) => tx.connection.findMany())).toEqual([]);
  });

  test('leaves role and tenant behind at the end of a transaction, one after another and side by side', async () => {
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, index) => {
        const key = index % 2 === 0 ? mine : theirs;
        return inTenant(key.tenantId, async (tx) => (await tx.connection.findMany()).map((row) => row.id === key.id));
      }),
    );
    expect(seen.flat()).toEqual(Array.from({ length: 40 }, () => true));
  });

  test.each(["' OR true --", 'x', "7d3f2a10'; DROP TABLE connections; --"])(
    'takes a tenant that is no id for nothing: %j',
    async (tenantId) => {
      await expect(connectionData.load({ tenantId, id: mine.id })).rejects.toThrow();
      expect(await connectionData.load(mine)).not.toBeNull();
    },
  );
});
