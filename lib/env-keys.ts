import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** A key or file that the configuration names, or the sentence that says what is wrong with it. */
export type Reading<T> = { readonly value: T } | { readonly fault: string };

export interface SealKey {
  readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256' | 'P-384'; readonly x: string; readonly y: string };
  readonly thumbprint: string;
}

export interface Certificate {
  readonly privateKeyPem: string;
  readonly certificatePem: string;
  readonly thumbprintSha256: string;
}

/** Keys printed in the documentation: whoever copies one has published it, so no server starts with it. */
export const sampleSessionKeys: readonly string[] = [
  'cmVwbGFjZS10aGlzLXdpdGgteW91ci1vd24ta2V5ISE=',
  'c2FtcGxlLWtleS1kby1ub3QtdXNlLWluLXBvcnRhbCE=',
  'MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
];

const PublicJwk = z.looseObject({
  kty: z.literal('EC'),
  crv: z.enum(['P-256', 'P-384']),
  x: z.string(),
  y: z.string(),
  exp: z.number().optional(),
});

/** Takes the comma-separated list, newest first; gives one 32-byte buffer for each key. */
export function readSessionKeys(text: string): Reading<Buffer[]> {
  const keys: Buffer[] = [];
  for (const item of text.split(',').map((part) => part.trim())) {
    const key = Buffer.from(item, 'base64');
    if (key.length !== 32 || key.toString('base64') !== item)
      return { fault: 'every key must be 32 random bytes in base64 (openssl rand -base64 32)' };
    if (sampleSessionKeys.includes(item))
      return { fault: 'a key is the sample from the documentation; generate your own (openssl rand -base64 32)' };
    if (new Set(key).size < 8) return { fault: 'a key is not random; generate one (openssl rand -base64 32)' };
    if (keys.some((other) => other.equals(key))) return { fault: 'the same key stands in the list twice' };
    keys.push(key);
  }
  return { value: keys };
}

/**
 * Takes the path of FortifyData's public key and the pinned thumbprint; gives the key reduced to its public members.
 * Only elliptic curves fit for ECDH-ES (RFC 7518 section 4.6) are taken, and a file with the private half is refused: a portal
 * that could open what it sealed would break the promise that nobody here sees the secret.
 */
export function readSealKey(path: string, pin: string, now: Date): Reading<SealKey> {
  const file = readJson(path);
  if ('fault' in file) return file;
  if (typeof file.value === 'object' && file.value !== null && 'd' in file.value) {
    return { fault: `${path} holds the private half of the key; only the public half may be on this server` };
  }
  const jwk = PublicJwk.safeParse(file.value);
  if (!jwk.success) return { fault: `${path} is not a public P-256 or P-384 key in JWK form (RFC 7517); RSA and other curves are refused` };
  const { kty, crv, x, y, exp } = jwk.data;
  if (exp !== undefined && exp * 1000 <= now.getTime()) return { fault: `the key in ${path} has expired` };
  const publicJwk = { kty, crv, x, y };
  if (!isOnCurve(publicJwk)) return { fault: `${path} is not a point of the curve ${crv}` };
  const thumbprint = jwkThumbprint(publicJwk);
  if (thumbprint !== pin) return { fault: `the key in ${path} has the thumbprint ${thumbprint}, which is not the pinned one` };
  return { value: { publicJwk, thumbprint } };
}

/** Takes the path of a PEM file with a certificate and its unencrypted private key; gives both and the SHA-256 thumbprint Entra ID asks for. */
export function readCertificate(path: string, now: Date): Reading<Certificate> {
  const file = readText(path);
  if ('fault' in file) return file;
  const certificatePem = pemBlock(file.value, 'CERTIFICATE');
  const privateKeyPem = pemBlock(file.value, '(?:EC |RSA )?PRIVATE KEY');
  if (certificatePem === null || privateKeyPem === null)
    return { fault: `${path} must hold a certificate and its unencrypted private key in PEM form` };
  try {
    const certificate = new X509Certificate(certificatePem);
    if (!certificate.checkPrivateKey(createPrivateKey(privateKeyPem)))
      return { fault: `the private key in ${path} does not belong to the certificate` };
    if (new Date(certificate.validTo) <= now) return { fault: `the certificate in ${path} has expired` };
    return { value: { privateKeyPem, certificatePem, thumbprintSha256: certificate.fingerprint256.replaceAll(':', '') } };
  } catch {
    return { fault: `${path} could not be read as a certificate with its private key` };
  }
}

/** The RFC 7638 thumbprint: SHA-256 over the required members in lexical order, base64url. */
function jwkThumbprint({ crv, kty, x, y }: SealKey['publicJwk']): string {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
}

function isOnCurve(key: JsonWebKey): boolean {
  try {
    createPublicKey({ key, format: 'jwk' });
    return true;
  } catch {
    return false;
  }
}

function pemBlock(text: string, label: string): string | null {
  return new RegExp(`-----BEGIN (${label})-----[A-Za-z0-9+/=\\s]+-----END \\1-----`).exec(text)?.[0] ?? null;
}

function readText(path: string): Reading<string> {
  try {
    return { value: readFileSync(/*turbopackIgnore: true*/ path, 'utf8') };
  } catch {
    return { fault: `${path} cannot be read` };
  }
}

/** The content of a JSON file. */
export function readJson(path: string): Reading<unknown> {
  const file = readText(path);
  if ('fault' in file) return file;
  try {
    return { value: JSON.parse(file.value) };
  } catch {
    return { fault: `${path} is not JSON` };
  }
}
