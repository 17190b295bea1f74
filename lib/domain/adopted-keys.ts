import type { Adoption } from './adoption';

/** What became of the old keys of an app that was made by hand, for the health card and the receipt. Times are ISO 8601, UTC. */
export interface AdoptedKeys {
  readonly objectId: string;
  readonly removed: {
    readonly keyId: string;
    readonly form: 'password' | 'certificate';
    readonly name: string;
    readonly removedAt: string;
  }[];
}

/** The proof that the old keys are gone; null for an app that was made here. */
export function adoptedKeys(adoption: Adoption | null): AdoptedKeys | null {
  if (!adoption) return null;
  const removed = adoption.removed.flatMap(({ keyId, at }) => {
    const key = adoption.keys.find((item) => item.keyId === keyId);
    return key ? [{ keyId, form: key.form, name: key.displayName ?? 'without a name', removedAt: at.toISOString() }] : [];
  });
  return { objectId: adoption.objectId, removed };
}
