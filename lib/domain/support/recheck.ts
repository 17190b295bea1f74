import type { ConnectionRecord } from '../connection';
import { deliverable } from '../delivery';

/** What a re-check would do now, for the label of its button and in words. */
export interface RecheckOffer {
  /** `mark`: nothing can be done before the next sign-in. */
  readonly does: 'deliver' | 'mark';
  readonly words: string;
}

/** @returns null where a re-check can do nothing */
export function rechecked(record: ConnectionRecord): RecheckOffer | null {
  if (record.state === 'disconnected' || record.state === 'disconnecting') return null;
  const later = `The tenant is read anew when ${record.admin.name} signs in next; no token of theirs is kept, so nothing can be read before.`;
  return deliverable(record)
    ? { does: 'deliver', words: `The sealed key is delivered to our store once more, at once. ${later}` }
    : { does: 'mark', words: `Marks the case. ${later}` };
}
