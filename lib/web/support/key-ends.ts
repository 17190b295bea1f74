import type { Numbers } from '../../contract/staff-numbers';
import type { StandingCount } from '../../data/staff-counts';

/** Up to the end of a key of the longest life that is made today. */
const shownMonths = 25;

interface Clock {
  readonly now: Date;
  /** Of the keys that end in this month, so many have ended. */
  readonly endedThisMonth: number;
}

/** Keys by their end: those that have ended, those of this month and the 24 after it, and later ones. Months are those of UTC. */
export function keyEnds(counts: readonly StandingCount[], { now, endedThisMonth }: Clock): Numbers['expiring'] {
  const months = monthsFrom(now);
  const [first = '', last = ''] = [months[0], months.at(-1)];
  const sum = (fits: (month: string) => boolean) =>
    counts.reduce((total, { expiresMonth, count }) => total + (expiresMonth && fits(expiresMonth) ? count : 0), 0);
  return {
    ended: sum((month) => month < first) + endedThisMonth,
    // counters and clock are read one after the other: a key that ends between the two must not count below nothing
    months: months.map((month) => ({ month, count: Math.max(0, sum((each) => each === month) - (month === first ? endedThisMonth : 0)) })),
    later: sum((month) => month > last),
  };
}

const monthsFrom = (now: Date): string[] =>
  Array.from({ length: shownMonths }, (_, index) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + index)).toISOString().slice(0, 7),
  );
