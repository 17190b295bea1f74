import { describe, expect, test } from 'vitest';
import { formatAgo, formatClock, formatDate, formatDuration, formatMoment, formatSeconds } from './time';

describe('durations', () => {
  test.each([
    [0, '0.1 s'],
    [400, '0.4 s'],
    [2000, '2 s'],
    [2149, '2.1 s'],
    [9940, '9.9 s'],
    [9960, '10 s'],
    [26_400, '26 s'],
    [59_600, '1 min'],
    [112_000, '1 min 52 s'],
  ])('%d ms read as "%s"', (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

  test.each([
    [-5, '0 s'],
    [0.9, '0 s'],
    [59.9, '59 s'],
    [60, '1 min'],
    [112, '1 min 52 s'],
    [3600, '60 min'],
  ])('a clock at %d s shows "%s"', (seconds, text) => expect(formatSeconds(seconds)).toBe(text));
});

describe('dates', () => {
  test('a receipt names day and second in UTC, wherever it is read', () => {
    expect(formatDate('2028-11-22T23:59:59+02:00')).toBe('22 November 2028');
    expect(formatMoment('2026-11-23T14:04:51.900Z')).toBe('23 November 2026, 14:04:51 UTC');
  });

  test('the time of day has seconds on wish only', () => {
    expect(formatClock('2026-11-23T04:05:06Z', { utc: true, seconds: true })).toBe('04:05:06');
    expect(formatClock('2026-11-23T04:05:06Z', { utc: true, seconds: false })).toBe('04:05');
  });

  test.each([
    [-30, 'just now'],
    [59, 'just now'],
    [60, '1 min ago'],
    [3599, '59 min ago'],
    [3600, '1 hour ago'],
    [7200, '2 hours ago'],
    [86_400, '1 day ago'],
    [172_800, '2 days ago'],
  ])('what was %d s ago reads as "%s"', (seconds, text) => {
    const at = Date.parse('2026-11-23T14:00:00Z');
    expect(formatAgo(new Date(at).toISOString(), at + seconds * 1000)).toBe(text);
  });
});
