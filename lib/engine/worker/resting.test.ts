import { expect, test } from 'vitest';
import { Resting } from './resting';

test('a connection that failed rests longer after each failure, alone, and no longer once it went well', () => {
  const resting = new Resting();
  expect(resting.idsAt(0)).toEqual([]);
  resting.hasFailed('a', 0);
  expect([1_999, 2_000].map((tick) => resting.idsAt(tick))).toEqual([['a'], []]);
  resting.hasFailed('b', 5_000);
  resting.hasFailed('a', 5_000);
  expect([6_999, 8_999, 9_000].map((tick) => resting.idsAt(tick))).toEqual([['a', 'b'], ['a'], []]);
  resting.wentWell('a');
  resting.hasFailed('a', 10_000);
  expect(resting.idsAt(12_000)).toEqual([]);
});
