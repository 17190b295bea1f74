import { decodeProtectedHeader, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds';
import { PortalError } from '../error';

/** Who may call: a person of FortifyData through the dashboard, or a service of its platform. */
export type StaffKind = 'person' | 'service';

export interface StaffCheck {
  readonly cloud: Cloud;
  /** The one staff tenant. */
  readonly tenantId: string;
  /** The staff app, which is the token's audience. */
  readonly clientId: string;
  /** App roles of which the token must carry one. */
  readonly roles: readonly string[];
  /** Who may come; `any`: persons and services. */
  readonly kind: StaffKind | 'any';
  readonly now: Date;
  /** Published signing keys of the staff tenant, see lib/web/staff-keys.ts. */
  readonly keys: JWTVerifyGetKey;
}

export interface StaffIdentity {
  readonly kind: StaffKind;
  /** Object id of the person or of the service principal. */
  readonly oid: string;
  /** The app that asked for the token. */
  readonly appId: string;
  readonly roles: readonly string[];
  /** For display only. */
  readonly name: string | null;
}

/** Longer than any access token of Microsoft; what is longer is not parsed. */
const longestToken = 8192;
/** Microsoft advises to allow for clocks that differ by minutes. */
const clockToleranceSeconds = 120;

const Claims = z.looseObject({
  aud: z.string(),
  ver: z.literal('2.0'),
  tid: z.string(),
  oid: z.guid(),
  azp: z.guid(),
  sub: z.string().min(1),
  iat: z.number(),
  nbf: z.number(),
  exp: z.number(),
  roles: z.array(z.string()).default([]),
  scp: z.string().optional(),
  idtyp: z.string().optional(),
  name: z.string().optional(),
});
type Claims = z.infer<typeof Claims>;

/**
 * Judges a bearer token of the staff tenant.
 * @param token the text after `Bearer `
 * @returns who it was issued to
 * @throws PortalError `unauthenticated` (401) for a token that is not ours to believe, `forbidden` (403) for one without the right;
 * `unavailable` (503) when Microsoft's keys cannot be had. The message is one plain sentence and quotes nothing of the token.
 * @see https://learn.microsoft.com/entra/identity-platform/access-tokens#validate-tokens
 */
export async function verifyStaffToken(token: string, check: StaffCheck): Promise<StaffIdentity> {
  const claims = readClaims(await verifiedPayload(token, check));
  checkTenant(claims, check);
  checkAge(claims, check);
  const kind = kindOf(claims, check);
  if (kind === 'person') checkDelegation(claims, check);
  checkRole(claims, check);
  return { kind, oid: claims.oid, appId: claims.azp, roles: claims.roles, name: claims.name ?? null };
}

/** Signature, audience, issuer and times (RFC 7519 section 7.2), by RS256 alone. */
async function verifiedPayload(token: string, check: StaffCheck): Promise<JWTPayload> {
  if (token.length > longestToken) refuse('The token is too long.');
  if (!isSigned(token)) refuse('The token is not signed as Microsoft signs.');
  try {
    const { payload } = await jwtVerify(token, check.keys, {
      algorithms: ['RS256'],
      audience: [check.clientId, `api://${check.clientId}`],
      issuer: `${check.cloud.issuerBase}/${check.tenantId}/v2.0`,
      currentDate: check.now,
      clockTolerance: clockToleranceSeconds,
      requiredClaims: ['exp', 'nbf', 'iat'],
    });
    return payload;
  } catch (error) {
    throw reasonOf(error);
  }
}

/** An access token is a plain JWT with a key id; everything else is refused before a key is looked for. */
function isSigned(token: string): boolean {
  try {
    const { alg, typ, kid, crit } = decodeProtectedHeader(token);
    return alg === 'RS256' && (typ === undefined || typ.toUpperCase() === 'JWT') && typeof kid === 'string' && crit === undefined;
  } catch {
    return false;
  }
}

function reasonOf(error: unknown): PortalError {
  if (error instanceof errors.JWTExpired) return unauthenticated('The token has expired.', error);
  if (error instanceof errors.JWTClaimValidationFailed)
    return unauthenticated(claimReasons[error.claim] ?? 'A claim of the token is wrong.', error);
  const aboutKeys = ['ERR_JWKS_TIMEOUT', 'ERR_JWKS_INVALID', 'ERR_JOSE_GENERIC'];
  if (error instanceof errors.JOSEError && !aboutKeys.includes(error.code))
    return unauthenticated('The signature of the token does not hold.', error);
  return new PortalError('unavailable', 'The signing keys cannot be read.', { cause: error });
}

const claimReasons: Readonly<Record<string, string>> = {
  aud: 'The token was issued for another application.',
  iss: 'The token was issued by another organization.',
  nbf: 'The token is not valid yet.',
  exp: 'The token has no end.',
  iat: 'The token has no time of issue.',
};

function readClaims(payload: JWTPayload): Claims {
  const claims = Claims.safeParse(payload);
  return claims.success ? claims.data : refuse('The token lacks a claim of a Microsoft access token (version 2.0).');
}

function checkTenant({ tid }: Claims, { tenantId }: StaffCheck): void {
  if (tid !== tenantId) refuse('The token was issued by another organization.');
}

function checkAge({ iat }: Claims, { now }: StaffCheck): void {
  if (iat > now.getTime() / 1000 + clockToleranceSeconds) refuse('The token is not valid yet.');
}

/** A person's token names delegated scopes, a service's names none; `idtyp` says it too where the app asks for that claim. */
function kindOf({ scp, idtyp }: Claims, { kind }: StaffCheck): StaffKind {
  const found: StaffKind = scp === undefined ? 'service' : 'person';
  const said = idtyp === undefined ? found : idtyp === 'app' ? 'service' : 'person';
  if (found !== said) refuse('The token contradicts itself.');
  if (kind !== 'any' && found !== kind)
    forbid(kind === 'service' ? 'Only a service may ask for this, not a person.' : 'Only a person may ask for this, not a service.');
  return found;
}

/** Scope of the staff app that the dashboard asks for. */
const delegatedScope = 'access_as_user';

/** A person comes through our own dashboard: a token that another app of the staff tenant asked for on their behalf does not count. */
function checkDelegation({ azp, scp }: Claims, { clientId }: StaffCheck): void {
  if (azp !== clientId) refuse('The token was asked for by another application.');
  if (!scp?.split(' ').includes(delegatedScope)) forbid(`The scope ${delegatedScope} is missing.`);
}

function checkRole({ roles }: Claims, { roles: wanted }: StaffCheck): void {
  if (!wanted.some((role) => roles.includes(role))) forbid(`The app role ${wanted.join(' or ')} is missing.`);
}

function unauthenticated(reason: string, cause?: unknown): PortalError {
  return new PortalError('unauthenticated', reason, cause === undefined ? {} : { cause });
}

function refuse(reason: string): never {
  throw unauthenticated(reason);
}

function forbid(reason: string): never {
  throw new PortalError('forbidden', reason);
}
