import { type Certificate, readCertificate } from './env-keys';
import type { EnvReader } from './env-reader';

/** How a client proves who it is: exactly one of the two is not null. */
export interface ClientProof {
  readonly clientSecret: string | null;
  readonly certificate: Certificate | null;
}

/**
 * Reads `<prefix>_CLIENT_CERTIFICATE` (path of a PEM file) or `<prefix>_CLIENT_SECRET`; both or neither is a fault.
 * @param prefix such as `ENTRA`
 */
export function readClientProof(reader: EnvReader, prefix: string, now: Date): ClientProof | undefined {
  const [fileName, secretName] = [`${prefix}_CLIENT_CERTIFICATE`, `${prefix}_CLIENT_SECRET`];
  const file = reader.text(fileName);
  const clientSecret = reader.text(secretName) ?? null;
  if (file === undefined && clientSecret === null) return reader.fault(fileName, `is missing (or set ${secretName})`);
  if (file !== undefined && clientSecret !== null) return reader.fault(secretName, `and ${fileName} are both set; keep one`);
  if (clientSecret !== null && clientSecret.length < 16) return reader.fault(secretName, 'is too short to be a client secret');
  if (file === undefined) return { clientSecret, certificate: null };
  const certificate = reader.reading(fileName, (path) => readCertificate(path, now));
  return certificate === undefined ? undefined : { clientSecret: null, certificate };
}
