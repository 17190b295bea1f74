import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Place, readAddress, readServiceClient, type ServiceClient } from './env-ingest';
import type { Reading } from './env-keys';
import type { EnvReader } from './env-reader';

/** FortifyData's certificate, public part alone, and who signs for it: the way to connect where client secrets are forbidden. */
export interface CertificateSettings {
  /** SHA-256 of the DER bytes, 64 upper-case hex digits. */
  readonly thumbprint: string;
  readonly der: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
  readonly signer: { readonly url: URL; readonly client: ServiceClient };
}

const prefix = 'CERTIFICATE_SIGNER';
const signerNames = ['URL', 'CLIENT_CERTIFICATE', 'CLIENT_SECRET', 'CLIENT_ID', 'TOKEN_URL', 'SCOPE'].map((name) => `${prefix}_${name}`);
const leastRsaBits = 2048;

/**
 * Reads `CERTIFICATE_FILE` and the variables of its signer.
 * @returns null when none of them is set: then certificates are not offered
 */
export function readCertificateSettings(reader: EnvReader, place: Place): CertificateSettings | null | undefined {
  const named = signerNames.filter((name) => reader.text(name) !== undefined);
  if (reader.text('CERTIFICATE_FILE') === undefined) {
    return named[0] === undefined ? null : reader.fault('CERTIFICATE_FILE', `is missing, but ${named[0]} is set`);
  }
  const certificate = reader.reading('CERTIFICATE_FILE', (path) => readPublicCertificate(path, place.now));
  const url = readAddress(reader, `${prefix}_URL`, place);
  const client = readServiceClient(reader, prefix, place);
  return certificate === undefined || url === undefined || client === undefined ? undefined : { ...certificate, signer: { url, client } };
}

type Public = Omit<CertificateSettings, 'signer'>;

/** A file with the private half is refused: a portal that holds it could read what only FortifyData may read. */
function readPublicCertificate(path: string, now: Date): Reading<Public> {
  const text = textOf(path);
  if (text === null) return { fault: `${path} cannot be read` };
  if (/PRIVATE KEY/.test(text)) return { fault: `${path} holds a private key; only the certificate may be on this server` };
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g) ?? [];
  if (blocks.length !== 1) return { fault: `${path} must hold one certificate in PEM form, and holds ${blocks.length}` };
  try {
    return judged(path, new X509Certificate(blocks[0] ?? ''), now);
  } catch {
    return { fault: `${path} could not be read as a certificate` };
  }
}

function judged(path: string, certificate: X509Certificate, now: Date): Reading<Public> {
  const { asymmetricKeyType, asymmetricKeyDetails } = certificate.publicKey;
  const [startsAt, expiresAt] = [new Date(certificate.validFrom), new Date(certificate.validTo)];
  if (asymmetricKeyType !== 'rsa' || (asymmetricKeyDetails?.modulusLength ?? 0) < leastRsaBits)
    return { fault: `the certificate in ${path} must have an RSA key of ${leastRsaBits} bits or more` };
  if (expiresAt <= now) return { fault: `the certificate in ${path} has expired` };
  if (startsAt > now) return { fault: `the certificate in ${path} is not valid yet` };
  const thumbprint = certificate.fingerprint256.replaceAll(':', '');
  return { value: { thumbprint, der: certificate.raw.toString('base64'), startsAt, expiresAt } };
}

function textOf(path: string): string | null {
  try {
    return readFileSync(/*turbopackIgnore: true*/ path, 'utf8');
  } catch {
    return null;
  }
}
