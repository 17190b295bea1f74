import { describe, expect, test } from 'vitest';
import type { ConnectionView } from '../../contract/connection';
import { unwatchedProofMs } from '../../domain/credential';
import { at, complete, credential, endpoint, grants, ids, resources, untouched } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { operation, viewOf } from './view.test-data';

type Stage = keyof typeof stages;
const screens: Record<Stage, readonly [ConnectionView['screen'], ConnectionView['next']['by']]> = {
  fresh: ['checking', 'portal'],
  looked: ['plan', 'admin'],
  accepted: ['progress', 'portal'],
  app: ['progress', 'portal'],
  principal: ['progress', 'microsoft'],
  consentWait: ['approve', 'admin'],
  checking: ['progress', 'microsoft'],
  minting: ['progress', 'portal'],
  intending: ['progress', 'portal'],
  sealed: ['progress', 'portal'],
  delivering: ['progress', 'portal'],
  verifying: ['progress', 'portal'],
  connected: ['connected', 'nobody'],
  attention: ['problem', 'admin'],
};

describe('the view of a connection', () => {
  test.each(Object.entries(stages))('at %s fits the contract, shows its screen and says who moves next', (stage, record) => {
    const view = viewOf(record);
    expect([view.screen, view.next.by]).toEqual(Object.entries(screens).find(([name]) => name === stage)?.[1]);
    expect([view.id, view.state]).toEqual([record.id, record.state]);
    expect(view.problem === null).toBe(record.problem === null);
    expect(view.result === null).toBe(record.connectedAt === null);
  });

  test.each(Object.entries(stages))('at %s counts 61 permissions as soon as the organization was read', (_, record) => {
    const { permissions, organization } = viewOf(record);
    if (!record.observed) return expect([organization, permissions.total]).toEqual([null, 0]);
    expect(permissions).toEqual({ total: 61, application: 49, delegated: 12, missingApis: [], absent: null, leftOut: [], setAside: [] });
    expect(organization).toEqual({ name: 'Contoso Ltd', domain: 'contoso.example', tenantId: ids.tenant });
  });

  test.each(Object.entries(stages))('at %s holds no secret and no Microsoft token', (_, record) => {
    const leak = { jwe: 'SECRET-MARKER', sealedToken: 'SECRET-MARKER', accessToken: 'SECRET-MARKER', secretText: 'SECRET-MARKER' };
    const careless = {
      ...record,
      ...leak,
      admin: { ...record.admin, ...leak },
      credentials: record.credentials.map((item) => ({ ...item, ...leak })),
    };
    const operations = [{ ...operation('mintCredential', 300), ...leak }];
    expect(JSON.stringify(viewOf(careless, { operations }))).not.toMatch(/MARKER|jwe|secretText/i);
  });

  test('shows a re-check of a connected tenant as checking, and its way to the end as progress', () => {
    expect(viewOf({ ...stages.connected, signedInAt: at(9000) }).screen).toBe('checking');
    expect(viewOf({ ...stages.minting, signedInAt: at(9000) }).screen).toBe('progress');
    expect(viewOf({ ...stages.connected, connectedAt: null }).screen).toBe('progress');
  });

  test('shows what drifted as a plan again', () => {
    const view = viewOf({ ...stages.connected, observed: { ...complete, grants: grants.slice(1) }, consentReturnedAt: null });
    expect([view.screen, view.state]).toEqual(['plan', 'connected']);
    expect(view.plan.map((line) => line.kind)).toEqual(['requestConsent']);
  });

  test('says when to ask again: after the pause, at once, or half a second into a proof', () => {
    const after = (record: (typeof stages)[Stage], notBefore: Date | null) => viewOf({ ...record, notBefore }).next.retryAfterSeconds;
    expect(after(stages.checking, at(407))).toBe(7);
    expect(after(stages.checking, at(300))).toBe(0);
    expect(after(stages.verifying, null)).toBe(0.5);
    expect(after(stages.verifying, at(403))).toBe(3);
    expect(after(stages.connected, at(407))).toBe(0);
  });

  test('has the page look by itself once somebody has left for the approval, while a token lives', () => {
    const left = { ...stages.consentWait, consentRequestedAt: at(200) };
    expect(viewOf(stages.consentWait).next).toEqual({ by: 'admin', retryAfterSeconds: 0 });
    expect(viewOf(left).next).toEqual({ by: 'admin', retryAfterSeconds: 5 });
    expect(viewOf(left, { tokenLives: false }).next).toEqual({ by: 'admin', retryAfterSeconds: 0 });
  });

  test('says when the organization was read that the plan is made from', () => {
    expect([viewOf(stages.fresh).observedAt, viewOf(stages.looked).observedAt]).toEqual([null, at(10).toISOString()]);
  });

  test('names the consent page by its origin alone', () => {
    expect(viewOf(stages.consentWait).consentAddress).toBe('https://login.microsoftonline.com/');
  });

  test('names the APIs that are missing, and counts what is left out', () => {
    const observed = { ...untouched, resources: { ...resources, [endpoint]: null } };
    expect(viewOf({ ...stages.looked, observed }).permissions).toMatchObject({ total: 61, missingApis: [endpoint], leftOut: [] });
    const { permissions } = viewOf({ ...stages.looked, observed, leftOut: [endpoint] });
    expect([permissions.total, permissions.setAside.length, permissions.leftOut]).toEqual([45, 16, [endpoint]]);
  });
});

describe('the six steps', () => {
  const statesOf = (stage: Stage, change = {}) =>
    viewOf({ ...stages[stage], ...change })
      .steps.map((step) => step.state)
      .join(' ');
  const cases: readonly [Stage, string][] = [
    ['fresh', 'done now todo todo todo todo'],
    ['looked', 'done now todo todo todo todo'],
    ['accepted', 'done done now todo todo todo'],
    ['principal', 'done done now todo todo todo'],
    ['consentWait', 'done done done now todo todo'],
    ['checking', 'done done done now todo todo'],
    ['minting', 'done done done done now todo'],
    ['sealed', 'done done done done now todo'],
    ['verifying', 'done done done done done now'],
    ['connected', 'done done done done done done'],
    ['attention', 'done done done stop todo todo'],
  ];
  test.each(cases)('at %s are %s', (stage, states) => expect(statesOf(stage)).toBe(states));

  test('wait where Microsoft is waited for', () => {
    expect(statesOf('checking', { waitReason: 'grants', waitingSince: at(101) })).toBe('done done done wait todo todo');
  });

  test('have times from the journal, and an end only when they are done', () => {
    const operations = [
      operation('observe', 5),
      operation('createApplication', 30),
      operation('awaitStableReads', 40),
      operation('checkGrants', 100),
    ];
    const [signIn, check, create, approve, secure] = viewOf(stages.checking, { operations }).steps;
    expect(signIn).toMatchObject({ startedAt: at(0).toISOString(), durationMs: null });
    expect(check).toMatchObject({ startedAt: at(5).toISOString(), durationMs: 2000, expected: null });
    expect(create).toMatchObject({ startedAt: at(30).toISOString(), durationMs: 12_000 });
    expect(approve).toMatchObject({ startedAt: at(100).toISOString(), durationMs: null, expected: 'about 30 s' });
    expect(secure).toMatchObject({ startedAt: null, durationMs: null });
  });

  test('count the grants that show', () => {
    const sentence = (seen: typeof grants) => viewOf({ ...stages.checking, observed: { ...complete, grants: seen } }).steps[3]?.sentence;
    expect(sentence(grants.slice(7))).toBe('42 of 49 application permissions show as granted.');
    expect(viewOf(stages.minting).steps[3]?.sentence).toBe(
      '49 of 49 application permissions granted, approval returned by adele@contoso.example',
    );
    expect(viewOf({ ...stages.minting, consentBy: null }).steps[3]?.sentence).toBe('49 of 49 application permissions granted');
  });
});

test('an overdue proof still shows as a step that runs', () => {
  const record = { ...stages.verifying, credentials: [credential({ state: 'delivered', provedAt: null })] };
  expect(viewOf(record, { now: new Date(at(300).getTime() + unwatchedProofMs + 1) }).steps[5]?.state).toBe('now');
});

describe('a connection that came with an invitation', () => {
  const invitation = {
    ...{ id: ids.attempt, customer: 'Pinecrest Schools', customerId: 'C-1042', releasedAt: null, refusedAt: null },
    expected: { kind: 'domain', domain: 'pinecrest.example' },
  } as const;
  const held = { ...stages.looked, state: 'held', invitation } as const;

  test('shows whose it is', () => {
    const expected = { ...invitation, expected: { kind: 'tenant', tenantId: ids.tenant } } as const;
    expect(viewOf({ ...stages.looked, invitation: expected })).toMatchObject({
      screen: 'plan',
      invitation: { customer: 'Pinecrest Schools', expected: ids.tenant },
    });
    expect(viewOf(stages.looked).invitation).toBeNull();
  });

  test('and is held waits for FortifyData, looking by itself', () => {
    const view = viewOf(held);
    expect([view.screen, view.next, view.problem?.code]).toEqual([
      'problem',
      { by: 'fortifydata', retryAfterSeconds: 5 },
      'invitation-held',
    ]);
    expect(view.problem?.happened).toContain('pinecrest.example');
    expect(view.steps.map(({ state }) => state)).toEqual(['done', 'wait', 'todo', 'todo', 'todo', 'todo']);
  });

  test('and was refused stands still', () => {
    const view = viewOf({ ...held, invitation: { ...invitation, refusedAt: at(20) } });
    expect([view.next.by, view.problem?.code, view.steps[1]?.state]).toEqual(['nobody', 'invitation-refused', 'stop']);
  });
});
