import { createHash, randomBytes, randomUUID } from 'node:crypto';

/** A new random GUID. */
export const newId = (): string => randomUUID();

/** A GUID that is the same for the same name, so that seeded people and tenants keep their ids over resets and restarts. */
export function fixedId(name: string): string {
  const hex = createHash('sha256').update(`practice cloud: ${name}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Random text for codes, cookies and tickets (base64url). */
export const newToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

/** SHA-256 of a text as base64url: PKCE challenges (RFC 7636), pairwise subjects, stored secrets. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** True for the text form of a GUID. */
export const isGuid = (text: string): boolean => guid.test(text);
