import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import type { CertificateRecord, SealedCredential, SecretStore } from './store';

/** A sealed credential with ids of its own. Its text carries them where a real one does, in the protected header. */
export function sealedCredential(): SealedCredential {
  const ids = { attempt: randomUUID(), connectionId: randomUUID(), tenantId: randomUUID(), appId: randomUUID(), keyId: randomUUID() };
  const expiresAt = new Date('2028-11-22T10:00:00.123Z');
  const sealThumbprint = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
  const header = { alg: 'ECDH-ES+A256KW', enc: 'A256GCM', kid: sealThumbprint, ...ids, expiresAt: expiresAt.toISOString() };
  const jwe = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.key.iv.SEALED-TEXT-MARKER.tag`;
  return { ...ids, startsAt: new Date('2026-11-23T10:00:00.123Z'), expiresAt, jwe, sealThumbprint };
}

/** The record of a certificate: nothing in it is sealed, and nothing has to be. */
export function certificateRecord(): CertificateRecord {
  const { jwe: _jwe, sealThumbprint: _seal, ...facts } = sealedCredential();
  return { ...facts, thumbprint: 'AB'.repeat(32) };
}

/** A store under test, and what the suite must know of it from outside. */
export interface StoreWorld {
  readonly store: () => SecretStore;
  /** What the store holds for an attempt, read past the store: sealed text, or the thumbprint of a certificate. */
  readonly held: (attempt: string) => Promise<readonly string[]>;
  /** A store of the same kind whose other side cannot be reached. */
  readonly unreachable: () => SecretStore;
  /** False when the portal's role may not even ask whether an attempt is there. */
  readonly tells: boolean;
  /** What must stand in no log and no error, besides the sealed text. */
  readonly markers: readonly string[];
}

const others: readonly Partial<SealedCredential>[] = [
  { connectionId: randomUUID() },
  { tenantId: randomUUID() },
  { appId: randomUUID() },
  { keyId: randomUUID() },
  { expiresAt: new Date('2028-11-23T10:00:00.123Z') },
  { sealThumbprint: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa' },
];
/** Not in the header of the sealed text, so only a store that can compare its records sees the difference. */
const otherStart: Partial<SealedCredential> = { startsAt: new Date('2026-11-23T10:00:00.124Z') };

/** What every secret store promises, whatever it is made of. */
export function secretStoreContract({ store, held, unreachable, tells, markers }: StoreWorld): void {
  test('a credential put twice is stored once, under one receipt', async () => {
    const credential = sealedCredential();
    const first = await store().put(credential);
    const second = await store().put(credential);
    expect(second.receipt).toBe(first.receipt);
    expect([first.existed, second.existed]).toEqual(tells ? [false, true] : ['unknown', 'unknown']);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  test('a credential put twenty times at once is stored once', async () => {
    const credential = sealedCredential();
    const receipts = await Promise.all(Array.from({ length: 20 }, () => store().put(credential)));
    expect(new Set(receipts.map(({ receipt }) => receipt)).size).toBe(1);
    expect(receipts.filter(({ existed }) => existed === false)).toHaveLength(tells ? 1 : 0);
    expect(await held(credential.attempt)).toEqual([credential.jwe]);
  });

  test.each(tells ? [...others, otherStart] : others)(
    'the same attempt with other content is refused as a mismatch: %o',
    async (change) => {
      const credential = sealedCredential();
      const { receipt } = await store().put(credential);
      await expect(store().put({ ...credential, ...change })).rejects.toMatchObject({ name: 'StoreError', kind: 'mismatch' });
      expect(await store().put(credential)).toMatchObject({ receipt });
      expect(await held(credential.attempt)).toEqual([credential.jwe]);
    },
  );

  test('the record of a certificate is kept once, and other content never takes its place', async () => {
    const record = certificateRecord();
    const receipts = await Promise.all(Array.from({ length: 5 }, () => store().put(record)));
    expect(new Set(receipts.map(({ receipt }) => receipt)).size).toBe(1);
    expect(await held(record.attempt)).toEqual([record.thumbprint]);
    if (!tells) return;
    const { thumbprint: _, ...facts } = record;
    const secret = { ...sealedCredential(), ...facts };
    for (const other of [{ ...record, thumbprint: 'CD'.repeat(32) }, { ...record, keyId: randomUUID() }, secret])
      await expect(store().put(other)).rejects.toMatchObject({ name: 'StoreError', kind: 'mismatch' });
    expect(await held(record.attempt)).toEqual([record.thumbprint]);
  });

  test('a store that cannot be reached is unavailable, which is no refusal', async () => {
    await expect(unreachable().put(sealedCredential())).rejects.toMatchObject({ name: 'StoreError', kind: 'unavailable' });
  });

  test('neither a put nor its errors print or carry sealed text, tokens or keys', async () => {
    const printed: string[] = [];
    const keep = (text: unknown) => printed.push(String(text)) > 0;
    vi.spyOn(process.stdout, 'write').mockImplementation(keep);
    vi.spyOn(process.stderr, 'write').mockImplementation(keep);
    const credential = sealedCredential();
    await store().put(credential);
    const puts = [store().put({ ...credential, keyId: randomUUID() }), unreachable().put(credential)];
    for (const { reason } of await Promise.all(puts.map(failed))) printed.push(inspect(reason, { depth: 12, showHidden: true }));
    vi.mocked(process.stdout.write).mockRestore();
    vi.mocked(process.stderr.write).mockRestore();
    expect(printed).toHaveLength(2);
    for (const marker of ['SEALED-TEXT-MARKER', ...markers]) expect(printed.join('\n')).not.toContain(marker);
  });
}

async function failed(put: Promise<unknown>): Promise<PromiseRejectedResult> {
  const [result] = await Promise.allSettled([put]);
  if (result?.status !== 'rejected') throw new Error('the put was to fail');
  return result;
}
