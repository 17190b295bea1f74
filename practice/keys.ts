import { type CryptoKey, exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { newToken } from './ids';

/** The signing key of the practice Entra (RS256, as Microsoft signs). */
export interface SigningKey {
  readonly kid: string;
  readonly privateJwk: JWK;
  readonly publicJwk: JWK;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
}

async function rsaKey(jwk: JWK): Promise<CryptoKey> {
  const key = await importJWK(jwk, 'RS256');
  if (key instanceof Uint8Array) throw new TypeError('the signing key must be an RSA key');
  return key;
}

/** Builds the key from its private JWK, which a state file may have kept. */
export async function signingKeyFrom(privateJwk: JWK): Promise<SigningKey> {
  const { kty = 'RSA', n, e, kid = newToken(16) } = privateJwk;
  if (!n || !e) throw new TypeError('the signing key is incomplete');
  const publicJwk: JWK = { kty, n, e, kid, use: 'sig' };
  return { kid, privateJwk, publicJwk, privateKey: await rsaKey(privateJwk), publicKey: await rsaKey(publicJwk) };
}

/** A new 2048-bit key. */
export async function newSigningKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  return signingKeyFrom({ ...(await exportJWK(privateKey)), kid: newToken(16) });
}

/** Signs claims as a compact JWS. */
export function sign(key: SigningKey, claims: JWTPayload): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ typ: 'JWT', alg: 'RS256', kid: key.kid, x5t: key.kid }).sign(key.privateKey);
}

/**
 * Checks a token that this cloud issued: signature and times at the given moment.
 * @returns its claims, or null when it is not ours or not valid now
 */
export async function verify(key: SigningKey, token: string, now: number): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, { algorithms: ['RS256'], currentDate: new Date(now) });
    return payload;
  } catch {
    return null;
  }
}
