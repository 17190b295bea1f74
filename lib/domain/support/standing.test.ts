import { describe, expect, test } from 'vitest';
import { waitReasons } from '../change';
import type { CredentialRecord } from '../credential';
import { nextStep, plannedFor } from '../next-step';
import { isProblemCode, problemCodes } from '../problem';
import { at, callbackUrl, complete, credential } from '../record.test-data';
import { stages } from '../stages.test-data';
import { causeTitle } from './cause-title';
import { fixerOf, hasFixer } from './fixer';
import { nextAction } from './next-action';
import { standingOf, supportTabs, tabOfFixer } from './standing';
import { endedSteps, stepOf, stepsDone, supportSteps } from './step';

const from = { callbackUrl, now: at(400) };
const standing = (stage: keyof typeof stages) => standingOf(stages[stage], from);

test.each([
  ['looked', 'needs-customer', 'check'],
  ['consentWait', 'needs-customer', 'approve'],
  ['app', 'waiting', 'create'],
  ['checking', 'waiting', 'approve'],
  ['minting', 'waiting', 'secure'],
  ['sealed', 'waiting', 'secure'],
  ['verifying', 'waiting', 'prove'],
  ['connected', 'healthy', 'done'],
  ['attention', 'needs-customer', 'approve'],
] as const)('%s stands in tab %s at step %s', (stage, tab, step) => {
  expect(standing(stage)).toMatchObject({ tab, step });
});

describe('time alone turns', () => {
  test('a connection under way to the customer when nobody has it open any more', () => {
    expect(standing('checking')).toMatchObject({ turnsTo: 'needs-customer', turnsAt: at(400 + 15 * 60) });
  });

  test('what time alone helps to the customer, who has to try again afterwards', () => {
    const throttled = { ...stages.attention, problem: { code: 'throttled' as const, at: at(90), evidence: {} } };
    expect(standingOf(throttled, from)).toMatchObject({ tab: 'waiting', turnsTo: 'needs-customer', turnsAt: at(400 + 15 * 60) });
  });

  test.each([
    [730, 60],
    [180, 60],
    [90, 30],
    [30, 10],
    [7, 7 / 3],
  ])('a key of %i days from healthy to expiring %d days before its end, and then to one that has ended', (days, lead) => {
    const [startsAt, expiresAt] = [at(240), at(240 + days * 86_400)];
    const keyed = { ...stages.connected, credentials: [credential({ startsAt, expiresAt })] };
    const soonFrom = new Date(expiresAt.getTime() - lead * 86_400_000);
    const seen = (now: Date) => standingOf(keyed, { callbackUrl, now });
    expect(seen(at(400))).toMatchObject({ tab: 'healthy', cause: null, turnsAt: soonFrom, turnsTo: 'expiring', keyExpiresAt: expiresAt });
    const soon = { tab: 'expiring', cause: 'key-expiring', turnsAt: expiresAt, turnsTo: 'expiring' };
    expect(seen(new Date(soonFrom.getTime() + 1))).toMatchObject(soon);
    expect(seen(expiresAt)).toMatchObject({ tab: 'expiring', cause: 'key-ended', turnsAt: null, turnsTo: null });
  });

  test('nothing that waits for a person', () => {
    expect([standing('attention').turnsAt, standing('looked').turnsAt]).toEqual([null, null]);
  });
});

describe('a sealed key that our store does not take', () => {
  const sealedAt = at(302);
  const dueAt = at(302 + 15 * 60);
  /** As the engine leaves it after so many vain tries. */
  const tried = (deliveryTries: number, change: Partial<CredentialRecord> = {}) => ({
    ...stages.delivering,
    waitReason: 'delivery' as const,
    waitingSince: sealedAt,
    credentials: [credential({ state: 'sealed', sealedAt, deliveredAt: null, deliveryTries, ...change })],
  });
  const facts = { adminName: 'Ingrid', organization: 'Contoso' };
  const acted = (standing: ReturnType<typeof standingOf>) => nextAction({ ...standing, ...facts });

  test('is waited for until its alarm is due, and no try puts that off', () => {
    for (const [tries, seconds] of [1, 60, 300, 600, 890].entries()) {
      const standing = standingOf(tried(tries + 1), { callbackUrl, now: at(302 + seconds) });
      expect(standing).toMatchObject({ tab: 'waiting', cause: 'delivery', turnsAt: dueAt, turnsTo: 'needs-us' });
      expect(acted(standing)).toEqual({ title: expect.stringMatching(/^Nothing to do yet\. Our store/), by: 'fortifydata' });
    }
  });

  test.each([
    ['its alarm is due, whether or not a worker has raised it', tried(9), dueAt],
    ['its alarm was raised', tried(9, { deliveryAlarmedAt: at(500) }), at(501)],
    ['six hours have passed, with a try every five minutes', tried(80, { deliveryAlarmedAt: dueAt }), at(302 + 6 * 3600)],
  ])('needs us once %s', (_, record, now) => {
    const standing = standingOf(record, { callbackUrl, now });
    expect(standing).toMatchObject({ tab: 'needs-us', cause: 'delivery', turnsAt: null });
    expect(acted(standing)).toEqual({
      title: expect.stringMatching(/^Look at our store, then deliver the sealed key again/),
      by: 'fortifydata',
    });
  });

  test('needs us whatever else waits for the customer meanwhile, who has their turn again once it is delivered', () => {
    const problem = { code: 'claims-challenge' as const, at: at(320), evidence: {} };
    const both = { ...tried(9), state: 'attention' as const, problem };
    const seen = (seconds: number) => standingOf(both, { callbackUrl, now: at(seconds) });
    expect(seen(400)).toMatchObject({ tab: 'needs-customer', cause: 'claims-challenge' });
    expect(seen(302 + 900)).toMatchObject({ tab: 'needs-us', cause: 'delivery' });
    const delivered = { ...both, credentials: [credential({ state: 'delivered' })] };
    expect(standingOf(delivered, { callbackUrl, now: at(302 + 900) })).toMatchObject({ tab: 'needs-customer', cause: 'claims-challenge' });
  });

  test('is delivered again where time alone has turned it before anybody tried', () => {
    const turned = { tab: 'needs-us', step: 'secure', cause: null, ...facts } as const;
    expect(nextAction(turned)).toEqual({ title: 'Deliver the sealed key again: it has waited for 15 minutes', by: 'fortifydata' });
  });
});

test('a guest who signed in is asked for another account', () => {
  const { observed } = stages.looked;
  const guest = { ...stages.looked, observed: observed && { ...observed, me: { ...observed.me, isGuest: true } } };
  expect(standingOf(guest, from)).toMatchObject({ tab: 'needs-customer', cause: 'guest-account' });
});

test('a connected tenant that lost a grant has drifted', () => {
  const lost = { ...stages.connected, observed: { ...complete, grants: complete.grants?.slice(1) ?? [] } };
  expect(standingOf(lost, from)).toMatchObject({ tab: 'drifted', cause: 'drift', step: 'done' });
});

test('an organization that was not invited needs us until it is released or refused', () => {
  const invitation = { id: 'i', customer: 'Kestrel', customerId: 'C-1', expected: { kind: 'domain', domain: 'kestrel.example' } } as const;
  const held = { ...stages.looked, state: 'held' as const, invitation: { ...invitation, releasedAt: null, refusedAt: null } };
  const refused = { ...held, invitation: { ...held.invitation, refusedAt: at(300) } };
  expect([standingOf(held, from), standingOf(refused, from)]).toMatchObject([
    { tab: 'needs-us', cause: 'held', step: 'sign-in' },
    { tab: 'ended', cause: 'refused' },
  ]);
  const facts = { step: 'sign-in', adminName: 'Daniel', organization: 'Kestrel Group' } as const;
  expect([nextAction({ ...facts, tab: 'needs-us', cause: 'held' }), nextAction({ ...facts, tab: 'ended', cause: 'refused' })]).toEqual([
    { title: 'Compare Kestrel Group with the invitation, then release or refuse', by: 'fortifydata' },
    { title: 'Nothing to do. The organization was refused', by: 'nobody' },
  ]);
});

test.each([
  ['made', 'Ask Ingrid whether their colleague has the link: nobody has opened it'],
  ['opened', 'Ask Ingrid to remind their colleague: the link is opened, and nobody has signed in'],
  ['signed-in', 'Ask Ingrid to remind their colleague, who has signed in and not approved yet'],
] as const)('an approval that a colleague was asked for is theirs: link %s', (openLink, title) => {
  const facts = { tab: 'needs-customer', step: 'approve', cause: null, adminName: 'Ingrid', organization: 'Contoso', openLink } as const;
  expect(nextAction(facts)).toEqual({ title, by: 'customer' });
  // a problem comes first, and after the approval the link is no matter
  expect(nextAction({ ...facts, cause: 'consent-declined' }).title).toMatch(/what kept them/);
  expect(nextAction({ ...facts, step: 'secure' }).title).not.toMatch(/colleague/);
});

test('a problem is in the hands of whom it says', () => {
  const delayed = { ...stages.attention, problem: { code: 'delivery-delayed' as const, at: at(90), evidence: {} } };
  expect(standingOf(delayed, from)).toMatchObject({ tab: 'needs-us', cause: 'delivery-delayed' });
});

const someone = { adminName: 'Ingrid', organization: 'Contoso' };
/** The sentence where this stands when it stops a connection at the approval. */
const sentence = (code: string) => nextAction({ tab: tabOfFixer[fixerOf(code)], step: 'approve', cause: code, ...someone });
/** What is said where nobody has thought of a cause, or there is none. */
const fallbacks = new Set(
  supportTabs.flatMap((tab) =>
    supportSteps.flatMap((step) => ['no-such-code', null].map((cause) => nextAction({ tab, step, cause, ...someone }).title)),
  ),
);

test.each(problemCodes)('somebody has thought about who fixes %s, and what to do', (code) => {
  expect(hasFixer(code)).toBe(true);
  expect(sentence(code)).toEqual({ title: expect.stringMatching(/^[A-Z]/), by: fixerOf(code) });
  expect([...fallbacks]).not.toContain(sentence(code).title);
  expect(problemCodes.filter((other) => sentence(other).title === sentence(code).title)).toEqual([code]);
  expect(causeTitle(code)).toEqual({ title: expect.any(String), by: fixerOf(code) });
});

test.each([
  ['wrong-organization', 'Ask Ingrid to use an account of Contoso: it was one of another organization'],
  ['conditional-access', 'Ask Contoso which access policy stopped the sign-in: their sign-in log names it, by time and correlation id'],
])('%s, which a return from the approval brings, has words that are true there', (code, title) => {
  expect(sentence(code)).toEqual({ title, by: 'customer' });
});

test('what a return from the approval brings sends nobody to an operation, for it is none', () => {
  for (const code of ['wrong-organization', 'conditional-access', 'application-outdated', 'consent-failed'])
    expect(sentence(code).title).not.toMatch(/operation/);
});

describe.each(waitReasons)('the wait %s', (reason) => {
  const facts = { step: 'secure', cause: reason, ...someone } as const;

  test('has a title and a sentence of its own, in the same hands', () => {
    const { title, by } = causeTitle(reason);
    expect(title).not.toBe(reason);
    const action = nextAction({ ...facts, tab: 'waiting' });
    expect(action).toEqual({ title: expect.stringMatching(/^Nothing to do/), by });
    expect([...fallbacks]).not.toContain(action.title);
    const ours = reason === 'delivery' || reason === 'held-up';
    expect([ours, action.title.includes('Microsoft') && !isProblemCode(reason)]).not.toEqual([true, true]);
    expect(by === 'fortifydata').toBe(ours);
  });

  test('that nobody has come back from is the customer’s', () => {
    expect(nextAction({ ...facts, tab: 'needs-customer' })).toEqual({
      title: 'Ask Ingrid to open the portal again; it goes on where it stood',
      by: 'customer',
    });
  });
});

test('nothing is said to be Microsoft’s where nobody waits for Microsoft', () => {
  expect(nextAction({ tab: 'waiting', step: 'secure', cause: null, ...someone }).by).toBe('nobody');
});

test.each([
  ['key-expiring', 'Agree with Ingrid on the day the key ends: a new one can be made from then on, not before', 'The key ends soon'],
  ['key-ended', 'Ask Ingrid to sign in and accept the plan: the key has ended, and a new one is made then', 'The key has ended'],
])('%s says what is possible', (cause, title, status) => {
  expect(nextAction({ tab: 'expiring', step: 'done', cause, ...someone })).toEqual({ title, by: 'customer' });
  expect(causeTitle(cause)).toEqual({ title: status, by: 'customer' });
});

test('what is said of a key that ends is what its plan allows: nothing before its end, a new key after it', () => {
  const keyed = { ...stages.connected, credentials: [credential({ expiresAt: at(5000) })] };
  const next = (seconds: number) => nextStep(keyed, { callbackUrl, now: at(seconds), who: keyed.admin.oid });
  expect(next(4999)).toEqual({ kind: 'nothing' });
  expect(next(5000)).toEqual({ kind: 'admin', why: 'decide' });
  expect(plannedFor(keyed, { callbackUrl, now: at(5000) })?.changes).toEqual([{ kind: 'mintCredential', by: 'portal' }]);
});

test('every step is behind its next one, and none is skipped in the count', () => {
  const order = ['looked', 'app', 'consentWait', 'minting', 'verifying', 'connected'] as const;
  expect(order.map((stage) => stepsDone(stepOf(stages[stage])))).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a step is timed once, when the facts end it', () => {
  const ended = endedSteps(stages.verifying, stages.connected);
  expect(ended.map(({ step }) => step)).toEqual(['prove', 'all']);
  expect(endedSteps(stages.connected, stages.connected)).toEqual([]);
  expect(endedSteps(stages.looked, stages.accepted)).toEqual([{ step: 'check', durationMs: 20_000 }]);
});

test('the time until connected is of the first connection: a plan that is accepted anew is none', () => {
  const acceptedAt = new Date(Number(stages.connected.connectedAt) + 60_000);
  const again = { ...stages.connected, acceptedAt, connectedAt: null };
  const ended = endedSteps(again, { ...again, connectedAt: new Date(Number(acceptedAt) + 5000) });
  expect(ended.map(({ step }) => step)).toEqual(['prove']);
});
