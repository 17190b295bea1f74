import { expect, test } from 'vitest';
import { retryAfterSeconds } from './retry-after';

const now = new Date('2026-11-26T12:00:00Z');
const longest = 1_000_000_000;

const headers: readonly (readonly [string | null, number | null])[] = [
  [null, null],
  ['', null],
  ['0', 0],
  [' 17 ', 17],
  ['120', 120],
  ['999999999', 999_999_999],
  ['99999999999999999999999', longest],
  ['Thu, 26 Nov 2026 12:00:30 GMT', 30],
  ['Thursday, 26-Nov-26 12:01:00 GMT', 60],
  ['Thu, 26 Nov 2026 11:59:00 GMT', 0],
  ['Thu, 26 Nov 9999 12:00:00 GMT', longest],
  ['-5', null],
  ['-1', null],
  ['1.5', null],
  ['1e3', null],
  ['5 minutes', null],
  ['2026-11-26', null],
  ['Thu, nonsense GMT', null],
  ['soon', null],
  ['120, 240', null],
];

test.each(headers)('Retry-After %j is %j seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
