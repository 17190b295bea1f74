import { describe, expect, test } from 'vitest';
import { problemCodes } from '../problem';
import { at, callbackUrl, complete, credential } from '../record.test-data';
import { stages } from '../stages.test-data';
import { causeTitle } from './cause-title';
import { fixerOf, hasFixer } from './fixer';
import { nextAction } from './next-action';
import { standingOf } from './standing';
import { endedSteps, stepOf, stepsDone } from './step';

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

  test('a sealed key that no store takes to us', () => {
    expect(standing('delivering')).toMatchObject({ turnsTo: 'needs-us' });
  });

  test('a healthy connection to expiring, sixty days before its key ends', () => {
    const { keyExpiresAt, turnsAt, turnsTo } = standing('connected');
    expect([turnsTo, (keyExpiresAt?.getTime() ?? 0) - (turnsAt?.getTime() ?? 0)]).toEqual(['expiring', 60 * 86_400_000]);
    const soon = { ...stages.connected, credentials: [credential({ expiresAt: at(400 + 59 * 86_400) })] };
    expect(standingOf(soon, from)).toMatchObject({ tab: 'expiring', cause: 'key-expiring', turnsAt: null });
  });

  test('nothing that waits for a person', () => {
    expect([standing('attention').turnsAt, standing('looked').turnsAt]).toEqual([null, null]);
  });
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

test.each(problemCodes)('somebody has thought about who fixes %s, and what to do', (code) => {
  expect(hasFixer(code)).toBe(true);
  const action = nextAction({ tab: 'needs-customer', step: 'approve', cause: code, adminName: 'Ingrid', organization: 'Contoso' });
  expect(action).toEqual({ title: expect.stringMatching(/^[A-Z]/), by: expect.any(String) });
  expect(causeTitle(code)).toEqual({ title: expect.any(String), by: fixerOf(code) });
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
