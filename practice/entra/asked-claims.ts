import { isObject, type Json, parseJson, textOf } from '../json';
import { EntraError } from './errors';

/** What a claims request asks of the access token (OpenID Connect Core 1.0 section 5.5, Microsoft identity platform "Claims challenge"). */
export interface AskedClaims {
  /** Authentication contexts that the person is to have satisfied. */
  readonly acrs: readonly string[];
  /** The session is to be proved after this time; null: no matter when. */
  readonly notBefore: string | null;
}

const valuesOf = (claim: Json | undefined): string[] => {
  if (!isObject(claim)) return [];
  const many = Array.isArray(claim.values) ? claim.values.map(String) : [];
  return typeof claim.value === 'string' ? [claim.value, ...many] : many;
};

/**
 * The `claims` parameter of an authorization request.
 * @throws EntraError 9002313 for anything that is no JSON object
 */
export function askedClaims(parameter: string | null): AskedClaims | null {
  if (parameter === null) return null;
  const request = parseJson(parameter);
  if (!isObject(request)) throw new EntraError(9002313, 'Invalid request. Request is malformed or invalid.');
  const token = isObject(request.access_token) ? request.access_token : {};
  const notBefore = isObject(token.nbf) ? textOf(token.nbf, 'value') : null;
  return { acrs: valuesOf(token.acrs), notBefore };
}
