import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { SealedCredential, SecretStore } from './store';

/** A sealed credential with ids of its own. */
export function sealedCredential(): SealedCredential {
  return {
    attempt: randomUUID(),
    connectionId: randomUUID(),
    tenantId: randomUUID(),
    appId: randomUUID(),
    keyId: randomUUID(),
    startsAt: new Date('2026-11-23T10:00:00.123Z'),
    expiresAt: new Date('2028-11-22T10:00:00.123Z'),
    jwe: 'header.key.iv.text.tag',
    sealThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
  };
}

/**
 * What every secret store promises, whatever it is made of.
 * @param storeOf gives the store under test
 * @param countOf how many records the store holds for an attempt, read past the store
 */
export function secretStoreContract(storeOf: () => SecretStore, countOf: (attempt: string) => Promise<number>): void {
  test('a credential put twice is stored once, under one receipt', async () => {
    const credential = sealedCredential();
    const first = await storeOf().put(credential);
    const second = await storeOf().put(credential);
    expect(first.existed).toBe(false);
    expect(second).toEqual({ receipt: first.receipt, existed: true });
    expect(await countOf(credential.attempt)).toBe(1);
  });

  test('a credential put twenty times at once is stored once', async () => {
    const credential = sealedCredential();
    const receipts = await Promise.all(Array.from({ length: 20 }, () => storeOf().put(credential)));
    expect(new Set(receipts.map(({ receipt }) => receipt)).size).toBe(1);
    expect(receipts.filter(({ existed }) => !existed)).toHaveLength(1);
    expect(await countOf(credential.attempt)).toBe(1);
  });

  const other: Partial<SealedCredential>[] = [
    { connectionId: randomUUID() },
    { tenantId: randomUUID() },
    { appId: randomUUID() },
    { keyId: randomUUID() },
    { startsAt: new Date('2026-11-23T10:00:00.124Z') },
    { expiresAt: new Date('2028-11-23T10:00:00.123Z') },
    { sealThumbprint: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
  ];
  test.each(other)('the same attempt with other content is refused as a mismatch: %o', async (change) => {
    const credential = sealedCredential();
    await storeOf().put(credential);
    await expect(storeOf().put({ ...credential, ...change })).rejects.toMatchObject({ name: 'StoreError', kind: 'mismatch' });
    expect(await storeOf().put(credential)).toMatchObject({ existed: true });
    expect(await countOf(credential.attempt)).toBe(1);
  });
}
