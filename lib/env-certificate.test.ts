import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { goodConfigurations } from '../scripts/test-environment';
import { parseEnv } from './env';
import { PortalError } from './error';

const dir = mkdtempSync(path.join(tmpdir(), 'env-certificate-'));
const { practice, real } = goodConfigurations(inject('environment'), dir);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const write = (name: string, text: string) => {
  const file = path.join(dir, name);
  writeFileSync(file, text);
  return file;
};
/** The portal's own test certificate with its private key; what matters here is that it is RSA 2048 and valid today. */
const both = (await import('../scripts/test-certificate')).testCertificate();
const pem = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n/.exec(both)?.[0] ?? '';
const certificate = write('certificate.pem', pem);

type Variables = Readonly<Record<string, string | undefined>>;
const signer: Variables = {
  CERTIFICATE_FILE: certificate,
  CERTIFICATE_SIGNER_URL: 'https://signer.example.com/v1/sign',
  CERTIFICATE_SIGNER_TOKEN_URL: 'https://login.example.com/token',
  CERTIFICATE_SIGNER_CLIENT_ID: 'portal',
  CERTIFICATE_SIGNER_CLIENT_SECRET: 'marker-signer-client-secret',
};
const read = (change: Variables = {}, base: Variables = real, now?: Date) => parseEnv({ ...base, ...signer, ...change }, now).certificate;

function faultOf(change: Variables, base: Variables = real, now?: Date): string {
  try {
    read(change, base, now);
  } catch (error) {
    if (error instanceof PortalError) return error.message;
    throw error;
  }
  throw new Error('no fault was found');
}

describe('the certificate of a configuration', () => {
  it('is none where none is named: then it is not offered', () => expect(parseEnv(real).certificate).toBeNull());

  it('is its public part, its SHA-256 thumbprint and times, and the signer', () => {
    const settings = read();
    expect(settings).toMatchObject({
      thumbprint: expect.stringMatching(/^[0-9A-F]{64}$/),
      signer: { client: { kind: 'oauth', scope: null } },
    });
    expect(settings?.signer.url.href).toBe('https://signer.example.com/v1/sign');
    expect(Buffer.from(settings?.der ?? '', 'base64').length).toBeGreaterThan(500);
  });

  it('may be signed for by a signer that asks for a client certificate', () => {
    const mutual = {
      CERTIFICATE_SIGNER_CLIENT_CERTIFICATE: real['ENTRA_CLIENT_CERTIFICATE'],
      CERTIFICATE_SIGNER_CLIENT_SECRET: undefined,
      CERTIFICATE_SIGNER_CLIENT_ID: undefined,
      CERTIFICATE_SIGNER_TOKEN_URL: undefined,
    };
    expect(read(mutual)?.signer.client).toMatchObject({ kind: 'certificate' });
  });

  it('may have a signer on this machine, over plain http, in practice mode alone', () => {
    const local = { CERTIFICATE_SIGNER_URL: 'http://localhost:4400/sign', CERTIFICATE_SIGNER_TOKEN_URL: 'http://localhost:4400/token' };
    expect(read(local, practice)?.signer.url.port).toBe('4400');
    expect(faultOf(local)).toContain('CERTIFICATE_SIGNER_URL: must begin with https://');
    expect(faultOf({}, practice)).toContain('must be an address of this machine');
  });
});

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const day = 86_400_000;
const faults: readonly [string, string, Variables, Date?][] = [
  ['a file that is not there', 'cannot be read', { CERTIFICATE_FILE: '/nowhere.pem' }],
  ['a file with the private key', 'only the certificate may be on this server', { CERTIFICATE_FILE: write('both.pem', both) }],
  ['a file with another private key', 'holds a private key', { CERTIFICATE_FILE: write('ec.pem', pem + ec) }],
  ['two certificates', 'must hold one certificate', { CERTIFICATE_FILE: write('two.pem', pem + pem) }],
  ['no certificate', 'must hold one certificate', { CERTIFICATE_FILE: write('none.pem', 'hello') }],
  [
    'something that only looks like one',
    'could not be read as a certificate',
    { CERTIFICATE_FILE: write('odd.pem', pem.replace(/MII/, 'AAA')) },
  ],
  ['one that has expired', 'has expired', {}, new Date(Date.now() + 2 * day)],
  ['one that is not valid yet', 'is not valid yet', {}, new Date(Date.now() - day)],
  ['no signer', 'CERTIFICATE_SIGNER_URL: is missing', { CERTIFICATE_SIGNER_URL: undefined }],
  ['a signer that asks for nobody', 'CERTIFICATE_SIGNER_CLIENT_CERTIFICATE: is missing', { CERTIFICATE_SIGNER_CLIENT_SECRET: undefined }],
  ['a signer without its certificate', 'CERTIFICATE_FILE: is missing, but CERTIFICATE_SIGNER_URL is set', { CERTIFICATE_FILE: undefined }],
];

describe('a wrong configuration', () => {
  it.each(faults)('with %s is refused in one clear line: %s', (_, sentence, change, now) => {
    const message = faultOf(change, real, now);
    expect(message).toContain(sentence);
    expect(message).not.toContain('marker-signer-client-secret');
  });
});
