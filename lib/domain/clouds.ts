/** The Microsoft clouds the portal can serve; `practice` is the local imitation used by demo, training and tests. */
export const cloudIds = ['global', 'gcc', 'gcc-high', 'dod', 'practice'] as const;
export type CloudId = (typeof cloudIds)[number];

/** One of the three APIs that FortifyData reads through the app registration. */
export interface ApiEndpoint {
  /** Origin plus optional path prefix, without a trailing slash. */
  readonly baseUrl: string;
  /** The `scope` of a client-credentials token for this API (Microsoft identity platform, "/.default"). */
  readonly tokenScope: string;
}

/** Addresses of one cloud. Everything the portal calls is derived from this record, never from input. */
export interface Cloud {
  readonly id: CloudId;
  readonly name: string;
  /** Authority that msal-node is given; https is demanded by MSAL. */
  readonly authority: string;
  /** Where browser and server really reach the authority; differs from `authority` in practice mode only. */
  readonly authorityUrl: string;
  /** `iss` of a v2.0 id token is `{issuerBase}/{tid}/v2.0`. */
  readonly issuerBase: string;
  readonly graph: ApiEndpoint;
  readonly endpoint: ApiEndpoint;
  readonly threatProtection: ApiEndpoint;
}

const defaultScope = (origin: string) => `${origin}/.default`;

function publicCloud(facts: {
  id: CloudId;
  name: string;
  authority: string;
  graph: string;
  endpoint: string;
  threatProtection: string;
}): Cloud {
  const api = (origin: string): ApiEndpoint => ({ baseUrl: origin, tokenScope: defaultScope(origin) });
  return {
    id: facts.id,
    name: facts.name,
    authority: facts.authority,
    authorityUrl: facts.authority,
    issuerBase: facts.authority,
    graph: api(facts.graph),
    endpoint: api(facts.endpoint),
    threatProtection: api(facts.threatProtection),
  };
}

const publicClouds = {
  global: publicCloud({
    id: 'global',
    name: 'Microsoft global cloud',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    endpoint: 'https://api.securitycenter.microsoft.com',
    threatProtection: 'https://api.security.microsoft.com',
  }),
  gcc: publicCloud({
    id: 'gcc',
    name: 'US Government GCC',
    authority: 'https://login.microsoftonline.com',
    graph: 'https://graph.microsoft.com',
    endpoint: 'https://api-gcc.securitycenter.microsoft.us',
    threatProtection: 'https://api-gcc.security.microsoft.us',
  }),
  'gcc-high': publicCloud({
    id: 'gcc-high',
    name: 'US Government GCC High',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://graph.microsoft.us',
    endpoint: 'https://api-gov.securitycenter.microsoft.us',
    threatProtection: 'https://api-gov.security.microsoft.us',
  }),
  dod: publicCloud({
    id: 'dod',
    name: 'US Government DoD',
    authority: 'https://login.microsoftonline.us',
    graph: 'https://dod-graph.microsoft.us',
    endpoint: 'https://api-gov.securitycenter.microsoft.us',
    threatProtection: 'https://api-gov.security.microsoft.us',
  }),
} as const;

/**
 * The practice cloud speaks plain http on loopback under one origin. Its authority keeps an https name, because MSAL
 * demands one; the endpoints behind the name are given to MSAL as metadata (`authorityUrl`). Token scopes are Microsoft's
 * real ones, so that only host names differ.
 */
function practiceCloud(origin: string): Cloud {
  const { global } = publicClouds;
  return {
    id: 'practice',
    name: 'Practice cloud',
    authority: 'https://login.practice.invalid',
    authorityUrl: `${origin}/login`,
    issuerBase: 'https://login.practice.invalid',
    graph: { baseUrl: `${origin}/graph`, tokenScope: global.graph.tokenScope },
    endpoint: { baseUrl: `${origin}/endpoint`, tokenScope: global.endpoint.tokenScope },
    threatProtection: { baseUrl: `${origin}/xdr`, tokenScope: global.threatProtection.tokenScope },
  };
}

/**
 * Addresses of a cloud.
 * @param id the configured cloud
 * @param practiceOrigin origin of the practice cloud without trailing slash; needed for `practice` alone
 * @throws RangeError when `practice` is asked for without an origin
 * @see https://learn.microsoft.com/graph/deployments and https://learn.microsoft.com/defender-xdr/usgov
 */
export function cloudFor(id: CloudId, practiceOrigin: string | null): Cloud {
  if (id !== 'practice') return publicClouds[id];
  if (!practiceOrigin) throw new RangeError('the practice cloud needs an address');
  return practiceCloud(practiceOrigin);
}
