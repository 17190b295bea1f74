import { randomUUID } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { recipientOf, seal } from '../sealer/seal';
import { isBound } from './bound';
import { sealedCredential } from './contract.test-suite';
import type { SealedCredential } from './store';

/** What the sealer really makes, so that the two cannot drift apart. */
async function reallySealed(): Promise<SealedCredential> {
  const { publicKey } = await generateKeyPair('ECDH-ES+A256KW', { extractable: true });
  const { kty = '', crv = '', x = '', y = '' } = await exportJWK(publicKey);
  const sealThumbprint = await calculateJwkThumbprint({ kty, crv, x, y });
  const { connectionId, tenantId, appId, attempt, keyId, startsAt, expiresAt } = sealedCredential();
  const recipient = await recipientOf({ sealKey: { kty, crv, x, y }, sealThumbprint });
  const binding = { connectionId, tenantId, appId, attempt, purpose: 'microsoft-defender' } as const;
  const jwe = await seal(recipient, binding, { keyId, startsAt, expiresAt, secret: Buffer.from('secret') });
  return { connectionId, tenantId, appId, attempt, keyId, startsAt, expiresAt, jwe, sealThumbprint };
}

test('a text as the sealer makes it is bound to the facts it was made with', async () => {
  expect(isBound(await reallySealed())).toBe(true);
});

const others: readonly Partial<SealedCredential>[] = [
  { connectionId: randomUUID() },
  { tenantId: randomUUID() },
  { appId: randomUUID() },
  { attempt: randomUUID() },
  { keyId: randomUUID() },
  { expiresAt: new Date('2028-11-22T10:00:00.124Z') },
  { sealThumbprint: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
];
test.each(others)('and to no other: %o', async (change) => {
  expect(isBound({ ...(await reallySealed()), ...change })).toBe(false);
});

test.each(['', 'x', '..', 'bnVsbA.a.b.c.d', 'W10.a.b.c.d', 'e30.a.b.c.d', '%.a.b.c.d'])(
  'what is no sealed text is bound to nothing: %j',
  (jwe) => {
    expect(isBound({ ...sealedCredential(), jwe })).toBe(false);
  },
);
