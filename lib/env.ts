import path from 'node:path';
import { z } from 'zod';
import { type CertificateSettings, readCertificateSettings } from './env-certificate';
import { type ClientProof, readClientProof } from './env-client';
import { readSealKey, readSessionKeys, type SealKey } from './env-keys';
import { type LaunchKey, readLaunchKey } from './env-launch';
import { checkPlaces } from './env-places';
import { EnvReader, type EnvSource } from './env-reader';
import { flag, guid, onOff, url } from './env-shapes';
import { readStore, type StoreSettings } from './env-store';
import { PortalError } from './error';

export type CloudChoice = 'global' | 'gcc' | 'gcc-high' | 'dod' | 'practice';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof logLevels)[number];

export interface Env {
  readonly production: boolean;
  readonly appBaseUrl: URL;
  readonly cloudId: CloudChoice;
  readonly practiceCloudUrl: URL | null;
  readonly databaseUrl: string;
  readonly store: StoreSettings;
  readonly entra: ClientProof & { readonly clientId: string };
  readonly support: { readonly tenantId: string; readonly clientId: string } | null;
  readonly sessionKeys: readonly Buffer[];
  readonly seal: SealKey;
  /** FortifyData's certificate and its signer; null: certificates are not offered. */
  readonly certificate: CertificateSettings | null;
  /** The public key of FortifyData's platform for signed launches; null: launches are off. */
  readonly launch: LaunchKey | null;
  readonly openStart: boolean;
  /** Whether the web process runs the background worker, too. */
  readonly worker: boolean;
  readonly logLevel: LogLevel;
  readonly dataDir: string;
  readonly supportEmail: string;
  /** Path of a private authority's certificates, as Node takes it; the sealer needs it, too. */
  readonly extraCaCerts: string | null;
  readonly trustedProxyHops: number;
}

const cloud = z.string().transform((text, check): CloudChoice => {
  if (text === 'global' || text === 'gcc' || text === 'gcc-high' || text === 'dod' || text === 'practice') return text;
  const why =
    text === 'china'
      ? 'china is not possible: Microsoft does not offer the Defender APIs there'
      : 'must be global, gcc, gcc-high, dod or practice';
  check.addIssue(why);
  return z.NEVER;
});

let memo: Env | undefined;

/** The configuration of this process, read and judged once. Throws PortalError `configuration`, see {@link parseEnv}. */
export function env(): Env {
  memo ??= parseEnv(process.env);
  return memo;
}

/** As {@link env}, for the start of a server: prints the faults and ends the process, since a half-configured portal must not answer. */
export function envOrExit(): Env {
  try {
    return env();
  } catch (error) {
    process.stderr.write(`${error instanceof PortalError ? error.message : String(error)}\n`);
    process.exit(1);
  }
}

/** The log level alone: the log must work also when the rest of the configuration is wrong. */
export const logLevel = (): LogLevel => z.enum(logLevels).catch('info').parse(process.env['LOG_LEVEL']);

/**
 * Takes the variables, gives the configuration. Reads the certificate and key files which they name, nothing else.
 * Throws PortalError `configuration` whose message names every fault, one line each, so that one try is enough to mend them all.
 */
export function parseEnv(source: EnvSource, now: Date = new Date()): Env {
  const reader = new EnvReader(source);
  const production = source['NODE_ENV'] === 'production';
  const cloudId = reader.read('MICROSOFT_CLOUD', cloud, 'global');
  const practice = cloudId === 'practice';
  const values = {
    production,
    cloudId,
    appBaseUrl: reader.read('APP_BASE_URL', url),
    practiceCloudUrl: practice ? reader.read('PRACTICE_CLOUD_URL', url) : null,
    databaseUrl: reader.read('DATABASE_URL', z.string().regex(/^postgres(ql)?:\/\/./, 'must begin with postgresql://')),
    store: readStore(reader, { production, practice, now }),
    entra: entra(reader, now),
    support: support(reader),
    sessionKeys: reader.reading('SESSION_KEYS', readSessionKeys),
    seal: sealKey(reader, now),
    certificate: readCertificateSettings(reader, { production, practice, now }),
    launch: reader.text('LAUNCH_PUBLIC_KEY') === undefined ? null : reader.reading('LAUNCH_PUBLIC_KEY', readLaunchKey),
    openStart: reader.read('OPEN_START', flag, practice ? 'true' : 'false'),
    worker: reader.read('WORKER', onOff, 'on'),
    logLevel: reader.read('LOG_LEVEL', z.enum(logLevels, `must be one of ${logLevels.join(', ')}`), 'info'),
    dataDir: path.resolve(/*turbopackIgnore: true*/ reader.text('DATA_DIR') ?? '.data'),
    supportEmail: reader.read('SUPPORT_EMAIL', z.email('must be an email address'), 'support@fortifydata.com'),
    extraCaCerts: reader.text('NODE_EXTRA_CA_CERTS') ?? null,
    trustedProxyHops: reader.read('TRUSTED_PROXY_HOPS', z.string().regex(/^\d$/, 'must be a number from 0 to 9').transform(Number), '0'),
  };
  checkPlaces(reader, values);
  if (reader.faults.length === 0 && isComplete(values)) return values;
  throw new PortalError('configuration', `The configuration is not usable:\n${reader.faults.map((line) => `- ${line}`).join('\n')}`);
}

const isComplete = (values: { [K in keyof Env]: Env[K] | undefined }): values is Env => !Object.values(values).includes(undefined);

/** Certificate or client secret of the portal's own multi-tenant app, exactly one of them. */
function entra(reader: EnvReader, now: Date): Env['entra'] | undefined {
  const clientId = reader.read('ENTRA_CLIENT_ID', guid);
  const proof = readClientProof(reader, 'ENTRA', now);
  return clientId === undefined || proof === undefined ? undefined : { clientId, ...proof };
}

function support(reader: EnvReader): Env['support'] | undefined {
  const names = ['SUPPORT_TENANT_ID', 'SUPPORT_CLIENT_ID'] as const;
  const missing = names.filter((name) => reader.text(name) === undefined);
  if (missing.length === 2) return null;
  if (missing[0] !== undefined) return reader.fault(missing[0], `is missing; set ${names.join(' and ')} together or neither`);
  const [tenantId, clientId] = [reader.read(names[0], guid), reader.read(names[1], guid)];
  return tenantId === undefined || clientId === undefined ? undefined : { tenantId, clientId };
}

function sealKey(reader: EnvReader, now: Date): SealKey | undefined {
  const pin = reader.read(
    'SEAL_KEY_THUMBPRINT',
    z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be an RFC 7638 SHA-256 thumbprint (43 characters)'),
  );
  if (pin === undefined && reader.text('SEAL_PUBLIC_KEY') !== undefined) return undefined;
  return reader.reading('SEAL_PUBLIC_KEY', (file) => readSealKey(file, pin ?? '', now));
}
