import { expect, test } from 'vitest';
import { Resting } from './resting';

test('a connection that failed rests longer after each failure, alone, and no longer once it went well', () => {
  const resting = new Resting();
  expect(resting.isResting('a', 0)).toBe(false);
  resting.hasFailed('a', 0);
  expect([1_999, 2_000].map((tick) => resting.isResting('a', tick))).toEqual([true, false]);
  expect(resting.isResting('b', 0)).toBe(false);
  resting.hasFailed('a', 2_000);
  expect([5_999, 6_000].map((tick) => resting.isResting('a', tick))).toEqual([true, false]);
  resting.wentWell('a');
  resting.hasFailed('a', 10_000);
  expect(resting.isResting('a', 12_000)).toBe(false);
});
