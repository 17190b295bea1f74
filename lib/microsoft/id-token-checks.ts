import { createHash, timingSafeEqual } from 'node:crypto';
import type { Cloud } from '../domain/clouds';
import { IdTokenError, type IdTokenRefusal } from './id-token-error';
import type { IdTokenClaims } from './id-token-parts';
import type { SigningKey } from './keys';

interface Against {
  readonly cloud: Cloud;
  readonly clientId: string;
  readonly nonce: string;
  readonly expectedTenantId?: string;
  readonly now: Date;
  readonly key: SigningKey;
}
type Check = (claims: IdTokenClaims, against: Against) => void;

/** Tenant of all personal Microsoft accounts. */
const personalTenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';
/** Clocks differ; Microsoft's own libraries allow five minutes. */
const skewSeconds = 300;
/** A sign-in of ours is redeemed within minutes of the token's issue. */
const maxAgeSeconds = 3600;
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

const refuseUnless = (holds: boolean, refusal: IdTokenRefusal) => {
  if (!holds) throw new IdTokenError(refusal);
};
const secondsOf = (now: Date) => now.getTime() / 1000;
/** A NumericDate of RFC 7519 section 2, or NaN. */
const dateOf = (value: unknown) => (typeof value === 'number' && Number.isFinite(value) ? value : Number.NaN);

const checkVersion: Check = ({ ver }) => refuseUnless(ver === '2.0', 'version');
const checkAudience: Check = ({ aud }, { clientId }) => refuseUnless(aud === clientId, 'audience');
const checkTenant: Check = ({ tid }) => refuseUnless(guid.test(tid), 'tenant');
const checkWorkAccount: Check = ({ tid }) => refuseUnless(tid.toLowerCase() !== personalTenantId, 'personal-account');
const checkIssuer: Check = ({ iss, tid }, { cloud }) => refuseUnless(iss === `${cloud.issuerBase}/${tid}/v2.0`, 'issuer');
/** Microsoft publishes for some keys whose tokens they may sign. */
const checkKeyIssuer: Check = ({ iss, tid }, { key }) =>
  refuseUnless(key.issuer === null || key.issuer.replaceAll(/\{tenantid\}/gi, tid) === iss, 'key-issuer');
const checkExpectedTenant: Check = ({ tid }, { expectedTenantId }) =>
  refuseUnless(expectedTenantId === undefined || tid.toLowerCase() === expectedTenantId.toLowerCase(), 'tenant-unexpected');

const checkExpiry: Check = ({ exp }, { now }) => {
  refuseUnless(!Number.isNaN(dateOf(exp)), 'expiry');
  refuseUnless(dateOf(exp) > secondsOf(now) - skewSeconds, 'expired');
};
const checkNotBefore: Check = ({ nbf }, { now }) =>
  refuseUnless(nbf === undefined || dateOf(nbf) <= secondsOf(now) + skewSeconds, 'not-yet-valid');
const checkIssuedAt: Check = ({ iat }, { now }) => {
  refuseUnless(!Number.isNaN(dateOf(iat)), 'issued-at');
  refuseUnless(dateOf(iat) <= secondsOf(now) + skewSeconds, 'issued-in-future');
  refuseUnless(dateOf(iat) >= secondsOf(now) - maxAgeSeconds - skewSeconds, 'issued-long-ago');
};

/** Compared as hashes, in constant time. */
const checkNonce: Check = ({ nonce }, against) => {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  refuseUnless(typeof nonce === 'string' && against.nonce !== '' && timingSafeEqual(hash(nonce), hash(against.nonce)), 'nonce');
};
const checkSubject: Check = ({ sub }) => refuseUnless(typeof sub === 'string' && sub !== '', 'subject');
const checkObjectId: Check = ({ oid }) => refuseUnless(guid.test(oid), 'object-id');

/** In this order; the first that fails names the refusal. */
export const claimChecks: readonly Check[] = [
  checkVersion,
  checkAudience,
  checkTenant,
  checkWorkAccount,
  checkIssuer,
  checkKeyIssuer,
  checkExpectedTenant,
  checkExpiry,
  checkNotBefore,
  checkIssuedAt,
  checkNonce,
  checkSubject,
  checkObjectId,
];

/**
 * Refuses a sign-in that came with fewer scopes than asked for. Microsoft names Graph's scopes in full or in short.
 * @throws IdTokenError
 */
export function checkScopes(granted: readonly string[], required: readonly string[]): void {
  const shortName = (scope: string) => scope.slice(scope.lastIndexOf('/') + 1).toLowerCase();
  const have = new Set(granted.map(shortName));
  refuseUnless(
    required.every((scope) => have.has(shortName(scope))),
    'scopes',
  );
}
