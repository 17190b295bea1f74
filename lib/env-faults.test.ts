import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { launchKeyPair } from '../scripts/lib/keys.mjs';
import { goodConfigurations } from '../scripts/test-environment';
import { parseEnv } from './env';
import { sampleSessionKeys } from './env-keys';
import type { EnvSource } from './env-reader';
import { PortalError } from './error';

const dir = mkdtempSync(path.join(tmpdir(), 'env-'));
const { practice, real } = goodConfigurations(inject('environment'), dir);

afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe('a wrong configuration is refused with one clear line', () => {
  const change = (values: Record<string, string | undefined>) => (): EnvSource => ({ ...real, ...values });
  const inPractice = (values: Record<string, string | undefined>) => (): EnvSource => ({ ...practice, ...values });
  const key = (content: unknown) => (): EnvSource => ({ ...real, SEAL_PUBLIC_KEY: keep('key.json', JSON.stringify(content)) });
  const launchKey = (content: () => unknown) => (): EnvSource => ({
    ...real,
    LAUNCH_PUBLIC_KEY: keep('launch.json', JSON.stringify(content())),
  });
  const goodKey = () => JSON.parse(readFileSync(real['SEAL_PUBLIC_KEY'] ?? '', 'utf8'));

  const cases: readonly (readonly [name: string, source: () => EnvSource, line: RegExp])[] = [
    ['no base address', change({ APP_BASE_URL: undefined }), /^- APP_BASE_URL: is missing$/m],
    ['an empty base address', change({ APP_BASE_URL: '  ' }), /^- APP_BASE_URL: is missing$/m],
    ['a base address that is no URL', change({ APP_BASE_URL: 'connect.example.com' }), /^- APP_BASE_URL: must be an absolute URL$/m],
    ['a base address over plain http', change({ APP_BASE_URL: 'http://connect.example.com' }), /^- APP_BASE_URL: must begin with https/m],
    ['plain http on localhost in production', change({ APP_BASE_URL: 'http://localhost:3000' }), /^- APP_BASE_URL: must begin with https/m],
    ['a script as base address', change({ APP_BASE_URL: 'javascript:alert(1)' }), /^- APP_BASE_URL: must begin with https/m],
    [
      'a base address with a path',
      change({ APP_BASE_URL: 'https://connect.example.com/app' }),
      /^- APP_BASE_URL: must be an origin alone/m,
    ],
    [
      'a base address with an account',
      change({ APP_BASE_URL: 'https://a:b@connect.example.com' }),
      /^- APP_BASE_URL: must be an origin alone/m,
    ],
    ['no database', change({ DATABASE_URL: undefined }), /^- DATABASE_URL: is missing$/m],
    ['another database product', change({ DATABASE_URL: 'mysql://root@localhost/x' }), /^- DATABASE_URL: must begin with postgresql/m],
    ['an unknown cloud', change({ MICROSOFT_CLOUD: 'moon' }), /^- MICROSOFT_CLOUD: must be global, gcc/m],
    ['the cloud in China', change({ MICROSOFT_CLOUD: 'china' }), /^- MICROSOFT_CLOUD: china is not possible: .*Defender APIs/m],
    ['practice in production', inPractice({ ALLOW_PRACTICE: undefined }), /^- MICROSOFT_CLOUD: practice is refused in production/m],
    [
      'practice at a public address',
      inPractice({ APP_BASE_URL: 'https://connect.example.com' }),
      /^- APP_BASE_URL: must be an address of this/m,
    ],
    [
      'a practice cloud elsewhere',
      inPractice({ PRACTICE_CLOUD_URL: 'http://10.0.0.5:4400' }),
      /^- PRACTICE_CLOUD_URL: must be an address of this/m,
    ],
    ['practice without its cloud', inPractice({ PRACTICE_CLOUD_URL: undefined }), /^- PRACTICE_CLOUD_URL: is missing$/m],
    [
      'a practice address beside the real cloud',
      change({ PRACTICE_CLOUD_URL: 'http://localhost:4400' }),
      /^- PRACTICE_CLOUD_URL: is set, but/m,
    ],
    ['practice allowed beside the real cloud', change({ ALLOW_PRACTICE: 'true' }), /^- ALLOW_PRACTICE: is set, but/m],
    [
      'a launch key that is not there',
      change({ LAUNCH_PUBLIC_KEY: '/nowhere.json' }),
      /^- LAUNCH_PUBLIC_KEY: \/nowhere.json cannot be read$/m,
    ],
    ['a launch key with its private half', launchKey(() => launchKeyPair().privateJwk), /^- LAUNCH_PUBLIC_KEY: .* holds the private half/m],
    [
      'a launch key of another kind',
      launchKey(() => ({ kty: 'RSA', n: 'AQAB', e: 'AQAB' })),
      /^- LAUNCH_PUBLIC_KEY: .* is not a public Ed25519 or/m,
    ],
    [
      'a shared secret as launch key',
      launchKey(() => ({ kty: 'oct', k: 'c2VjcmV0' })),
      /^- LAUNCH_PUBLIC_KEY: .* is not a public Ed25519 or/m,
    ],
    [
      'a launch key that is no point of its curve',
      launchKey(() => ({ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA' })),
      /^- LAUNCH_PUBLIC_KEY: .* is not a point of the curve P-256$/m,
    ],
    ['a worker that is neither on nor off', change({ WORKER: 'yes' }), /^- WORKER: must be on or off$/m],
    ['a permission that is neither yes nor no', inPractice({ ALLOW_PRACTICE: 'yes' }), /^- ALLOW_PRACTICE: must be true or false$/m],
    ['a client id that is no GUID', change({ ENTRA_CLIENT_ID: 'portal' }), /^- ENTRA_CLIENT_ID: must be a GUID$/m],
    ['no credential of the portal', change({ ENTRA_CLIENT_CERTIFICATE: undefined }), /^- ENTRA_CLIENT_CERTIFICATE: is missing \(or/m],
    [
      'two credentials of the portal',
      change({ ENTRA_CLIENT_SECRET: 'a-secret-long-enough' }),
      /^- ENTRA_CLIENT_SECRET: and .* are both set/m,
    ],
    ['a short client secret', inPractice({ ENTRA_CLIENT_SECRET: 'changeme' }), /^- ENTRA_CLIENT_SECRET: is too short/m],
    [
      'a certificate that is not there',
      change({ ENTRA_CLIENT_CERTIFICATE: '/nowhere.pem' }),
      /^- ENTRA_CLIENT_CERTIFICATE: \/nowhere.pem cannot be/m,
    ],
    [
      'a certificate without its key',
      () => certificateWith((pem) => pem.replace(/-----BEGIN PRIVATE.*/s, '')),
      /^- ENTRA_CLIENT_CERTIFICATE: .* unencrypted/m,
    ],
    [
      'a certificate with a foreign key',
      () => certificateWith((pem) => pem.replace(/-----BEGIN PRIVATE.*/s, foreignKey())),
      /does not belong/m,
    ],
    [
      'a damaged certificate',
      () => certificateWith((pem) => pem.replace(/CERTIFICATE-----\n.{40}/, 'CERTIFICATE-----\nAAAA')),
      /could not be read/m,
    ],
    ['an expired certificate', () => ({ ...real, NOW: '2099-01-01' }), /^- ENTRA_CLIENT_CERTIFICATE: the certificate in .* has expired$/m],
    ['no session keys', change({ SESSION_KEYS: undefined }), /^- SESSION_KEYS: is missing$/m],
    ['a short session key', change({ SESSION_KEYS: Buffer.alloc(16, 7).toString('base64') }), /^- SESSION_KEYS: every key must be 32/m],
    ['a session key that is not base64', change({ SESSION_KEYS: 'x'.repeat(43) }), /^- SESSION_KEYS: every key must be 32/m],
    [
      'a session key of equal bytes',
      change({ SESSION_KEYS: Buffer.alloc(32, 7).toString('base64') }),
      /^- SESSION_KEYS: a key is not random/m,
    ],
    ['a sample session key', change({ SESSION_KEYS: sampleSessionKeys[1] }), /^- SESSION_KEYS: a key is the sample/m],
    [
      'a sample behind a good key',
      () => ({ ...real, SESSION_KEYS: `${real['SESSION_KEYS']},${sampleSessionKeys[0]}` }),
      /^- SESSION_KEYS: .*sample/m,
    ],
    [
      'one session key twice',
      () => ({ ...real, SESSION_KEYS: `${real['SESSION_KEYS']},${real['SESSION_KEYS']}` }),
      /^- SESSION_KEYS: the same key/m,
    ],
    ['no sealing key', change({ SEAL_PUBLIC_KEY: undefined }), /^- SEAL_PUBLIC_KEY: is missing$/m],
    ['no pin', change({ SEAL_KEY_THUMBPRINT: undefined }), /^- SEAL_KEY_THUMBPRINT: is missing$/m],
    ['a malformed pin', change({ SEAL_KEY_THUMBPRINT: 'abc' }), /^- SEAL_KEY_THUMBPRINT: must be an RFC 7638/m],
    [
      'another key than the pinned one',
      change({ SEAL_KEY_THUMBPRINT: 'A'.repeat(43) }),
      /^- SEAL_PUBLIC_KEY: the key in .* which is not the pinned one$/m,
    ],
    [
      'a sealing key that is not JSON',
      () => ({ ...real, SEAL_PUBLIC_KEY: keep('text.json', 'no') }),
      /^- SEAL_PUBLIC_KEY: .* is not JSON$/m,
    ],
    ['the private half', () => key({ ...goodKey(), d: 'AAAA' })(), /^- SEAL_PUBLIC_KEY: .* holds the private half/m],
    ['an expired sealing key', () => key({ ...goodKey(), exp: 1_600_000_000 })(), /^- SEAL_PUBLIC_KEY: the key in .* has expired$/m],
    [
      'an RSA sealing key',
      key(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' })),
      /^- SEAL_PUBLIC_KEY: .* is not a public P-256 or P-384 key/m,
    ],
    [
      'another curve',
      key(generateKeyPairSync('ec', { namedCurve: 'secp256k1' }).publicKey.export({ format: 'jwk' })),
      /^- SEAL_PUBLIC_KEY: .* is not a public P-256 or P-384 key/m,
    ],
    ['a point off the curve', () => key({ ...goodKey(), x: goodKey().y })(), /^- SEAL_PUBLIC_KEY: .* is not a point of the curve P-256$/m],
    ['half of the support pair', change({ SUPPORT_CLIENT_ID: undefined }), /^- SUPPORT_CLIENT_ID: is missing; set SUPPORT_TENANT_ID and/m],
    ['a support tenant that is no GUID', change({ SUPPORT_TENANT_ID: 'fortifydata.com' }), /^- SUPPORT_TENANT_ID: must be a GUID$/m],
    ['another secret store', change({ SECRET_STORE: 'file' }), /^- SECRET_STORE: must be database, key-vault, https$/m],
    ['an unclear switch', change({ OPEN_START: '1' }), /^- OPEN_START: must be true or false$/m],
    ['an unknown log level', change({ LOG_LEVEL: 'loud' }), /^- LOG_LEVEL: must be one of fatal/m],
    ['debug output in production', change({ LOG_LEVEL: 'debug' }), /^- LOG_LEVEL: debug is refused in production$/m],
    ['an address that is no email address', change({ SUPPORT_EMAIL: 'support' }), /^- SUPPORT_EMAIL: must be an email address$/m],
    ['proxy hops in words', change({ TRUSTED_PROXY_HOPS: 'all' }), /^- TRUSTED_PROXY_HOPS: must be a number/m],
    [
      'certificate checks switched off',
      change({ NODE_TLS_REJECT_UNAUTHORIZED: '0' }),
      /^- NODE_TLS_REJECT_UNAUTHORIZED: switches certificate/m,
    ],
  ];

  it.each(cases)('%s', (_name, source, line) => {
    const lines = faultsOf(source());
    expect(lines.filter((text) => line.test(text))).toHaveLength(1);
    expect(lines).toHaveLength(1);
  });

  it('and all faults are named together', () => {
    const lines = faultsOf({ NODE_ENV: 'production', MICROSOFT_CLOUD: 'moon', OPEN_START: 'maybe' });
    expect(lines.map((line) => line.split(':')[0]).sort()).toEqual(
      [
        'APP_BASE_URL',
        'DATABASE_URL',
        'ENTRA_CLIENT_CERTIFICATE',
        'ENTRA_CLIENT_ID',
        'MICROSOFT_CLOUD',
        'OPEN_START',
        'SEAL_KEY_THUMBPRINT',
      ]
        .concat('SEAL_PUBLIC_KEY', 'SESSION_KEYS')
        .map((name) => `- ${name}`),
    );
  });

  it('and no secret value stands in the message', () => {
    const message = faultsOf({ ...practice, SESSION_KEYS: 'marker-session-key', ENTRA_CLIENT_ID: 'x' }).join('\n');
    expect(message).not.toContain('marker-session-key');
    expect(message).not.toContain(practice['ENTRA_CLIENT_SECRET']);
  });
});

function faultsOf(source: EnvSource): string[] {
  try {
    parseEnv(source, source['NOW'] === undefined ? new Date() : new Date(source['NOW']));
  } catch (error) {
    if (!(error instanceof PortalError) || error.code !== 'configuration') throw error;
    return error.message.split('\n').slice(1);
  }
  return [];
}

function keep(name: string, content: string): string {
  const file = path.join(dir, name);
  writeFileSync(file, content);
  return file;
}

function certificateWith(change: (pem: string) => string): EnvSource {
  return { ...real, ENTRA_CLIENT_CERTIFICATE: keep('other.pem', change(readFileSync(real['ENTRA_CLIENT_CERTIFICATE'] ?? '', 'utf8'))) };
}

const foreignKey = (): string =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
