import { describe, expect, test } from 'vitest';
import { type Bucket, bucketOf, keptPercentile, percentile } from './percentile';

const seconds = (...durations: number[]): Bucket[] => durations.map((duration) => ({ bucket: bucketOf(duration * 1000), count: 1 }));
/** Within the 5 percent that buckets promise. */
const isAbout = (ms: number | null, exact: number) => expect(Math.abs((ms ?? Number.NaN) / exact - 1)).toBeLessThanOrEqual(0.05);

describe('a percentile of buckets', () => {
  test('is that of the nearest rank, exact to 5 percent, in whatever order they come', () => {
    const ten = seconds(100, 20, 90, 30, 80, 10, 70, 40, 60, 50);
    isAbout(percentile(ten, 0.5), 50_000);
    isAbout(percentile(ten, 0.9), 90_000);
    isAbout(percentile(ten, 0.91), 100_000);
    isAbout(percentile(ten, 1), 100_000);
    isAbout(percentile(ten, 0), 10_000);
  });

  test('counts a bucket as often as it was met', () => {
    const met = [
      { bucket: bucketOf(4_000), count: 9 },
      { bucket: bucketOf(4_000_000), count: 1 },
    ];
    isAbout(percentile(met, 0.9), 4_000);
    isAbout(percentile(met, 0.91), 4_000_000);
  });

  test('of one is that one, and of nothing is none', () => {
    isAbout(percentile(seconds(7), 0.5), 7000);
    isAbout(percentile(seconds(7), 0.9), 7000);
    expect([percentile([], 0.5), keptPercentile([], 0.9), percentile([{ bucket: 3, count: 0 }], 0.5)]).toEqual([null, null, null]);
  });

  test('is exact to 5 percent from a tenth of a second to a month, and what is promised is kept', () => {
    for (let ms = 100; ms < 31 * 86_400_000; ms = Math.ceil(ms * 1.013)) {
      const one = [{ bucket: bucketOf(ms), count: 1 }];
      isAbout(percentile(one, 0.5), ms);
      expect(keptPercentile(one, 0.5)).toBeGreaterThanOrEqual(ms);
    }
  });

  test('no duration, or one below nothing, is the shortest', () => expect([0, -5, 1].map(bucketOf)).toEqual([0, 0, 0]));
});
