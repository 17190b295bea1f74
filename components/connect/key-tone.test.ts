import { expect, test } from 'vitest';
import { keyTone } from './health';

test('a short life is no fault: it is warned of in its last third, and called bad in its last tenth', () => {
  const tones = (days: number, ...left: number[]) => left.map((daysLeft) => keyTone({ days, daysLeft }));
  expect(tones(730, 730, 61, 60, 8, 7)).toEqual(['good', 'good', 'warn', 'warn', 'bad']);
  expect(tones(180, 180, 61, 60, 8, 7)).toEqual(['good', 'good', 'warn', 'warn', 'bad']);
  expect(tones(30, 30, 11, 10, 4, 3)).toEqual(['good', 'good', 'warn', 'warn', 'bad']);
  expect(tones(7, 7, 3, 2, 1, 0)).toEqual(['good', 'good', 'warn', 'warn', 'bad']);
});
