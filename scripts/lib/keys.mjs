// Keys for the demo, development and tests: FortifyData's sealing key pair and the portal's own secrets.
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';

/** Gives { publicJwk, privateJwk, thumbprint }: a P-256 pair for ECDH-ES, with its RFC 7638 SHA-256 thumbprint. */
export function sealKeyPair() {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const { kty, crv, x, y, d } = privateKey.export({ format: 'jwk' });
  const thumbprint = createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest('base64url');
  const publicJwk = { kty, crv, x, y, use: 'enc', kid: thumbprint };
  return { publicJwk, privateJwk: { ...publicJwk, d }, thumbprint };
}

/** Gives { publicJwk, privateJwk }: an Ed25519 pair with which FortifyData's platform signs launch links. */
export function launchKeyPair() {
  const { privateKey } = generateKeyPairSync('ed25519');
  const { kty, crv, x, d } = privateKey.export({ format: 'jwk' });
  return { publicJwk: { kty, crv, x }, privateJwk: { kty, crv, x, d } };
}

/** 32 random bytes in base64, as SESSION_KEYS asks for. */
export const sessionKey = () => randomBytes(32).toString('base64');

/** Text for a practice client secret. */
export const clientSecret = () => randomBytes(30).toString('base64url');
