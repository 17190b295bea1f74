import type { ConnectionRecord } from '../connection';
import { deliverable } from '../delivery';

/** What a re-check would do now, in words; null where it can do nothing. */
export function rechecked(record: ConnectionRecord): string | null {
  if (record.state === 'disconnected' || record.state === 'disconnecting') return null;
  const later = `The tenant is read anew when ${record.admin.name} signs in next; no token of theirs is kept, so nothing can be read before.`;
  return deliverable(record) ? `The sealed key is delivered to our store once more, at once. ${later}` : `Marks the case. ${later}`;
}
