import { expect, test } from 'vitest';
import type { StandingCount } from '../../data/staff-counts';
import { keyEnds } from './key-ends';

const ends = (expiresMonth: string | null, count: number): StandingCount => ({
  tab: 'healthy',
  step: 'done',
  cause: null,
  expiresMonth,
  count,
});
const now = new Date('2026-11-27T10:00:00Z');

test('months begin with this one and are 25, whatever old key there is', () => {
  const counts = [ends('2019-02', 3), ends('2026-10', 2), ends('2026-11', 7), ends('2027-01', 5), ends('2028-11', 1), ends('2028-12', 40)];
  const { ended, months, later } = keyEnds([...counts, ends('2027-01', 1), ends(null, 99)], { now, endedThisMonth: 4 });
  expect([ended, later]).toEqual([9, 40]);
  expect([months.length, months[0], months[2], months.at(-1)]).toEqual([
    25,
    { month: '2026-11', count: 3 },
    { month: '2027-01', count: 6 },
    { month: '2028-11', count: 1 },
  ]);
  expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(10);
});

test('without keys every month is there and empty, over the end of a year too', () => {
  const { ended, months, later } = keyEnds([], { now: new Date('2026-12-31T23:59:59.999Z'), endedThisMonth: 0 });
  expect([ended, later, months.slice(0, 2)]).toEqual([
    0,
    0,
    [
      { month: '2026-12', count: 0 },
      { month: '2027-01', count: 0 },
    ],
  ]);
});
