import { compactVerify, errors, importJWK } from 'jose';
import { z } from 'zod';
import { databaseNow } from '../data/clock';
import { type Expected, parseExpected } from '../domain/expected';
import { env } from '../env';
import type { LaunchKey } from '../env-launch';
import { log } from '../log';
import { hashOf } from './sealing';

/** A launch that FortifyData's platform has signed: for which customer, and which organization is expected. */
export interface SignedLaunch {
  readonly idHash: string;
  readonly customer: string;
  readonly customerId: string;
  readonly expected: Expected;
  readonly expiresAt: Date;
}

/** Said in the header, so that no other token of the platform can be taken for a launch (RFC 8725, section 3.11). */
const type = 'launch+jwt';
const issuer = 'fortifydata';
const longestLifeSeconds = 300;
/** How far the platform's clock may be ahead of ours. */
const skewSeconds = 30;

const text = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^(?=.*\S)[^\p{C}]+$/u);
const Claims = z.strictObject({
  iss: z.literal(issuer),
  aud: z.string(),
  sub: text(100),
  name: text(200),
  expects: z.string().max(253),
  jti: z.string().regex(/^[\w.-]{16,128}$/),
  iat: z.int().nonnegative(),
  exp: z.int().nonnegative(),
});
type Claims = z.infer<typeof Claims>;

/** Why a launch is not believed. For the log: a browser is told one thing, whatever it was. */
type Refusal = 'signature' | 'type' | 'claims' | 'audience' | 'times' | 'organization';

/** The launch that a token is, verified with the platform's key; null for every other text, and where launches are off. */
export async function signedLaunch(token: string): Promise<SignedLaunch | null> {
  const { launch } = env();
  if (!launch) return null;
  const read = await readToken(token, launch);
  if (typeof read !== 'string') return read;
  log.info('launch-refused', { refusal: read });
  return null;
}

async function readToken(token: string, { alg, publicJwk }: LaunchKey): Promise<SignedLaunch | Refusal> {
  try {
    const { payload, protectedHeader } = await compactVerify(token, await importJWK(publicJwk, alg), { algorithms: [alg] });
    return protectedHeader.typ === type ? judge(payload) : 'type';
  } catch (error) {
    if (error instanceof errors.JOSEError) return 'signature';
    throw error;
  }
}

function judge(payload: Uint8Array): SignedLaunch | Refusal {
  const claims = Claims.safeParse(jsonOf(payload)).data;
  if (!claims) return 'claims';
  if (claims.aud !== env().appBaseUrl.origin) return 'audience';
  if (!isTimely(claims, databaseNow().getTime() / 1000)) return 'times';
  const expected = parseExpected(claims.expects);
  if (expected.kind === 'fault') return 'organization';
  const { sub: customerId, name: customer, jti, exp } = claims;
  return { idHash: hashOf(jti), customer, customerId, expected, expiresAt: new Date(exp * 1000) };
}

function isTimely({ iat, exp }: Claims, now: number): boolean {
  return iat <= now + skewSeconds && exp > now && exp > iat && exp - iat <= longestLifeSeconds;
}

function jsonOf(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(payload));
  } catch {
    return null;
  }
}
