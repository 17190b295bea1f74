import { decodeProtectedHeader } from 'jose';
import { z } from 'zod';
import { IdTokenError } from './id-token-error';

/** Longer than any id token of Microsoft with all its group and role claims. */
const maxLength = 16_384;

const Header = z.object({ alg: z.unknown().optional(), kid: z.unknown().optional(), crit: z.unknown().optional() });

/**
 * Claims as they stand in the token. Those that are checked stay unknown until their own check has spoken; a display claim of the
 * wrong kind is dropped.
 */
const Claims = z.object({
  ver: z.unknown().optional(),
  aud: z.unknown().optional(),
  iss: z.unknown().optional(),
  tid: z.string().catch(''),
  exp: z.unknown().optional(),
  nbf: z.unknown().optional(),
  iat: z.unknown().optional(),
  nonce: z.unknown().optional(),
  sub: z.unknown().optional(),
  oid: z.string().catch(''),
  name: z.string().optional().catch(undefined),
  preferred_username: z.string().optional().catch(undefined),
  acct: z.unknown().optional(),
  idp: z.string().optional().catch(undefined),
  wids: z.array(z.string()).optional().catch(undefined),
  auth_time: z.int().positive().optional().catch(undefined),
});
export type IdTokenClaims = z.infer<typeof Claims>;

/**
 * The header of a compact JWS (RFC 7515), as far as it may be acted on before the signature is checked.
 * @throws IdTokenError
 */
export function readHeader(token: string): { kid: string } {
  if (token.length > maxLength || token.split('.').length !== 3) throw new IdTokenError('malformed');
  const { alg, kid, crit } = protectedHeader(token);
  if (alg !== 'RS256') throw new IdTokenError('algorithm');
  if (crit !== undefined) throw new IdTokenError('critical-header');
  if (typeof kid !== 'string' || kid === '') throw new IdTokenError('key-id');
  return { kid };
}

function protectedHeader(token: string): z.infer<typeof Header> {
  try {
    return Header.parse(decodeProtectedHeader(token));
  } catch {
    throw new IdTokenError('malformed');
  }
}

/**
 * The claims of a payload whose signature was checked.
 * @throws IdTokenError
 */
export function readClaims(payload: Uint8Array): IdTokenClaims {
  try {
    return Claims.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload)));
  } catch {
    throw new IdTokenError('claims');
  }
}
