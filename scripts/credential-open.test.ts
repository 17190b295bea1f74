import { execFile } from 'node:child_process';
import { randomUUID, X509Certificate } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { GET } from '../app/api/credentials/[tenantId]/route';
import { recordAttempt } from '../lib/data/live-attempt.test-data';
import { disconnect } from '../lib/data/prisma';
import { recipientOf, seal } from '../lib/sealer/seal';
import { pickStore } from '../lib/store/pick';
import { storePool } from '../lib/store/pool';
import { defaults } from '../practice/defaults';
import { type Practice, startPractice } from '../practice/server';
import { connect } from '../practice/testing/integration';
import { controlCall, signIn } from '../practice/testing/portal';
import { programCertificate } from './lib/certificates.mjs';
import { sealKeyPair } from './lib/keys.mjs';
import { ownDatabase } from './own-database';
import { testEnvironment } from './test-environment';

const account = 'adele@contoso.example';
const keys = sealKeyPair();
const dataDir = mkdtempSync(path.join(tmpdir(), 'credential-open-'));
let practice: Practice;
let portal: Server;
let databaseUrl: string;
let owner: pg.Pool;
let secretValue: string;

beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
  databaseUrl = await ownDatabase();
  owner = new pg.Pool({ connectionString: databaseUrl });
  const environment = { ...testEnvironment(dataDir), PRACTICE_CLOUD_URL: practice.url, DATABASE_URL: databaseUrl };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  portal = createServer(async (request, response) => {
    const tenantId = request.url?.split('/').at(-1) ?? '';
    const headers = { authorization: request.headers.authorization ?? '' };
    const answer = await GET(new Request(`http://localhost${request.url}`, { headers }), { params: Promise.resolve({ tenantId }) });
    response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
  });
  await new Promise<void>((resolve) => portal.listen(0, '127.0.0.1', resolve));
  writeDemo(keys.privateJwk);
});
afterAll(async () => {
  await disconnect();
  await Promise.all([practice.close(), owner.end(), storePool(databaseUrl).end(), portal.close()]);
  rmSync(dataDir, { recursive: true, force: true });
});
beforeEach(async () => {
  await controlCall(practice.url, 'POST', '/reset', {});
  for (const table of ['stored_credentials', 'credentials', 'connections']) await owner.query(`DELETE FROM ${table}`);
});

/** What a demo keeps in its data folder. */
function writeDemo(privateJwk: unknown): void {
  const { staffTenantId, staffClientId, platformClientId, platformClientSecret } = defaults;
  writeFileSync(path.join(dataDir, 'demo.json'), JSON.stringify({ staffTenantId, staffClientId, platformClientId, platformClientSecret }));
  mkdirSync(path.join(dataDir, 'fortifydata'), { recursive: true });
  writeFileSync(path.join(dataDir, 'fortifydata/seal-private.jwk.json'), JSON.stringify(privateJwk));
}

/** A connection in the practice cloud whose secret lies sealed in the store. */
async function connected(change: { row?: object; sealed?: object } = {}) {
  const { result } = await signIn(practice.url, account);
  const { appId, secret, keyId } = await connect(practice.url, result?.accessToken ?? '', account);
  const tenantId: string = (await controlCall(practice.url, 'GET', '/tenants/contoso.example')).body.id;
  const ids = { connectionId: randomUUID(), tenantId, appId, attempt: randomUUID() };
  const times = { startsAt: new Date('2026-11-23T10:00:00Z'), expiresAt: new Date('2028-11-22T10:00:00Z') };
  const { kty, crv, x, y } = keys.publicJwk;
  const recipient = await recipientOf({ sealKey: { kty, crv, x, y }, sealThumbprint: keys.thumbprint });
  const minted = { keyId, ...times, secret: Buffer.from(secret) };
  const jwe = await seal(recipient, { ...ids, purpose: 'microsoft-defender', ...change.sealed }, minted);
  await pickStore({ databaseUrl }).put({ ...ids, keyId, ...times, jwe, sealThumbprint: keys.thumbprint, ...change.row });
  await recordAttempt(owner, { ...ids, keyId, ...times }, { state: 'live', provedAt: times.startsAt });
  secretValue = secret;
  return { ...ids, keyId };
}

/** A connection whose app carries FortifyData's certificate. */
async function connectedByCertificate() {
  const { certificatePem, privateKeyPem } = programCertificate('FortifyData');
  writeFileSync(path.join(dataDir, 'fortifydata/certificate.pem'), certificatePem + privateKeyPem);
  const certificate = new X509Certificate(certificatePem);
  const { result } = await signIn(practice.url, account);
  const { appId } = await connect(practice.url, result?.accessToken ?? '', account);
  const tenantId: string = (await controlCall(practice.url, 'GET', '/tenants/contoso.example')).body.id;
  const value = certificate.raw.toString('base64');
  await controlCall(practice.url, 'POST', '/tenants/contoso.example/act', { do: 'addCertificate', appId, value });
  const ids = { connectionId: randomUUID(), tenantId, appId, attempt: randomUUID(), keyId: randomUUID() };
  const item = { ...ids, startsAt: new Date(certificate.validFrom), expiresAt: new Date(certificate.validTo) };
  const thumbprint = certificate.fingerprint256.replaceAll(':', '');
  await pickStore({ databaseUrl }).put({ ...item, thumbprint });
  await recordAttempt(owner, item, { state: 'live', provedAt: new Date() });
  return { ...ids, thumbprint };
}

/** Runs the command as a person does. */
function open(tenant: string, ...more: string[]): Promise<{ code: number; out: string; err: string }> {
  const portalUrl = `http://127.0.0.1:${(portal.address() as AddressInfo).port}`;
  const script = path.join(import.meta.dirname, 'credential-open.mjs');
  const flags = ['--tenant', tenant, '--data', dataDir, '--portal', portalUrl, '--practice', practice.url, ...more];
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...flags], (error, out, err) => resolve({ code: Number(error?.code ?? 0), out, err }));
  });
}

describe('credential:open', () => {
  test('opens the stored credential, proves it, and prints facts without the value', async () => {
    const { tenantId, appId, keyId } = await connected();
    const { code, out, err } = await open(tenantId);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const fact of [tenantId, appId, keyId, keys.thumbprint, 'Contoso', '31 application permissions', 'The secret works.']) {
      expect(out).toContain(fact);
    }
    expect(secretValue.length).toBeGreaterThan(30);
    expect(out).not.toContain(secretValue.slice(0, 8));
  });

  test('proves a certificate with the private key, and refuses a record that names another one', async () => {
    const { tenantId, appId, thumbprint } = await connectedByCertificate();
    const { code, out, err } = await open(tenantId);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    for (const fact of [tenantId, appId, thumbprint, 'Contoso', '31 application permissions', 'The certificate works. There is no secret.'])
      expect(out).toContain(fact);
    await owner.query('UPDATE stored_credentials SET certificate_thumbprint = $1', ['AB'.repeat(32)]);
    expect(await open(tenantId)).toMatchObject({ code: 1, out: '', err: 'The record names another certificate than this one.\n' });
  });

  test('finds a practice tenant by its domain', async () => {
    await connected();
    expect(await open('contoso.example')).toMatchObject({ code: 0 });
  });

  const stranger = '11111111-2222-4333-8444-555555555555';
  const swapped: readonly [string, object][] = [
    ['connection', { sealed: { connectionId: stranger } }],
    ['attempt', { sealed: { attempt: stranger } }],
    ['tenant', { sealed: { tenantId: stranger } }],
    ['application', { row: { appId: stranger } }],
    ['key id', { row: { keyId: stranger } }],
    ['expiry', { row: { expiresAt: new Date('2029-01-01T00:00:00Z') } }],
    ['start', { row: { startsAt: new Date('2026-01-01T00:00:00Z') } }],
    ['seal key', { row: { sealThumbprint: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' } }],
  ];
  test.each(swapped)('refuses a record that does not agree with what is sealed: %s', async (what, change) => {
    const { tenantId } = await connected(change);
    const { code, out, err } = await open(tenantId);
    expect({ code, out, err: err.trim() }).toEqual({
      code: 1,
      out: '',
      err: `The record and what is sealed in it do not agree on: ${what}.`,
    });
  });

  test('fails plainly with another private key', async () => {
    const { tenantId } = await connected();
    const other = path.join(dataDir, 'other.jwk.json');
    writeFileSync(other, JSON.stringify(sealKeyPair().privateJwk));
    expect(await open(tenantId, '--key', other)).toMatchObject({
      code: 1,
      out: '',
      err: 'The record does not open with this private key.\n',
    });
  });

  test('fails plainly when Microsoft does not take the secret any more', async () => {
    const { tenantId, appId, keyId } = await connected();
    await controlCall(practice.url, 'POST', '/tenants/contoso.example/act', { do: 'removePassword', appId, keyId });
    const { code, err } = await open(tenantId);
    expect({ code, err: err.trim() }).toEqual({ code: 1, err: `Microsoft gives no token for the app ${appId}: AADSTS7000215.` });
  });

  test('fails plainly for a tenant without a record, for a wrong service secret, and without a tenant', async () => {
    expect((await open(stranger)).err).toBe('The portal answered 404: No live credential is stored for this tenant.\n');
    expect((await open(stranger, '--client-secret', 'wrong')).err).toContain('AADSTS7000215');
    expect((await open('nobody.example')).err).toBe('The practice cloud has no tenant nobody.example.\n');
    expect((await open('')).err).toContain('Name the tenant');
  });
});
