import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import { type Reading, readJson } from './env-keys';

/** The key that a signed launch is verified with, and the one algorithm that goes with it. */
export type LaunchKey =
  | { readonly alg: 'EdDSA'; readonly publicJwk: { readonly kty: 'OKP'; readonly crv: 'Ed25519'; readonly x: string } }
  | { readonly alg: 'ES256'; readonly publicJwk: { readonly kty: 'EC'; readonly crv: 'P-256'; readonly x: string; readonly y: string } };

const PublicJwk = z.discriminatedUnion('kty', [
  z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }),
  z.object({ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string() }),
]);

/**
 * Takes the path of the platform's public key; gives it reduced to its public members (RFC 7517, RFC 8037). A file with the private half is
 * refused: a portal that holds it could invite whom it likes.
 */
export function readLaunchKey(path: string): Reading<LaunchKey> {
  const file = readJson(path);
  if ('fault' in file) return file;
  if (typeof file.value === 'object' && file.value !== null && 'd' in file.value)
    return { fault: `${path} holds the private half of the key; only the public half may be on this server` };
  const jwk = PublicJwk.safeParse(file.value).data;
  if (!jwk) return { fault: `${path} is not a public Ed25519 or P-256 key in JWK form (RFC 7517)` };
  try {
    createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return { fault: `the key in ${path} is not a point of the curve ${jwk.crv}` };
  }
  return { value: jwk.kty === 'OKP' ? { alg: 'EdDSA', publicJwk: jwk } : { alg: 'ES256', publicJwk: jwk } };
}
