import { expect, test } from 'vitest';
import { checkWords, deedWords, fileWords, refusalWords, sheetWords } from './refusal-words';

const kinds = [
  { kind: 'ended' },
  { kind: 'no-right', reason: 'The app role is missing.' },
  { kind: 'missing' },
  { kind: 'refused', code: 'busy', reason: 'Somebody else was first.', trace: 't', faults: [] },
  { kind: 'unreachable' },
] as const;

test('only whoever wrote something is promised that it stays', () => {
  const promises = (words: typeof deedWords) => kinds.map(words).filter((text) => /what you wrote stays/i.test(text)).length;
  expect([refusalWords, deedWords, checkWords, sheetWords, fileWords].map(promises)).toEqual([2, 0, 0, 0, 0]);
});

test('after a lost answer nobody says that a write was not taken; a file that did not come is simply not there', () => {
  const lost = [refusalWords, deedWords, sheetWords, fileWords].map((words) => words({ kind: 'unreachable' }));
  expect(lost.map((text) => text.startsWith('We do not know'))).toEqual([true, true, true, false]);
});

test('every refusal names its reason, the code and the trace', () => {
  for (const words of [refusalWords, deedWords, sheetWords, fileWords]) {
    expect(kinds.map(words)[1]).toContain('The app role is missing.');
    expect(kinds.map(words)[3]).toContain('Somebody else was first. (busy, trace t)');
  }
});
