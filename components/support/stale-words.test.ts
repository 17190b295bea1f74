import { expect, test } from 'vitest';
import { staleWords } from './stale-words';

test('what the portal has answered is not called no answer, and only what may come by itself is waited for', () => {
  const faults = [
    { kind: 'ended' },
    { kind: 'no-right', reason: 'The app role is missing.' },
    { kind: 'missing' },
    { kind: 'refused', code: 'bad-request', reason: 'This filter is too long.', trace: 't', faults: [] },
    { kind: 'unreachable' },
  ] as const;
  const said = faults.map(staleWords).map(({ title, next }) => `${title}. ${next}`);
  expect(said.map((text) => /No answer|by itself/.test(text))).toEqual([false, false, false, false, true]);
  expect(said[1]).toContain('The app role is missing.');
  expect(said[3]).toContain('This filter is too long. Code bad-request, trace t.');
  expect(new Set(said).size).toBe(5);
});
