import type { TimelineItem, TimelinePage } from '@/lib/contract/staff';

/** The entries that were loaded, newest first, and where older ones begin; null: there are none. */
export type Seen = TimelinePage;

/**
 * What was seen with the page that has come anew: an entry once seen stays, the newer word about it wins. Where more has come than a page
 * holds, older ones are loaded on from this page: what lies in between comes with them.
 */
export function withNewest(seen: Seen, newest: TimelinePage): Seen {
  const known = new Set(seen.items.map(({ id }) => id));
  const isJoined = newest.cursor === null || newest.items.some(({ id }) => known.has(id));
  return { items: merged(newest.items, seen.items), cursor: isJoined && seen.items.length > 0 ? seen.cursor : newest.cursor };
}

/** What was seen with a page of older entries. */
export function withOlder(seen: Seen, older: TimelinePage): Seen {
  return { items: merged(seen.items, older.items), cursor: older.cursor };
}

/** Each entry once, the first word about it, newest first; at the same time they stay as they came. */
function merged(first: readonly TimelineItem[], then: readonly TimelineItem[]): TimelineItem[] {
  const known = new Set(first.map(({ id }) => id));
  return [...first, ...then.filter(({ id }) => !known.has(id))].sort((one, other) => Date.parse(other.at) - Date.parse(one.at));
}

export const isProblem = ({ outcome, problemCode }: TimelineItem): boolean =>
  problemCode !== null || outcome === 'refused' || outcome === 'unknown';

/** Whether somebody of the customer did it. */
export const isCustomers = ({ by }: TimelineItem): boolean => by === 'customer' || by === 'colleague';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Entries by the UTC day they began on. */
export function daysOf(items: readonly TimelineItem[]): readonly { day: string; items: readonly TimelineItem[] }[] {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const date = new Date(item.at);
    const day = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, list]) => ({ day, items: list }));
}
