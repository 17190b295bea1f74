import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { goodConfigurations } from '../scripts/test-environment';
import { parseEnv } from './env';
import { PortalError } from './error';

const dir = mkdtempSync(path.join(tmpdir(), 'env-store-'));
const { practice, real } = goodConfigurations(inject('environment'), dir);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

type Variables = Readonly<Record<string, string | undefined>>;
const [tenantId, clientId] = ['0f4b6d1e-8a55-4f0c-9d0e-5f7f7b1c2a33', '7d1f3b52-2c6a-4f7e-8f55-61a2f0c9d4e8'];
const certificate = real['ENTRA_CLIENT_CERTIFICATE'];
const key = `whsec_${randomBytes(32).toString('base64')}`;
const vaultOnly: Variables = {
  SECRET_STORE: 'key-vault',
  KEY_VAULT_URL: 'https://FortifyData-Keys.vault.azure.net/',
  KEY_VAULT_TENANT_ID: tenantId,
  KEY_VAULT_CLIENT_ID: clientId,
  KEY_VAULT_CLIENT_SECRET: 'marker-vault-client-secret',
};
const ingestOnly: Variables = {
  SECRET_STORE: 'https',
  SECRET_INGEST_URL: 'https://ingest.example.com/v1/credentials',
  SECRET_INGEST_SIGNING_KEY: key,
  SECRET_INGEST_TOKEN_URL: 'https://login.example.com/token',
  SECRET_INGEST_CLIENT_ID: 'portal',
  SECRET_INGEST_CLIENT_SECRET: 'marker-ingest-client-secret',
};
const [vault, ingest] = [
  { ...real, ...vaultOnly },
  { ...real, ...ingestOnly },
];
const noOAuth = { SECRET_INGEST_TOKEN_URL: undefined, SECRET_INGEST_CLIENT_ID: undefined, SECRET_INGEST_CLIENT_SECRET: undefined };
const noApp = { KEY_VAULT_TENANT_ID: undefined, KEY_VAULT_CLIENT_ID: undefined, KEY_VAULT_CLIENT_SECRET: undefined };
const store = (source: Variables) => parseEnv(source).store;

describe('the store of a good configuration', () => {
  it('is the database when nothing is said', () => expect(store(real)).toEqual({ name: 'database' }));

  it('is a vault, with the authority of the cloud it lies in', () => {
    expect(store(vault)).toEqual({
      name: 'key-vault',
      vaultUrl: 'https://fortifydata-keys.vault.azure.net',
      authorityHost: 'https://login.microsoftonline.com',
      credential: { kind: 'secret', tenantId, clientId, clientSecret: 'marker-vault-client-secret' },
    });
    expect(store({ ...vault, KEY_VAULT_URL: 'https://keys.vault.usgovcloudapi.net' })).toMatchObject({
      vaultUrl: 'https://keys.vault.usgovcloudapi.net',
      authorityHost: 'https://login.microsoftonline.us',
    });
  });

  it('is a vault entered with a certificate', () => {
    const settings = store({ ...vault, KEY_VAULT_CLIENT_SECRET: undefined, KEY_VAULT_CLIENT_CERTIFICATE: certificate });
    expect(settings).toMatchObject({ credential: { kind: 'certificate', clientId, certificate: { privateKeyPem: expect.any(String) } } });
  });

  it.each([
    ['system', null],
    [clientId.toUpperCase(), clientId],
  ])('is a vault entered by the machine itself: %s', (identity, id) => {
    const settings = store({ ...vault, ...noApp, KEY_VAULT_MANAGED_IDENTITY: identity });
    expect(settings).toMatchObject({ credential: { kind: 'managed-identity', clientId: id } });
  });

  it('is the ingest API, entered with a token', () => {
    const settings = store({ ...ingest, SECRET_INGEST_SCOPE: 'ingest.write' });
    const client = { kind: 'oauth', clientId: 'portal', clientSecret: 'marker-ingest-client-secret', scope: 'ingest.write' };
    expect(settings).toMatchObject({ name: 'https', client });
    expect(settings).toMatchObject({ signingKeys: [Buffer.from(key.slice(6), 'base64')] });
  });

  it('is the ingest API, entered with a certificate, its messages signed with two keys', () => {
    const older = `whsec_${randomBytes(24).toString('base64')}`;
    const change = { SECRET_INGEST_CLIENT_CERTIFICATE: certificate, SECRET_INGEST_SIGNING_KEY: `${key}, ${older}` };
    const settings = store({ ...ingest, ...noOAuth, ...change });
    expect(settings).toMatchObject({ client: { kind: 'certificate' }, signingKeys: [expect.any(Buffer), expect.any(Buffer)] });
  });

  it.each([
    ['practice mode', { ...practice }],
    ['development', { ...real, NODE_ENV: 'development', APP_BASE_URL: 'http://localhost:3000' }],
  ])('may be an ingest API over plain http on this machine in %s', (_name, base) => {
    const here = { SECRET_INGEST_URL: 'http://localhost:4500/', SECRET_INGEST_TOKEN_URL: 'http://127.0.0.1:4500/token' };
    expect(store({ ...base, ...ingestOnly, ...here })).toMatchObject({ name: 'https' });
  });
});

describe('a wrong store is refused with one clear line', () => {
  const inVault = (change: Variables) => ({ ...vault, ...change });
  const inIngest = (change: Variables) => ({ ...ingest, ...change });
  const cases: readonly (readonly [string, Variables, RegExp])[] = [
    ['a store that does not exist', { ...real, SECRET_STORE: 'file' }, /^- SECRET_STORE: must be database, key-vault, https$/],
    [
      'a vault beside the database',
      { ...real, KEY_VAULT_URL: 'https://keys.vault.azure.net' },
      /^- KEY_VAULT_URL: is set, but SECRET_STORE/,
    ],
    [
      'an ingest API beside the vault',
      inVault({ SECRET_INGEST_URL: 'https://x.example' }),
      /^- SECRET_INGEST_URL: is set, but .* not https$/,
    ],
    ['a vault beside the ingest API', inIngest({ KEY_VAULT_CLIENT_ID: clientId }), /^- KEY_VAULT_CLIENT_ID: is set, but .* not key-vault$/],
    ['no vault', inVault({ KEY_VAULT_URL: undefined }), /^- KEY_VAULT_URL: is missing$/],
    [
      'a vault over plain http',
      inVault({ KEY_VAULT_URL: 'http://keys.vault.azure.net' }),
      /^- KEY_VAULT_URL: must be the address of a vault/,
    ],
    ['a vault elsewhere', inVault({ KEY_VAULT_URL: 'https://keys.vault.azure.net.example.com' }), /^- KEY_VAULT_URL: must be the address/],
    ['a vault on this machine', inVault({ KEY_VAULT_URL: 'https://localhost:8443' }), /^- KEY_VAULT_URL: must be the address of a vault/],
    ['a vault with a port', inVault({ KEY_VAULT_URL: 'https://keys.vault.azure.net:8443' }), /^- KEY_VAULT_URL: must be the address/],
    [
      'a secret instead of a vault',
      inVault({ KEY_VAULT_URL: 'https://keys.vault.azure.net/secrets/x' }),
      /^- KEY_VAULT_URL: must be the address/,
    ],
    ['a vault in China', inVault({ KEY_VAULT_URL: 'https://keys.vault.azure.cn' }), /^- KEY_VAULT_URL: must be the address of a vault/],
    ['no tenant of the vault', inVault({ KEY_VAULT_TENANT_ID: undefined }), /^- KEY_VAULT_TENANT_ID: is missing$/],
    ['a tenant that is no GUID', inVault({ KEY_VAULT_TENANT_ID: 'fortifydata.com' }), /^- KEY_VAULT_TENANT_ID: must be a GUID$/],
    ['no app for the vault', inVault({ KEY_VAULT_CLIENT_ID: undefined }), /^- KEY_VAULT_CLIENT_ID: is missing$/],
    ['no proof for the vault', inVault({ KEY_VAULT_CLIENT_SECRET: undefined }), /^- KEY_VAULT_CLIENT_CERTIFICATE: is missing \(or set KEY/],
    ['two proofs for the vault', inVault({ KEY_VAULT_CLIENT_CERTIFICATE: certificate }), /^- KEY_VAULT_CLIENT_SECRET: and .* keep one$/],
    [
      'a certificate that is not there',
      inVault({ KEY_VAULT_CLIENT_SECRET: undefined, KEY_VAULT_CLIENT_CERTIFICATE: '/no.pem' }),
      /cannot be read$/,
    ],
    [
      'a machine and an app',
      inVault({ ...noApp, KEY_VAULT_CLIENT_ID: clientId, KEY_VAULT_MANAGED_IDENTITY: 'system' }),
      /^- KEY_VAULT_CLIENT_ID: and KEY_VAULT_MANAGED_IDENTITY are both set; keep one$/,
    ],
    [
      'a machine by name',
      inVault({ ...noApp, KEY_VAULT_MANAGED_IDENTITY: 'portal' }),
      /^- KEY_VAULT_MANAGED_IDENTITY: must be system or the/,
    ],
    ['a vault in practice mode', { ...practice, ...vaultOnly }, /^- SECRET_STORE: key-vault is refused in practice mode/],
    ['no ingest API', inIngest({ SECRET_INGEST_URL: undefined }), /^- SECRET_INGEST_URL: is missing$/],
    [
      'an ingest API over plain http',
      inIngest({ SECRET_INGEST_URL: 'http://ingest.example.com/' }),
      /^- SECRET_INGEST_URL: must begin with https/,
    ],
    [
      'plain http on this machine in production',
      inIngest({ SECRET_INGEST_URL: 'http://localhost/' }),
      /^- SECRET_INGEST_URL: must begin with/,
    ],
    [
      'an ingest API with an account',
      inIngest({ SECRET_INGEST_URL: 'https://a:b@ingest.example.com/' }),
      /^- SECRET_INGEST_URL: must hold neither/,
    ],
    [
      'an ingest API with a fragment',
      inIngest({ SECRET_INGEST_URL: 'https://ingest.example.com/#x' }),
      /^- SECRET_INGEST_URL: must hold neither/,
    ],
    ['no signing key', inIngest({ SECRET_INGEST_SIGNING_KEY: undefined }), /^- SECRET_INGEST_SIGNING_KEY: is missing$/],
    [
      'a signing key without its prefix',
      inIngest({ SECRET_INGEST_SIGNING_KEY: key.slice(6) }),
      /^- SECRET_INGEST_SIGNING_KEY: every key must be/,
    ],
    ['a short signing key', inIngest({ SECRET_INGEST_SIGNING_KEY: 'whsec_c2hvcnQ=' }), /^- SECRET_INGEST_SIGNING_KEY: every key must be/],
    [
      'a signing key that is not base64',
      inIngest({ SECRET_INGEST_SIGNING_KEY: `whsec_${'!'.repeat(44)}` }),
      /^- SECRET_INGEST_SIGNING_KEY: every/,
    ],
    [
      'a signing key of equal bytes',
      inIngest({ SECRET_INGEST_SIGNING_KEY: `whsec_${Buffer.alloc(32, 7).toString('base64')}` }),
      /^- SECRET_INGEST_SIGNING_KEY: a key is not random/,
    ],
    [
      'one signing key twice',
      inIngest({ SECRET_INGEST_SIGNING_KEY: `${key},${key}` }),
      /^- SECRET_INGEST_SIGNING_KEY: the same key stands/,
    ],
    [
      'no proof for the ingest API',
      inIngest(noOAuth),
      /^- SECRET_INGEST_CLIENT_CERTIFICATE: is missing \(or set SECRET_INGEST_CLIENT_SECRET\)$/,
    ],
    ['no token endpoint', inIngest({ SECRET_INGEST_TOKEN_URL: undefined }), /^- SECRET_INGEST_TOKEN_URL: is missing$/],
    [
      'a token endpoint over plain http',
      inIngest({ SECRET_INGEST_TOKEN_URL: 'http://login.example.com/' }),
      /^- SECRET_INGEST_TOKEN_URL: must begin/,
    ],
    ['no client id', inIngest({ SECRET_INGEST_CLIENT_ID: undefined }), /^- SECRET_INGEST_CLIENT_ID: is missing$/],
    [
      'a scope beside a certificate',
      inIngest({ ...noOAuth, SECRET_INGEST_CLIENT_CERTIFICATE: certificate, SECRET_INGEST_SCOPE: 'x' }),
      /^- SECRET_INGEST_SCOPE: is set, but the client proves itself by SECRET_INGEST_CLIENT_CERTIFICATE$/,
    ],
    [
      'a public ingest API in practice mode',
      { ...practice, ...ingestOnly, SECRET_INGEST_TOKEN_URL: 'http://localhost:1/' },
      /^- SECRET_INGEST_URL: must be an address of this machine/,
    ],
  ];

  it.each(cases)('%s', (_name, source, line) => expect(faultsOf(source)).toEqual([expect.stringMatching(line)]));

  it('and no secret value stands in the message', () => {
    const wrong = [
      inVault({ KEY_VAULT_CLIENT_CERTIFICATE: '/no.pem', KEY_VAULT_TENANT_ID: 'x' }),
      inIngest({ SECRET_INGEST_SIGNING_KEY: `marker-${key}`, SECRET_INGEST_CLIENT_CERTIFICATE: '/no.pem' }),
    ];
    const message = wrong.flatMap(faultsOf).join('\n');
    expect(message).toMatch(/SECRET_INGEST_SIGNING_KEY/);
    for (const secret of ['marker', key.slice(6)]) expect(message).not.toContain(secret);
  });
});

function faultsOf(source: Variables): string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (!(error instanceof PortalError) || error.code !== 'configuration') throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}
