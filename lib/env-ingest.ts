import { readClientProof } from './env-client';
import type { Certificate, Reading } from './env-keys';
import type { EnvReader } from './env-reader';
import { isLoopback, url } from './env-shapes';

/** How the portal proves itself to a service of FortifyData: an OAuth 2.0 client (RFC 6749 section 4.4), or a certificate in TLS (RFC 8705). */
export type ServiceClient =
  | {
      readonly kind: 'oauth';
      readonly tokenUrl: URL;
      readonly clientId: string;
      readonly clientSecret: string;
      readonly scope: string | null;
    }
  | { readonly kind: 'certificate'; readonly certificate: Certificate };

export interface IngestSettings {
  readonly name: 'https';
  readonly url: URL;
  /** Newest first; every message is signed with each, so that the receiver can turn to a new one at its own time. */
  readonly signingKeys: readonly Buffer[];
  readonly client: ServiceClient;
}

/** Every variable of this store. */
export const ingestNames = [
  'SECRET_INGEST_URL',
  'SECRET_INGEST_SIGNING_KEY',
  'SECRET_INGEST_CLIENT_CERTIFICATE',
  'SECRET_INGEST_CLIENT_SECRET',
  'SECRET_INGEST_TOKEN_URL',
  'SECRET_INGEST_CLIENT_ID',
  'SECRET_INGEST_SCOPE',
] as const;

/** Where a configuration is to run. */
export interface Place {
  readonly production: boolean;
  readonly practice: boolean;
  readonly now: Date;
}

/** The `https` store: FortifyData's ingest API. */
export function readIngest(reader: EnvReader, place: Place): IngestSettings | undefined {
  const address = readAddress(reader, 'SECRET_INGEST_URL', place);
  const signingKeys = reader.reading('SECRET_INGEST_SIGNING_KEY', readSigningKeys);
  const client = readServiceClient(reader, 'SECRET_INGEST', place);
  if (address === undefined || signingKeys === undefined || client === undefined) return undefined;
  return { name: 'https', url: address, signingKeys, client };
}

/** Reads the variables `<prefix>_CLIENT_…` and, for an OAuth client, `<prefix>_TOKEN_URL` and `<prefix>_SCOPE`. */
export function readServiceClient(reader: EnvReader, prefix: string, place: Place): ServiceClient | undefined {
  const proof = readClientProof(reader, prefix, place.now);
  const [tokenUrlName, clientIdName, scopeName] = [`${prefix}_TOKEN_URL`, `${prefix}_CLIENT_ID`, `${prefix}_SCOPE`];
  if (proof?.certificate) {
    const others = [tokenUrlName, clientIdName, scopeName].filter((name) => reader.text(name) !== undefined);
    for (const name of others) reader.fault(name, `is set, but the client proves itself by ${prefix}_CLIENT_CERTIFICATE`);
    return others.length === 0 ? { kind: 'certificate', certificate: proof.certificate } : undefined;
  }
  if (!proof?.clientSecret) return undefined;
  const tokenUrl = readAddress(reader, tokenUrlName, place);
  const clientId = reader.text(clientIdName) ?? reader.fault(clientIdName, 'is missing');
  if (tokenUrl === undefined || clientId === undefined) return undefined;
  return { kind: 'oauth', tokenUrl, clientId, clientSecret: proof.clientSecret, scope: reader.text(scopeName) ?? null };
}

/** An address of a service: https, or plain http for one of this machine in practice mode and development. */
export function readAddress(reader: EnvReader, name: string, { production, practice }: Place): URL | undefined {
  const address = reader.read(name, url);
  if (address === undefined) return undefined;
  const local = isLoopback(address);
  if (practice && !local) return reader.fault(name, 'must be an address of this machine (localhost) in practice mode');
  const plain = address.protocol === 'http:' && local && (practice || !production);
  if (address.protocol !== 'https:' && !plain) return reader.fault(name, 'must begin with https://');
  if (address.username || address.password || address.hash) return reader.fault(name, 'must hold neither an account nor a fragment');
  return address;
}

/** Takes the comma-separated list of `whsec_` keys (https://www.standardwebhooks.com), newest first; gives their bytes. */
function readSigningKeys(text: string): Reading<Buffer[]> {
  const keys: Buffer[] = [];
  for (const item of text.split(',').map((part) => part.trim())) {
    const key = Buffer.from(item.slice(6), 'base64');
    const whole = item.startsWith('whsec_') && key.toString('base64') === item.slice(6);
    if (!whole || key.length < 24 || key.length > 64) return { fault: 'every key must be whsec_ and 24 to 64 random bytes in base64' };
    if (new Set(key).size < 8) return { fault: 'a key is not random; generate one (openssl rand -base64 32, with whsec_ before it)' };
    if (keys.some((other) => other.equals(key))) return { fault: 'the same key stands in the list twice' };
    keys.push(key);
  }
  return { value: keys };
}
