import { decodeJwt, errors } from 'jose';
import type { Cloud } from '../domain/clouds';
import { PortalError } from '../error';
import type { Caller } from './microsoft';

/**
 * The claims of a token that was issued for somebody else to judge: read, never trusted as proof of anything.
 * @returns null for text that is no JWT
 */
export function peek(token: string): Readonly<Record<string, unknown>> | null {
  try {
    return decodeJwt(token);
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return null;
    throw error;
  }
}

/**
 * Refuses a token of another tenant than the connection's, before anything is sent.
 * @throws PortalError `forbidden`
 */
export function checkTokenTenant(caller: Pick<Caller, 'accessToken' | 'tenantId'>): void {
  const tid = peek(caller.accessToken)?.['tid'];
  if (typeof tid === 'string' && tid.toLowerCase() === caller.tenantId.toLowerCase()) return;
  throw new PortalError('forbidden', 'the token belongs to another tenant than the connection', { context: { tenantId: caller.tenantId } });
}

/**
 * True when a URL lies under an API's base address (origin and path prefix), after the URL's own normalization.
 * Plain http is for the practice cloud alone.
 */
export function isUnder(cloud: Cloud, base: string, url: string): boolean {
  if (!URL.canParse(url)) return false;
  const prefix = new URL(`${base}/`);
  const target = new URL(url);
  if (target.username !== '' || target.password !== '') return false;
  if (target.protocol !== 'https:' && cloud.id !== 'practice') return false;
  return target.origin === prefix.origin && target.pathname.startsWith(prefix.pathname);
}
