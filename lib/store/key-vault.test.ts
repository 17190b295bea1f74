import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ClientSecretCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { KeyVaultSettings } from '../env-vault';
import { sealedCredential, secretStoreContract } from './contract.test-suite';
import { serveHosts } from './hosts.test-support';
import { keyVaultStore } from './key-vault';
import { keyVaultWorld } from './key-vault-world.test-support';
import { exchange, type Fault, listenerOf } from './loopback.test-support';
import type { SealedCredential, SecretStore } from './store';
import { timeLimitMs } from './within-time';

const world = keyVaultWorld();
const { vault, seen, settings, tenantId, held } = world;
const kept = keyVaultStore(settings);
let end: () => Promise<void>;

beforeAll(async () => {
  end = await world.serve();
});
afterAll(() => end());
afterEach(() => {
  seen.faults.length = 0;
  vault.challenge = { tenantId, resource: 'https://vault.azure.net' };
});

const asked = () => seen.journal.splice(0).map(({ method, host, path }) => `${method} ${host}${path}`);
const put = (change: Partial<KeyVaultSettings['credential']> = {}) =>
  keyVaultStore({ ...settings, credential: { ...settings.credential, ...change } } as KeyVaultSettings).put(sealedCredential());

describe('the key-vault store', () => {
  const nowhere = { ...settings, vaultUrl: 'https://nowhere.vault.azure.net' };
  const markers = ['VAULT-CLIENT-SECRET-MARKER', 'ACCESS-TOKEN-MARKER'];
  secretStoreContract({ store: () => kept, held, unreachable: () => keyVaultStore(nowhere), tells: false, markers });

  test('stores the sealed text with its facts, its life and its type, and exact times in the tags', async () => {
    const credential = sealedCredential();
    const { receipt } = await kept.put(credential);
    const { attempt, connectionId, appId, keyId, jwe, sealThumbprint } = credential;
    const name = receipt.replace('key-vault:', '');
    const ids = { attempt, connectionId, tenantId: credential.tenantId, appId, keyId, sealThumbprint };
    expect(vault.secrets.get(name)).toEqual([
      {
        version: expect.any(String),
        value: jwe,
        contentType: 'application/jose',
        attributes: { nbf: Date.UTC(2026, 10, 23, 10) / 1000, exp: Date.UTC(2028, 10, 22, 10) / 1000 },
        tags: { ...ids, startsAt: '2026-11-23T10:00:00.123Z', expiresAt: '2028-11-22T10:00:00.123Z' },
      },
    ]);
    expect(name).toMatch(new RegExp(`^fd-${credential.tenantId}-${attempt}-[0-9a-f]{32}$`));
    expect(name.length).toBeLessThanOrEqual(127);
  });

  test.each([
    ['another start', () => ({ startsAt: new Date('2026-11-23T10:00:00.124Z') })],
    ['another text sealed for the same facts', ({ jwe }: SealedCredential) => ({ jwe: jwe.replace('MARKER', 'OTHER') })],
  ])('never covers what is stored: %s has a name of its own', async (_name, change) => {
    const credential = sealedCredential();
    const { receipt } = await kept.put(credential);
    const second = await kept.put({ ...credential, ...change(credential) });
    expect(second.receipt).not.toBe(receipt);
    expect(vault.secrets.get(receipt.replace('key-vault:', ''))?.map(({ value }) => value)).toEqual([credential.jwe]);
    expect(await held(credential.attempt)).toHaveLength(2);
  });

  test('sends nothing at all when the sealed text is bound to other facts, or is none', async () => {
    asked();
    for (const jwe of [sealedCredential().jwe, 'no-jwe', '']) {
      await expect(kept.put({ ...sealedCredential(), jwe })).rejects.toMatchObject({ kind: 'mismatch' });
    }
    expect(asked()).toEqual([]);
  });

  test('refuses ids that make no name, before anything is sent', async () => {
    const { jwe, ...rest } = sealedCredential();
    const header = JSON.parse(Buffer.from(jwe.split('.')[0] ?? '', 'base64url').toString());
    const attempt = '../secrets/other';
    const bound = `${Buffer.from(JSON.stringify({ ...header, attempt })).toString('base64url')}.k.i.t.t`;
    asked();
    await expect(kept.put({ ...rest, attempt, jwe: bound })).rejects.toMatchObject({ kind: 'refused' });
    expect(asked()).toEqual([]);
  });
});

describe('the portal in front of the vault', () => {
  test('writes and cannot read: the vault answers 403 to get and to list', async () => {
    const { receipt } = await kept.put(sealedCredential());
    const { clientId, clientSecret } = settings.credential;
    const options = { authorityHost: settings.authorityHost, disableInstanceDiscovery: true };
    const reader = new SecretClient(settings.vaultUrl, new ClientSecretCredential(tenantId, clientId, clientSecret, options));
    await expect(reader.getSecret(receipt.replace('key-vault:', ''))).rejects.toMatchObject({ statusCode: 403 });
    await expect(reader.listPropertiesOfSecrets().next()).rejects.toMatchObject({ statusCode: 403 });
  });

  test('asks for one token, keeps it, and does nothing but set', async () => {
    const store = keyVaultStore(settings);
    asked();
    const names = [await store.put(sealedCredential()), await store.put(sealedCredential())].map(({ receipt }) => receipt.slice(10));
    const set = (name = '') => `PUT portal.vault.azure.net/secrets/${name}`;
    const token = `POST login.microsoftonline.com/${tenantId}/oauth2/v2.0/token`;
    expect(asked()).toEqual([set(names[0]), token, set(names[0]), set(names[1]), set(names[1])]);
  });

  test('sends no sealed text before it knows whom it talks to', async () => {
    seen.journal.length = 0;
    await kept.put(sealedCredential());
    const [first] = seen.journal;
    expect(first).toMatchObject({ method: 'PUT', body: '' });
    expect(first?.headers.authorization).toBeUndefined();
  });

  test('proves itself with a certificate as well', async () => {
    const credential = sealedCredential();
    await keyVaultStore(world.withCertificate).put(credential);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });
});

describe('a machine with an identity of its own', () => {
  const asked: URLSearchParams[] = [];
  // as App Service offers it (https://learn.microsoft.com/azure/app-service/overview-managed-identity)
  const machine = createServer(({ url = '', headers }, response) => {
    asked.push(new URLSearchParams(url.split('?')[1]));
    vault.roles.set('machine-token', headers['x-identity-header'] === 'machine' ? ['setSecret'] : []);
    const expires_on = Math.floor(Date.now() / 1000) + 3600;
    response.end(JSON.stringify({ access_token: 'machine-token', expires_on, resource: 'https://vault.azure.net', token_type: 'Bearer' }));
  });
  beforeAll(async () => {
    await new Promise<void>((resolve) => machine.listen(0, '127.0.0.1', resolve));
    vi.stubEnv('IDENTITY_ENDPOINT', `http://127.0.0.1:${(machine.address() as AddressInfo).port}/token`);
    vi.stubEnv('IDENTITY_HEADER', 'machine');
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    machine.closeAllConnections();
    machine.close();
  });

  test.each([null, randomUUID()])('needs no secret at all; client id %s', async (clientId) => {
    const credential = sealedCredential();
    await keyVaultStore({ ...settings, credential: { kind: 'managed-identity', clientId } }).put(credential);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
    expect(asked.at(-1)?.get('resource')).toBe('https://vault.azure.net');
    expect(asked.at(-1)?.get('client_id')).toBe(clientId);
  });
});

describe('a put that fails', () => {
  const answer = (status: number, code: string, inner?: string): Fault => ({
    status,
    body: { error: { code, message: 'SEALED-TEXT-MARKER', ...(inner && { innererror: { code: inner } }) } },
  });
  const passing: readonly (readonly [string, Fault])[] = [
    ['the request is lost', 'request lost'],
    ['the reply is lost', 'reply lost'],
    ['the reply breaks off', 'half a reply'],
    ['another write to the name runs', answer(409, 'Conflict')],
    ['the vault is throttled', answer(429, 'TooManyRequests')],
    ['the vault fails', answer(500, 'InternalServerError')],
    ['something before it fails', { status: 503, body: 'no json' }],
    ['the answer cannot be read', { status: 200, body: 'no json SEALED-TEXT-MARKER' }],
    ['the vault points elsewhere', { status: 307, headers: { Location: 'https://elsewhere.example/' } }],
  ];
  test.each(passing)('is unavailable when %s, is tried once, and the next put leaves one record', async (_name, fault) => {
    const credential = sealedCredential();
    await kept.put(sealedCredential());
    asked();
    seen.faults.push(fault);
    const error = await kept.put(credential).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ kind: 'unavailable' });
    expect(String((error as Error).cause)).not.toContain('MARKER');
    expect(asked()).toHaveLength(2);
    await kept.put(credential);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  const final: readonly (readonly [string, Fault, RegExp])[] = [
    ['the role is missing', answer(403, 'Forbidden', 'ForbiddenByRbac'), /403 Forbidden ForbiddenByRbac/],
    ['the firewall of the vault says no', answer(403, 'Forbidden', 'ForbiddenByFirewall'), /ForbiddenByFirewall/],
    ['the token is not taken', answer(401, 'Unauthorized'), /401 Unauthorized/],
    ['the request is not understood', answer(400, 'BadParameter'), /400 BadParameter/],
    ['the name was deleted', answer(409, 'Conflict', 'ObjectIsDeletedButRecoverable'), /409 Conflict ObjectIsDeletedButRecoverable/],
  ];
  test.each(final)('is refused when %s, and the cause says so', async (_name, fault, cause) => {
    seen.faults.push(fault);
    await expect(kept.put(sealedCredential())).rejects.toMatchObject({ kind: 'refused', cause: { message: expect.stringMatching(cause) } });
  });

  test.each([
    ['the client secret is wrong', { clientSecret: 'another-secret-of-the-app' }, /AADSTS7000215/],
    ['Entra ID does not know the app', { clientId: randomUUID() }, /AADSTS700016/],
    ['the vault lies in another tenant', { tenantId: randomUUID() }, /not configured to acquire tokens/],
  ])('is refused when %s', async (_name, change, cause) => {
    await expect(put(change)).rejects.toMatchObject({ kind: 'refused', cause: { message: expect.stringMatching(cause) } });
  });

  test('is refused when the challenge names a resource that is not the vault’s, and no token is asked for', async () => {
    vault.challenge = { tenantId, resource: 'https://vault.example' };
    asked();
    await expect(put()).rejects.toMatchObject({ kind: 'refused', cause: { message: expect.stringMatching(/does not match/) } });
    expect(asked()).toEqual([expect.stringMatching(/^PUT portal/)]);
  });

  test('is unavailable when the vault does not answer in time', async () => {
    const silent = new Promise<void>((resolve) => {
      seen.onSilence = resolve;
    });
    seen.faults.push('no reply');
    await isGivenUp(kept, silent);
  });

  test('is unavailable when Entra ID does not answer in time, although the SDK would wait on', async () => {
    const authorityHost = 'https://login.microsoftonline.us';
    const silence = exchange();
    const silent = new Promise<void>((resolve) => {
      silence.onSilence = resolve;
    });
    silence.faults.push('no reply');
    const stop = await serveHosts(
      ['login.microsoftonline.us'],
      listenerOf(silence, { answer: () => ({ status: 500 }), isMain: () => true }),
    );
    await isGivenUp(keyVaultStore({ ...settings, authorityHost }), silent);
    await stop();
  });
});

/** Lets ten seconds pass at once, when the other side has been asked and is silent. */
async function isGivenUp(store: SecretStore, silent: Promise<void>): Promise<void> {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const failing = expect(store.put(sealedCredential())).rejects.toMatchObject({ kind: 'unavailable', cause: { message: /within 10 s/ } });
  await silent;
  await vi.advanceTimersByTimeAsync(timeLimitMs);
  vi.useRealTimers();
  await failing;
}
