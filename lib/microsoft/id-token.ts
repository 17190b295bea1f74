import { compactVerify } from 'jose';
import type { Cloud } from '../domain/clouds';
import { checkScopes, claimChecks } from './id-token-checks';
import { IdTokenError } from './id-token-error';
import { type IdTokenClaims, readClaims, readHeader } from './id-token-parts';
import type { SigningKeys } from './key-cache';
import type { SigningKey } from './keys';

export interface IdTokenExpectation {
  readonly cloud: Cloud;
  /** The portal's client id: the only audience. */
  readonly clientId: string;
  /** As sent with the start of this sign-in. */
  readonly nonce: string;
  /** Tenant of the connection or invitation; absent: any work tenant. */
  readonly expectedTenantId?: string;
  /** Scopes that came with the access token. */
  readonly grantedScopes: readonly string[];
  readonly requiredScopes: readonly string[];
  readonly now: Date;
  readonly keys: SigningKeys;
}

/** Who signed in, by Microsoft's signature. `name` and `account` are for display only. */
export interface IdentityClaims {
  readonly tid: string;
  readonly oid: string;
  readonly name: string;
  readonly account: string;
  /** Role template ids (`wids`): a hint, never a gate. */
  readonly roles: readonly string[];
  readonly authTime: Date | null;
  /** True for a person whose home is elsewhere. */
  readonly isGuest: boolean;
}

/**
 * Believes an id token or refuses it: signature by a published key, then every claim.
 * @returns the person and the tenant, the only source of either
 * @throws IdTokenError with the first check that failed
 * @throws MicrosoftError when the published keys cannot be had
 * @see https://learn.microsoft.com/entra/identity-platform/id-tokens#validating-an-id-token and OpenID Connect Core 1.0 section 3.1.3.7
 */
export async function verifyIdToken(token: string, expectation: IdTokenExpectation): Promise<IdentityClaims> {
  const { kid } = readHeader(token);
  const key = await expectation.keys.find(kid);
  if (key === null) throw new IdTokenError('key-unknown');
  const claims = readClaims(await signedPayload(token, key));
  for (const check of claimChecks) check(claims, { ...expectation, key });
  checkScopes(expectation.grantedScopes, expectation.requiredScopes);
  return reshaped(claims);
}

async function signedPayload(token: string, { key }: SigningKey): Promise<Uint8Array> {
  const verified = await compactVerify(token, key, { algorithms: ['RS256'] }).catch(() => null);
  if (verified === null) throw new IdTokenError('signature');
  return verified.payload;
}

function reshaped({ tid, oid, name, preferred_username, wids, auth_time, acct, idp }: IdTokenClaims): IdentityClaims {
  return {
    tid: tid.toLowerCase(),
    oid: oid.toLowerCase(),
    name: name ?? '',
    account: preferred_username ?? '',
    roles: wids ?? [],
    authTime: auth_time === undefined ? null : new Date(auth_time * 1000),
    // `acct` comes where the registration asks for it; `idp` names the home of whoever is not at home in the issuing tenant
    isGuest: acct === 1 || (idp !== undefined && !idp.toLowerCase().includes(tid.toLowerCase())),
  };
}
