import { expect, test } from 'vitest';
import { bucketOf } from './support/percentile';
import { fewestMeasured, timePromise } from './time-promise';

const took = (count: number, minutes: number) => ({ count, bucket: bucketOf(minutes * 60_000) });

test('below fifty measured connections nothing is promised', () => {
  expect(timePromise([])).toBeNull();
  expect(timePromise([took(fewestMeasured - 1, 3)])).toBeNull();
  expect(timePromise([took(fewestMeasured, 3)])).toBe('4 minutes');
});

test('the slowest tenth does not count, one more does', () => {
  expect(timePromise([took(90, 3), took(10, 600)])).toBe('4 minutes');
  expect(timePromise([took(89, 3), took(11, 600)])).toBe('11 hours');
});

test.each([
  [0.1, '1 minute'],
  [80, '87 minutes'],
  [130, '3 hours'],
  [60 * 40, '43 hours'],
  [60 * 24 * 3, '4 days'],
])('%d minutes, with what a bucket may add, are said as “%s”', (minutes, words) => expect(timePromise([took(100, minutes)])).toBe(words));

test('what nine of ten took is never longer than what is said, wherever in its bucket it was', () => {
  for (let seconds = 1; seconds < 2400; seconds += 1) {
    const minutes = Number.parseInt(timePromise([took(100, seconds / 60)]) ?? '', 10);
    expect([seconds, minutes * 60 >= seconds]).toEqual([seconds, true]);
  }
});
