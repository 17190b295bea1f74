import { expect, test } from 'vitest';
import { isNextLook } from './use-live';

test('a look begins when none is under way, or when one has hung for a minute; a slow one is left to end', () => {
  const now = Date.parse('2026-12-01T10:00:00Z');
  const looks = [null, now - 4_000, now - 59_999, now - 60_000].map((since) => isNextLook(since, now));
  expect(looks).toEqual([true, false, false, true]);
});
