import type { TimelineItem } from '@/lib/contract/staff';

/** The operations that came with the case, then older ones; each once, the newer word about it wins. */
export function merged(fresh: readonly TimelineItem[], older: readonly TimelineItem[]): readonly TimelineItem[] {
  const known = new Set(fresh.map(({ id }) => id));
  return [...fresh, ...older.filter(({ id }) => !known.has(id))];
}

export const isProblem = ({ outcome, problemCode }: TimelineItem): boolean =>
  problemCode !== null || outcome === 'refused' || outcome === 'unknown';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Operations by the UTC day they began on. */
export function daysOf(items: readonly TimelineItem[]): readonly { day: string; items: readonly TimelineItem[] }[] {
  const days = new Map<string, TimelineItem[]>();
  for (const item of items) {
    const date = new Date(item.at);
    const day = `${weekdays[date.getUTCDay()]} ${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
    days.set(day, [...(days.get(day) ?? []), item]);
  }
  return [...days].map(([day, list]) => ({ day, items: list }));
}
