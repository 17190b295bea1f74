import { env } from '../env';

/** The cookies of the portal. All are `__Host-` cookies over https: Secure, Path=/, no Domain, HttpOnly, SameSite=Lax. */
export type CookieName = 'session' | 'flow' | 'approval' | 'invite';

/** Lax and not Strict: a Strict cookie does not come along when Microsoft's page redirects back to us. */
const attributes = 'Path=/; HttpOnly; SameSite=Lax';

const isHttps = () => env().appBaseUrl.protocol === 'https:';

/** The name on the wire. Practice mode speaks plain http on loopback, where browsers refuse the `__Host-` prefix. */
export function cookieName(name: CookieName): string {
  return isHttps() ? `__Host-${name}` : `practice-${name}`;
}

/** A `Set-Cookie` value (RFC 6265bis). @param maxAgeSeconds life in seconds; 0 deletes the cookie */
export function setCookie(name: CookieName, value: string, maxAgeSeconds: number): string {
  const secure = isHttps() ? '; Secure' : '';
  return `${cookieName(name)}=${value}; ${attributes}${secure}; Max-Age=${maxAgeSeconds}`;
}

/** Reads one cookie of a request; null when absent. */
export function readCookie(header: string | null, name: CookieName): string | null {
  const prefix = `${cookieName(name)}=`;
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .find((part) => part.startsWith(prefix));
  return found ? found.slice(prefix.length) : null;
}
