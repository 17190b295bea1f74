import { expect, test } from 'vitest';
import type { InvitedBrowser, SignInSetback } from '../domain/invitation';
import { at } from '../domain/record.test-data';
import { finishSignIn, type SignInReturn } from './sign-in';
import type { SignInPorts } from './sign-in-ports';

const browser: InvitedBrowser = { id: 'i', tokenHash: null, browserHash: 'b' };
const reference = '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936';
const description = `AADSTS53003: Blocked. Correlation ID: ${reference}`;
const stopped: SignInReturn = { code: null, error: 'interaction_required', description, subcode: null, flow: null };
const never = () => Promise.reject(new Error('not asked here'));

function portsWith(noteSetback: SignInPorts['noteSetback']): SignInPorts {
  const now = () => at(90);
  return { begin: never, redeem: never, verify: never, open: never, challengeOf: never, consumeState: async () => false, noteSetback, now };
}
/** What was noted of an answer. */
async function noted(back: SignInReturn, by: InvitedBrowser | null): Promise<SignInSetback[]> {
  const setbacks: SignInSetback[] = [];
  const ports = portsWith(async (_, setback) => void setbacks.push(setback));
  expect(await finishSignIn(ports, back, by)).toMatchObject({ kind: 'refused' });
  return setbacks;
}

test('a refusal with an invitation is noted by its codes, one without is not', async () => {
  expect(await noted(stopped, browser)).toEqual([{ problem: 'conditional-access', code: 'AADSTS53003', reference, at: at(90) }]);
  expect(await noted(stopped, null)).toEqual([]);
});

test('an answer that came before is no refusal of the person: the first one may have worked', async () => {
  const flow = { state: 's', nonce: 'n', verifier: 'v', expiresAt: at(600) };
  expect(await noted({ code: 'c', error: null, description: null, subcode: null, flow }, browser)).toEqual([]);
});

test('what cannot be noted keeps nobody from being told', async () => {
  const away = portsWith(() => Promise.reject(new Error('away')));
  expect(await finishSignIn(away, stopped, browser)).toMatchObject({ kind: 'refused', problem: 'conditional-access', reference });
});
