import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownDatabase } from '../../scripts/own-database';
import { asRole } from './as-role';
import { certificateRecord, sealedCredential, secretStoreContract } from './contract.test-suite';
import { databaseStore } from './database';
import { pickStore } from './pick';
import { storePool } from './pool';
import { readStoredCredential } from './read';

let databaseUrl: string;
let owner: Pool;
const store = () => pickStore({ databaseUrl });

beforeAll(async () => {
  databaseUrl = await ownDatabase();
  owner = new Pool({ connectionString: databaseUrl });
});
afterAll(async () => {
  await owner.end();
  await storePool(databaseUrl).end();
});

async function held(attempt: string): Promise<string[]> {
  const content = 'SELECT coalesce(jwe, certificate_thumbprint) AS content FROM stored_credentials WHERE attempt = $1';
  const { rows } = await owner.query<{ content: string }>(content, [attempt]);
  return rows.map((row) => row.content);
}

const nowhere = new Pool({ connectionString: 'postgresql://nobody@127.0.0.1:1/none', connectionTimeoutMillis: 1000 });

describe('the database store', () => {
  secretStoreContract({ store, held, unreachable: () => databaseStore(nowhere), tells: true, markers: [] });

  test('keeps what was put, to the millisecond', async () => {
    const credential = sealedCredential();
    await store().put(credential);
    const { storedAt, ...read } = (await readStoredCredential(databaseUrl, credential)) ?? {};
    expect(read).toEqual({ ...credential, thumbprint: null });
    expect(storedAt).toBeInstanceOf(Date);
    const record = certificateRecord();
    await store().put(record);
    expect(await readStoredCredential(databaseUrl, record)).toMatchObject({ ...record, jwe: null, sealThumbprint: null });
  });

  test('takes no record that is neither sealed nor of a certificate, nor one that is both', async () => {
    const [sealed, certificate] = [sealedCredential(), certificateRecord()];
    for (const odd of [
      { ...sealed, thumbprint: certificate.thumbprint, jwe: null },
      { ...sealed, jwe: null },
      { ...sealed, sealThumbprint: null },
    ]) {
      const columns =
        '(attempt, connection_id, tenant_id, app_id, key_id, starts_at, expires_at, jwe, seal_thumbprint, certificate_thumbprint)';
      const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = odd;
      const own = [odd.jwe, odd.sealThumbprint, 'thumbprint' in odd ? odd.thumbprint : null];
      const values = [attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, ...own];
      const insert = `INSERT INTO stored_credentials ${columns} VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`;
      await expect(owner.query(insert, values)).rejects.toMatchObject({ code: '23514' });
    }
  });

  test('answers unavailable for an id that the database does not take, and goes on working', async () => {
    await expect(store().put({ ...sealedCredential(), keyId: 'no id' })).rejects.toMatchObject({ kind: 'unavailable' });
    expect(await store().put(sealedCredential())).toMatchObject({ existed: false });
  });
});

describe('the role that writes', () => {
  const denied = [
    'SELECT jwe FROM stored_credentials',
    'SELECT * FROM stored_credentials',
    "UPDATE stored_credentials SET jwe = 'x'",
    'UPDATE stored_credentials SET stored_at = now()',
    'DELETE FROM stored_credentials',
    'TRUNCATE stored_credentials',
    'COPY stored_credentials TO STDOUT',
    'COPY stored_credentials (jwe) TO STDOUT',
    'INSERT INTO stored_credentials SELECT * FROM stored_credentials',
    'SELECT jwe FROM credentials',
    'SELECT sealed_token FROM sessions',
    'SELECT * FROM audit_lines',
  ];
  test.each(denied)('is denied by the database: %s', async (statement) => {
    await store().put(sealedCredential());
    const run = asRole(owner, 'portal_store_writer', (client) => client.query(statement));
    await expect(run).rejects.toMatchObject({ code: '42501' });
  });

  test('cannot get the sealed text back from its own insert', async () => {
    const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, jwe, sealThumbprint } = sealedCredential();
    const statement = 'INSERT INTO stored_credentials VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, now()) RETURNING jwe';
    const values = [attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, jwe, sealThumbprint];
    await expect(asRole(owner, 'portal_store_writer', (client) => client.query(statement, values))).rejects.toMatchObject({
      code: '42501',
    });
  });

  test('is left at the end of the transaction', async () => {
    const single = new Pool({ connectionString: databaseUrl, max: 1 });
    const current = () => single.query<{ role: string }>('SELECT current_user AS role').then(({ rows }) => rows[0]?.role);
    const before = await current();
    const inside = await asRole(single, 'portal_store_writer', (client) => client.query<{ role: string }>('SELECT current_user AS role'));
    expect(inside.rows[0]?.role).toBe('portal_store_writer');
    await expect(asRole(single, 'portal_store_writer', (client) => client.query('DELETE FROM stored_credentials'))).rejects.toThrow();
    expect(await current()).toBe(before);
    await single.end();
  });
});

describe('the role that reads', () => {
  const denied = ["UPDATE stored_credentials SET jwe = 'x'", 'DELETE FROM stored_credentials', 'SELECT jwe FROM credentials'];
  test.each(denied)('is denied by the database: %s', async (statement) => {
    await expect(asRole(owner, 'portal_store_reader', (client) => client.query(statement))).rejects.toMatchObject({ code: '42501' });
  });

  test('gets the record of the attempt and the tenant it names and no other', async () => {
    const [older, stranger] = [sealedCredential(), sealedCredential()];
    const newer = { ...sealedCredential(), tenantId: older.tenantId };
    for (const credential of [older, newer, stranger]) await store().put(credential);
    for (const credential of [older, newer, stranger]) {
      expect(await readStoredCredential(databaseUrl, credential)).toMatchObject({ attempt: credential.attempt, jwe: credential.jwe });
    }
    expect(await readStoredCredential(databaseUrl, { tenantId: older.tenantId, attempt: stranger.attempt })).toBeNull();
    expect(await readStoredCredential(databaseUrl, sealedCredential())).toBeNull();
  });
});
