import { importJWK } from 'jose';
import { z } from 'zod';
import type { Cloud } from '../domain/clouds';
import { PortalError } from '../error';
import { ask, failed, type Sent } from './ask';
import { isUnder } from './caller';
import { graphFailure, requestIdOf } from './graph-failure';
import { parsedJson } from './json';
import { type Trace, traced } from './trace';

/** A key with which Microsoft signs tokens. */
export interface SigningKey {
  readonly key: CryptoKey;
  /** Issuer this key is good for, `{tenantid}` standing for any; null when Microsoft names none. */
  readonly issuer: string | null;
}

export type KeySet = ReadonlyMap<string, SigningKey>;

const KeyWire = z.object({
  kid: z.string().min(1),
  kty: z.literal('RSA'),
  use: z.literal('sig').optional(),
  n: z.string().min(342, 'at least 2048 bits'),
  e: z.string(),
  issuer: z.string().optional(),
});
const KeysAnswer = z.object({ keys: z.array(z.unknown()) });

const purpose = "Read Microsoft's signing keys";

/**
 * Microsoft's published signing keys for work accounts (JWK Set, RFC 7517). Keys of another kind or shorter than 2048 bits are left
 * out.
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/entra/identity-platform/signing-key-rollover
 */
export async function fetchSigningKeys(cloud: Cloud, trace: Trace): Promise<KeySet> {
  const url = `${cloud.authorityUrl}/organizations/discovery/v2.0/keys`;
  if (!isUnder(cloud, cloud.authorityUrl, url)) throw new PortalError('forbidden', 'the authority of this cloud has no usable address');
  const answer = await traced(purpose, trace, async (clientRequestId) => {
    const sent: Sent = { purpose, effect: 'read', clientRequestId };
    const got = await ask(sent, (init) => fetch(url, { headers: { 'client-request-id': clientRequestId }, ...init }));
    const failure = graphFailure(sent, { ...got, body: undefined });
    if (failure) throw failure;
    const parsed = KeysAnswer.safeParse(parsedJson(got.text));
    if (!parsed.success) throw failed(sent, { kind: 'unreadable', status: got.status, code: 'unexpected-shape' });
    return { keys: parsed.data.keys, status: got.status, requestId: requestIdOf(got.headers), code: null };
  });
  return usableKeys(answer.keys);
}

async function usableKeys(wires: readonly unknown[]): Promise<KeySet> {
  const keys = new Map<string, SigningKey>();
  for (const wire of wires) {
    const parsed = KeyWire.safeParse(wire);
    if (!parsed.success) continue;
    const { kid, kty, n, e, issuer } = parsed.data;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) keys.set(kid, { key, issuer: issuer ?? null });
  }
  return keys;
}
