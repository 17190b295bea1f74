import { expect, test } from 'vitest';
import { preflightSummary } from './preflight';

const lines = (passed: number, notes: number, stops: number) => [
  ...Array.from({ length: passed }, () => ({ status: 'Passed' as const })),
  ...Array.from({ length: notes }, () => ({ status: 'Note' as const })),
  ...Array.from({ length: stops }, () => ({ status: 'Stops us' as const })),
];

test.each([
  [3, 2, 0, '5 checks: 3 passed, 2 to note, none in the way.'],
  [2, 1, 1, '4 checks: 1 stops us, 2 passed, 1 to note.'],
  [1, 0, 2, '3 checks: 2 stop us, 1 passed.'],
  [1, 0, 0, '1 check: 1 passed, none in the way.'],
])('%d passed, %d notes and %d stops are summed up in one sentence', (passed, notes, stops, text) => {
  expect(preflightSummary(lines(passed, notes, stops))).toBe(text);
});
