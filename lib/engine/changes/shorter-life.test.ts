import { expect, test } from 'vitest';
import { at, complete, intended } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import type { MicrosoftErrorFacts } from '../../microsoft/microsoft-error';
import { tooLong, tooLongCode } from './shorter-life';

const asked = (days: number, attempt = `of ${days} days`) =>
  intended({ attempt, startsAt: at(0), expiresAt: new Date(at(0).getTime() + days * 86_400_000) });
const refused = (days: number) => ({ ...asked(days), state: 'refused' as const });
const nothing = { status: null, detail: null, requestId: null, clientRequestId: null, retryAfterSeconds: null };
const error: MicrosoftErrorFacts = { ...nothing, kind: 'invalid', purpose: 'Create the client secret', code: tooLongCode };
const from = (...earlier: number[]) => ({ record: { ...stages.minting, credentials: earlier.map(refused) }, now: at(9) });

test('a life that is refused is followed by the next shorter one at once, and the limit is kept', () => {
  expect(tooLong(from(), asked(730), error)).toEqual({
    kind: 'wait',
    reason: 'shorter-key',
    retryAfterSeconds: 0,
    detail: '730 days refused, 640 days next',
    facts: { credentials: [refused(730)], secretLimit: { days: 640, learnedAt: at(9) } },
  });
});

test('below the shortest life a person decides, with Microsoft’s codes and what was asked, and nothing is kept of the limit', () => {
  const outcome = {
    kind: 'refused',
    problem: 'secret-policy-lifetime',
    facts: { credentials: [refused(7)], secretLimit: null },
  };
  const codes = { Code: tooLongCode, Step: 'Create the client secret' };
  expect(tooLong(from(730, 30), asked(7), error)).toEqual({ ...outcome, evidence: { ...codes, 'Lives asked for': '730 to 7 days' } });
  expect(tooLong(from(), asked(7), error)).toEqual({ ...outcome, evidence: { ...codes, 'Lives asked for': '7 days' } });
});

test('a life under an exemption is followed down, by way of the cap that was read, and stays one under an exemption', () => {
  const secretLimit = { days: 730, learnedAt: at(5), exempted: true };
  const secrets = [{ type: 'passwordLifetime', maxDays: 200, createdAfter: null, exempts: false }];
  const record = { ...stages.minting, secretLimit, observed: { ...complete, policy: { secrets } } };
  expect(tooLong({ record, now: at(9) }, asked(210), error)).toMatchObject({
    facts: { secretLimit: { days: 200, learnedAt: at(9), exempted: true } },
  });
});
