import { expect, test } from 'vitest';
import { at, intended } from '../../domain/record.test-data';
import { tooLong } from './shorter-life';

const asked = (days: number) => intended({ startsAt: at(0), expiresAt: new Date(at(0).getTime() + days * 86_400_000) });

test('a life that is refused is followed by the next shorter one at once, and the limit is kept', () => {
  expect(tooLong(asked(730), at(9), {})).toEqual({
    kind: 'wait',
    reason: 'shorter-key',
    retryAfterSeconds: 0,
    detail: '730 days refused, 365 days next',
    facts: { credentials: [{ ...asked(730), state: 'refused' }], secretLimit: { days: 365, learnedAt: at(9) } },
  });
});

test('below the shortest life a person decides, with Microsoft’s codes, and nothing is kept of the limit', () => {
  expect(tooLong(asked(7), at(9), { Code: 'c' })).toEqual({
    kind: 'refused',
    problem: 'secret-policy-lifetime',
    evidence: { Code: 'c', 'Shortest life asked for': '7 days' },
    facts: { credentials: [{ ...asked(7), state: 'refused' }], secretLimit: null },
  });
});
