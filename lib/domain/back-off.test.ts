import { describe, expect, test } from 'vitest';
import { backOffSeconds } from './back-off';

const almostOne = 1 - Number.EPSILON;
const tries = [1, 2, 3, 8, 9, 20, 5_000];

describe('the pause after a failed try', () => {
  test('can be twice as long after each, up to five minutes', () => {
    expect(tries.map((count) => Math.round(backOffSeconds(count, almostOne)))).toEqual([2, 4, 8, 256, 300, 300, 300]);
  });

  test('is anywhere below its ceiling, so that many who wait spread out', () => {
    expect([0.1, 0.5, 0.9].map((random) => backOffSeconds(9, random))).toEqual([30, 150, 270]);
  });

  test.each(tries)('after %i tries is never shorter than a second and always a number', (count) => {
    for (const random of [0, 0.0001, 0.5, almostOne]) {
      const seconds = backOffSeconds(count, random);
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(300);
    }
  });

  test('of a count that makes no sense is that of the first try', () => {
    for (const count of [0, -1]) expect(backOffSeconds(count, almostOne)).toBeCloseTo(2);
  });
});
