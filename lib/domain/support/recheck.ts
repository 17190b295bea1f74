import type { ConnectionRecord } from '../connection';
import { isStoreTrouble, undelivered } from '../delivery';

/** True while a sealed key waits for the store and nothing else is in the way: the one thing that goes on without the customer. */
export function awaitsDelivery(record: ConnectionRecord): boolean {
  const free = record.problem === null || isStoreTrouble(record);
  return free && record.connectedAt === null && record.appId !== null && undelivered(record) !== null;
}

/** What a re-check would do now, in words; null where it can do nothing. */
export function rechecked(record: ConnectionRecord): string | null {
  if (record.state === 'disconnected' || record.state === 'disconnecting') return null;
  const later = `The tenant is read anew when ${record.admin.name} signs in next; no token of theirs is kept, so nothing can be read before.`;
  return awaitsDelivery(record) ? `The sealed key is delivered to our store once more, at once. ${later}` : `Marks the case. ${later}`;
}
