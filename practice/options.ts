import { readFileSync } from 'node:fs';
import { defaults } from './defaults';
import type { SignerOptions } from './fortifydata/signer';

/** Everything that can be set about a practice cloud. */
export interface PracticeOptions {
  /** 0 takes any free port. */
  readonly port: number;
  /** Port of the control API in TLS mode; 0 takes any free port. */
  readonly controlPort: number;
  /** PEM texts; present: TLS mode, where Microsoft's real host names are imitated. */
  readonly tls: { readonly key: string; readonly cert: string } | null;
  /** File that keeps the state over restarts, or null. */
  readonly stateFile: string | null;
  readonly lagSeconds: number;
  readonly latencyMs: number;
  readonly staffTenantId: string;
  readonly portal: { readonly clientId: string; readonly clientSecret: string; readonly redirectUris: readonly string[] };
  readonly portalCertificate: string | null;
  readonly staff: { readonly clientId: string; readonly redirectUris: readonly string[] };
  readonly platform: { readonly clientId: string; readonly clientSecret: string };
  /** Further programs of FortifyData's platform, and which app roles of the staff app they hold. */
  readonly services: readonly PlatformService[];
  /** FortifyData's practice signer; null: there is none. */
  readonly signer: SignerOptions | null;
}

export interface PlatformService {
  readonly displayName: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly roles: readonly string[];
}

/** Options that an in-process start may leave out. */
export type PartialOptions = Partial<PracticeOptions>;

/** The options of a practice cloud with nothing configured. */
export const defaultOptions: PracticeOptions = {
  port: defaults.port,
  controlPort: 0,
  tls: null,
  stateFile: null,
  lagSeconds: defaults.lagSeconds,
  latencyMs: 0,
  staffTenantId: defaults.staffTenantId,
  portal: { clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret, redirectUris: [defaults.portalRedirectUri] },
  portalCertificate: null,
  staff: { clientId: defaults.staffClientId, redirectUris: [defaults.staffRedirectUri] },
  platform: { clientId: defaults.platformClientId, clientSecret: defaults.platformClientSecret },
  services: [],
  signer: null,
};

type Source = Readonly<Record<string, string | undefined>>;

function numberFrom(source: Source, name: string, otherwise: number): number {
  const text = source[name];
  if (text === undefined || text === '') return otherwise;
  const value = Number(text);
  if (!Number.isFinite(value) || value < 0) throw new RangeError(`${name} must be a number of 0 or more`);
  return value;
}

const listFrom = (text: string | undefined) => (text ?? '').split(/[\s,]+/).filter((part) => part !== '');

function fileFrom(source: Source, name: string): string | null {
  const path = source[name];
  return path ? readFileSync(path, 'utf8') : null;
}

function signerFrom(source: Source): SignerOptions | null {
  const pem = fileFrom(source, 'PRACTICE_SIGNER_KEY');
  const [clientId, clientSecret] = [source.PRACTICE_SIGNER_CLIENT_ID, source.PRACTICE_SIGNER_CLIENT_SECRET];
  if (pem === null) return null;
  if (!clientId || !clientSecret)
    throw new RangeError('PRACTICE_SIGNER_KEY needs PRACTICE_SIGNER_CLIENT_ID and PRACTICE_SIGNER_CLIENT_SECRET');
  return { pem, clientId, clientSecret };
}

/** The support pages live beside the portal's callback unless they are named. */
function staffRedirects(source: Source, portalRedirects: readonly string[]): readonly string[] {
  const named = listFrom(source.PRACTICE_STAFF_REDIRECT_URI);
  return named.length > 0 ? named : portalRedirects.map((uri) => `${new URL(uri).origin}/support`);
}

/**
 * Reads the environment of `practice/main.ts`.
 * @throws RangeError naming the variable that is wrong
 */
export function optionsFrom(source: Source): PracticeOptions {
  const [key, cert] = [fileFrom(source, 'PRACTICE_TLS_KEY'), fileFrom(source, 'PRACTICE_TLS_CERT')];
  if ((key === null) !== (cert === null)) throw new RangeError('PRACTICE_TLS_KEY and PRACTICE_TLS_CERT belong together');
  const named = listFrom(source.PRACTICE_PORTAL_REDIRECT_URI);
  const redirectUris = named.length > 0 ? named : defaultOptions.portal.redirectUris;
  return {
    port: numberFrom(source, 'PRACTICE_PORT', defaults.port),
    controlPort: numberFrom(source, 'PRACTICE_CONTROL_PORT', 0),
    tls: key && cert ? { key, cert } : null,
    stateFile: source.PRACTICE_STATE_FILE || null,
    lagSeconds: numberFrom(source, 'PRACTICE_LAG_SECONDS', defaults.lagSeconds),
    latencyMs: numberFrom(source, 'PRACTICE_LATENCY_MS', 0),
    staffTenantId: source.PRACTICE_STAFF_TENANT_ID || defaults.staffTenantId,
    portal: {
      clientId: source.PRACTICE_PORTAL_CLIENT_ID || defaults.portalClientId,
      clientSecret: source.PRACTICE_PORTAL_CLIENT_SECRET || defaults.portalClientSecret,
      redirectUris,
    },
    portalCertificate: fileFrom(source, 'PRACTICE_PORTAL_CERTIFICATE'),
    staff: { clientId: source.PRACTICE_STAFF_CLIENT_ID || defaults.staffClientId, redirectUris: staffRedirects(source, redirectUris) },
    platform: {
      clientId: source.PRACTICE_PLATFORM_CLIENT_ID || defaults.platformClientId,
      clientSecret: source.PRACTICE_PLATFORM_CLIENT_SECRET || defaults.platformClientSecret,
    },
    services: defaultOptions.services,
    signer: signerFrom(source),
  };
}
