import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { recordAttempt } from '@/lib/data/live-attempt.test-data';
import { disconnect } from '@/lib/data/prisma';
import { certificateRecord, sealedCredential } from '@/lib/store/contract.test-suite';
import { pickStore } from '@/lib/store/pick';
import { storePool } from '@/lib/store/pool';
import { ownDatabase } from '@/scripts/own-database';
import { testEnvironment } from '@/scripts/test-environment';
import { GET } from './route';

const credential = sealedCredential();
const dir = mkdtempSync(path.join(tmpdir(), 'platform-'));
let environment: Record<string, string>;
let databaseUrl: string;
let owner: pg.Pool;
let keyServer: Server;
let privateKey: CryptoKey;

beforeAll(async () => {
  const pair = await generateKeyPair('RS256');
  privateKey = pair.privateKey;
  const jwks = JSON.stringify({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: 'key-1' }] });
  keyServer = createServer((_, response) => void response.end(jwks));
  await new Promise<void>((resolve) => keyServer.listen(0, '127.0.0.1', resolve));
  databaseUrl = await ownDatabase();
  owner = new pg.Pool({ connectionString: databaseUrl });
  const practice = `http://127.0.0.1:${(keyServer.address() as AddressInfo).port}`;
  environment = {
    ...testEnvironment(dir),
    PRACTICE_CLOUD_URL: practice,
    DATABASE_URL: databaseUrl,
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  await pickStore({ databaseUrl }).put(credential);
  await recordAttempt(owner, credential, { state: 'live', provedAt: new Date() });
});
afterAll(async () => {
  rmSync(dir, { recursive: true, force: true });
  await disconnect();
  await Promise.all([owner.end(), storePool(databaseUrl).end(), keyServer.close()]);
});

const appId = '3f86c0d2-b75e-49a1-8d34-f0e912a7c56b';

function token(claims: Record<string, unknown> = {}): Promise<string> {
  const { SUPPORT_TENANT_ID: tid, SUPPORT_CLIENT_ID: aud } = environment;
  const iat = Math.floor(Date.now() / 1000);
  const times = { iat, nbf: iat, exp: iat + 3600 };
  const oid = '7e1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b';
  return new SignJWT({ tid, oid, sub: oid, azp: appId, ver: '2.0', ...times, roles: ['Credential.Read'], ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'key-1' })
    .setIssuer(`https://login.practice.invalid/${tid}/v2.0`)
    .setAudience(aud ?? '')
    .sign(privateKey);
}

const get = (tenantId: string, headers: Record<string, string>, handler = GET) =>
  handler(new Request(`http://localhost:3000/api/credentials/${tenantId}`, { headers }), { params: Promise.resolve({ tenantId }) });
const bearer = async (claims?: Record<string, unknown>) => ({ authorization: `Bearer ${await token(claims)}` });
const auditLines = async () =>
  (await owner.query('SELECT actor, action, tenant_id, connection_id, details FROM audit_lines ORDER BY seq')).rows;

describe('the platform', () => {
  test('gets the sealed credential in use of a tenant, and the audit says so', async () => {
    const before = (await auditLines()).length;
    const response = await get(credential.tenantId.toUpperCase(), await bearer());
    expect(response.status).toBe(200);
    expect(response.headers.get('cache-control')).toBe('no-store');
    const { storedAt, ...body } = (await response.json()) as Record<string, unknown>;
    const { appId: clientId, startsAt, expiresAt, ...rest } = credential;
    const times = { startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString() };
    expect(body).toEqual({ ...rest, ...times, kind: 'secret', clientId, customerId: null, customer: null });
    expect(Date.parse(String(storedAt))).toBeGreaterThan(Date.now() - 60_000);
    const lines = await auditLines();
    expect(lines).toHaveLength(before + 1);
    expect(lines.at(-1)).toMatchObject({
      actor: `platform:${appId}`,
      action: 'credential.read',
      tenant_id: credential.tenantId,
      connection_id: credential.connectionId,
      details: JSON.stringify({ attempt: credential.attempt, found: true, keyId: credential.keyId }),
    });
  });

  test.each(['0d9e8c7b-1a2b-4c3d-8e4f-5a6b7c8d9e0f', 'contoso.example', "' OR 1=1", ''])(
    'gets 404 for a tenant that has none: %j',
    async (tenantId) => {
      const response = await get(tenantId, await bearer());
      expect(response.status).toBe(404);
      expect(await response.json()).toEqual({ error: { code: 'not-found', message: 'No live credential is stored for this tenant.' } });
      expect((await auditLines()).at(-1)).toMatchObject({ action: 'credential.read', details: expect.stringContaining('"found":false') });
    },
  );

  const notInUse = ['intended', 'sealed', 'delivered', 'unproved', 'unknown', 'refused', 'retired', 'removed'] as const;

  test.each(notInUse)('gets 404 while the only key that was delivered is %s', async (state) => {
    const only = sealedCredential();
    await pickStore({ databaseUrl }).put(only);
    await recordAttempt(owner, only, { state, provedAt: new Date() });
    const response = await get(only.tenantId, await bearer());
    expect([response.status, (await response.text()).includes(only.jwe)]).toEqual([404, false]);
    await recordAttempt(owner, only, { state: 'live', provedAt: new Date() });
    expect((await get(only.tenantId, await bearer())).status).toBe(200);
  });

  test.each(notInUse)('gets the key in use and not a %s one that reached the store later', async (state) => {
    const live = sealedCredential();
    const later = { ...sealedCredential(), tenantId: live.tenantId, startsAt: new Date('2026-11-24T10:00:00Z') };
    for (const item of [live, later]) await pickStore({ databaseUrl }).put(item);
    await recordAttempt(owner, live, { state: 'live', provedAt: new Date(0) });
    await recordAttempt(owner, later, { state, provedAt: new Date() });
    expect(await (await get(live.tenantId, await bearer())).json()).toMatchObject({ attempt: live.attempt, jwe: live.jwe });
  });

  test('gets the key that was proved last while two are in use, whichever reached the store last', async () => {
    const older = sealedCredential();
    const newer = { ...sealedCredential(), tenantId: older.tenantId };
    for (const item of [newer, older]) await pickStore({ databaseUrl }).put(item);
    await recordAttempt(owner, newer, { state: 'live', provedAt: new Date('2026-11-24T10:00:00Z') });
    await recordAttempt(owner, older, { state: 'live', provedAt: new Date('2026-11-23T10:00:00Z') });
    expect(await (await get(older.tenantId, await bearer())).json()).toMatchObject({ attempt: newer.attempt });
  });

  test('gets the certificate in use with its thumbprint, and nothing sealed', async () => {
    const record = certificateRecord();
    await pickStore({ databaseUrl }).put(record);
    await recordAttempt(owner, record, { state: 'live', provedAt: new Date() });
    const { storedAt: _, ...body } = (await (await get(record.tenantId, await bearer())).json()) as Record<string, unknown>;
    const { appId: clientId, startsAt, expiresAt, ...rest } = record;
    const times = { startsAt: startsAt.toISOString(), expiresAt: expiresAt.toISOString() };
    expect(body).toEqual({ ...rest, ...times, kind: 'certificate', clientId, customerId: null, customer: null });
  });

  test('learns the customer from the invitation of the connection itself, and of no other', async () => {
    const invited = sealedCredential();
    const other = sealedCredential();
    for (const item of [invited, other]) {
      await pickStore({ databaseUrl }).put(item);
      await recordAttempt(owner, item, { state: 'live', provedAt: new Date() });
    }
    const expected = { kind: 'tenant', tenantId: invited.tenantId };
    const led = { id: randomUUID(), customer: 'Contoso Ltd', customerId: 'C-7', expected, releasedAt: null, refusedAt: null };
    await owner.query('UPDATE connections SET invitation = $1 WHERE tenant_id = $2', [JSON.stringify(led), invited.tenantId]);
    // another invitation that the same organization came with, for another customer
    await owner.query(
      `INSERT INTO invitations (id, customer, customer_id, expected_tenant_id, token_hash, created_by, expires_at, tenant_id)
       VALUES ($1, 'Fabrikam', 'C-8', $2, 'hash', '{"oid":"o","name":"Manu"}', now(), $2)`,
      [randomUUID(), invited.tenantId],
    );
    expect(await (await get(invited.tenantId, await bearer())).json()).toMatchObject({ customerId: 'C-7', customer: 'Contoso Ltd' });
    expect(await (await get(other.tenantId, await bearer())).json()).toMatchObject({ customerId: null, customer: null });
  });

  test('gets 404 when the key in use lies in another store', async () => {
    const elsewhere = sealedCredential();
    await recordAttempt(owner, elsewhere, { state: 'live', provedAt: new Date() });
    expect((await get(elsewhere.tenantId, await bearer())).status).toBe(404);
  });

  test('gets nothing when the audit line cannot be written', async () => {
    const append = 'append_audit(text, text, uuid, uuid, text)';
    await owner.query(`REVOKE EXECUTE ON FUNCTION ${append} FROM portal_app`);
    const response = await get(credential.tenantId, await bearer()).finally(() =>
      owner.query(`GRANT EXECUTE ON FUNCTION ${append} TO portal_app`),
    );
    expect(response.status).toBe(503);
    expect(await response.text()).not.toContain(credential.jwe);
    expect((await get(credential.tenantId, await bearer())).status).toBe(200);
  });

  test('is told that its API is off when no staff app is configured', async () => {
    vi.stubEnv('SUPPORT_TENANT_ID', undefined);
    vi.stubEnv('SUPPORT_CLIENT_ID', undefined);
    vi.resetModules();
    const { GET: handler } = await import('./route');
    const response = await get(credential.tenantId, await bearer(), handler).finally(() => {
      for (const name of ['SUPPORT_TENANT_ID', 'SUPPORT_CLIENT_ID']) vi.stubEnv(name, environment[name]);
    });
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ error: { message: expect.stringContaining('off') } });
  });
});

describe('anybody else', () => {
  const strangers: readonly [string, number, () => Promise<Record<string, string>>][] = [
    ['without a token', 401, async () => ({})],
    ['with a session cookie alone', 401, async () => ({ cookie: `__Host-session=${await token()}` })],
    ['with the token as basic authorization', 401, async () => ({ authorization: `Basic ${await token()}` })],
    ['with an expired token', 401, () => bearer({ exp: 1 })],
    ['with a token of another tenant', 401, () => bearer({ tid: '0d9e8c7b-1a2b-4c3d-8e4f-5a6b7c8d9e0f' })],
    ['with the role of support', 403, () => bearer({ roles: ['Support.Read', 'Support.Manage'] })],
    ['with a person’s token', 403, () => bearer({ scp: 'access_as_user' })],
  ];
  test.each(strangers)('%s gets %i and nothing of the record', async (_, status, headers) => {
    const before = (await auditLines()).length;
    const response = await get(credential.tenantId, await headers());
    expect(response.status).toBe(status);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer' : null);
    expect(Object.keys((await response.json()) as object)).toEqual(['error']);
    expect((await auditLines()).length).toBe(before);
  });
});
