import { Buffer } from 'node:buffer';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import type { Cloud } from '../domain/clouds';
import { exchange } from '../microsoft/exchange';
import { PasswordAnswer } from './mint';
import { recipientOf, seal } from './seal';
import { loadMicrosoft } from './world';

/** A cloud without an address that a token may go to: whatever is asked of it is refused before anything is sent. */
const address = 'https://nobody:nowhere@rehearsal.invalid';
const api = { baseUrl: address, tokenScope: `${address}/.default` };
const nowhere: Cloud = {
  id: 'global',
  name: 'Rehearsal',
  authority: 'https://rehearsal.invalid',
  authorityUrl: address,
  issuerBase: address,
  graph: api,
  endpoint: api,
  threatProtection: api,
};

/**
 * Does with nothing at stake what a sealer will do: the first time, Node's HTTP client, its cryptography, MSAL and our schemas take some
 * 80 ms, and a sealer that waits for its order has them to spare. Key and text are thrown away, and no request leaves the process.
 */
export async function rehearse(): Promise<void> {
  await Promise.all([sealNoise(), exchange((init) => fetch('data:application/json,{}', init)), askNobody()]);
}

async function sealNoise(): Promise<void> {
  const { publicKey } = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256' });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
  const sealKey = { kty, crv, x, y };
  const recipient = await recipientOf({ sealKey, sealThumbprint: await calculateJwkThumbprint(sealKey) });
  const binding = { connectionId: '', tenantId: '', appId: '', attempt: '', purpose: 'microsoft-defender' } as const;
  await seal(recipient, binding, { keyId: '', startsAt: new Date(), expiresAt: new Date(), secret: Buffer.from('noise') });
}

async function askNobody(): Promise<void> {
  PasswordAnswer.safeParse({});
  const { clientCredentialsToken, readOnce } = await loadMicrosoft();
  const nobody = {
    cloud: nowhere,
    tenantId: 'rehearsal',
    appId: 'nobody',
    proof: { secret: 'noise' },
    scope: api.tokenScope,
    purpose: 'Rehearse',
    trace: () => undefined,
  };
  await Promise.allSettled([clientCredentialsToken(nobody), readOnce(nowhere, 'graph', 'noise', nobody.trace)]);
}
