import { describe, expect, test } from 'vitest';
import type { ConnectionRecord } from './connection';
import { type NextStep, nextStep, plannedFor } from './next-step';
import { application, at, callbackUrl, complete, credential, endpoint, grants, ids, person, resources } from './record.test-data';
import { stages } from './stages.test-data';

const step = (record: ConnectionRecord, now = at(400)) => nextStep(record, { callbackUrl, now, who: person.oid });
const change = (kind: string) => ({ kind: 'change', change: expect.objectContaining({ kind }) });

const steps: readonly [string, ConnectionRecord, unknown][] = [
  ['fresh', stages.fresh, change('observe')],
  ['looked', stages.looked, { kind: 'admin', why: 'decide' }],
  ['accepted', stages.accepted, change('createApplication')],
  ['app', stages.app, change('createServicePrincipal')],
  ['principal', stages.principal, change('awaitStableReads')],
  ['consentWait', stages.consentWait, { kind: 'admin', why: 'consent' }],
  ['checking', stages.checking, change('checkGrants')],
  ['minting', stages.minting, change('mintCredential')],
  ['sealed', stages.sealed, change('deliverCredential')],
  ['delivering', stages.delivering, change('deliverCredential')],
  ['verifying', stages.verifying, change('proveAccess')],
  ['connected', stages.connected, { kind: 'nothing' }],
  ['attention', stages.attention, { kind: 'admin', why: 'problem' }],
];

describe('who moves next', () => {
  test.each(steps)('at %s', (_, record, expected) => expect(step(record)).toEqual(expected));

  test('everything in place without a mark of the end is finished', () => {
    const record = { ...stages.connected, connectedAt: null };
    expect(step(record)).toEqual<NextStep>({ kind: 'finish' });
  });

  test('a problem stops everything, a finished plan too', () => {
    const problem = { code: 'throttled', at: at(1), evidence: {} } as const;
    for (const [, record] of steps) expect(step({ ...record, problem })).toEqual({ kind: 'admin', why: 'problem' });
  });

  test('a sign-in after the last look is followed by a look, whatever the stage', () => {
    for (const [name, record] of steps.filter(([, record]) => !record.problem)) {
      expect(step({ ...record, signedInAt: at(5000) }), name).toEqual(change('observe'));
    }
  });

  test('nothing is written before the admin accepted the plan, however much is there', () => {
    for (const [name, record] of steps) {
      if (record.problem || record.connectedAt || !record.observed) continue;
      expect(step({ ...record, acceptedAt: null }), name).toEqual({ kind: 'admin', why: 'decide' });
    }
  });
});

test('nothing is written for an admin who has not accepted, whatever a colleague has accepted before', () => {
  const colleague = { ...person, oid: ids.key };
  for (const [name, record] of steps) {
    if (record.problem || record.connectedAt || !record.observed) continue;
    const asColleague = nextStep(record, { callbackUrl, now: at(400), who: colleague.oid });
    expect(asColleague, name).toEqual({ kind: 'admin', why: 'decide' });
  }
});

test('who accepted goes on with what was accepted, although a colleague has signed in meanwhile', () => {
  const colleague = { ...person, oid: ids.key };
  expect(step({ ...stages.accepted, admin: colleague })).toEqual(change('createApplication'));
});

test('a guest is stopped for himself alone', () => {
  const guest = { ...complete, me: { ...complete.me, id: person.oid, isGuest: true } };
  expect(step({ ...stages.connected, observed: guest })).toEqual({ kind: 'admin', why: 'guest' });
  expect(nextStep({ ...stages.connected, observed: guest }, { callbackUrl, now: at(400), who: ids.key })).toEqual({ kind: 'nothing' });
});

describe('a connected tenant that changed', () => {
  const kindsOf = (seen: Partial<typeof complete>) =>
    plannedFor({ ...stages.connected, observed: { ...complete, ...seen } }, { callbackUrl, now: at(400) })?.changes.map(
      (item) => item.kind,
    );

  test('shows in its plan everything that an acceptance sets in motion when the app was deleted', () => {
    const gone = kindsOf({ application: null, servicePrincipal: null, grants: null });
    expect(gone).toEqual([
      'createApplication',
      'createServicePrincipal',
      'awaitStableReads',
      'requestConsent',
      'checkGrants',
      'mintCredential',
    ]);
  });

  test('gets a principal again when the enterprise application alone was deleted', () => {
    const gone = kindsOf({ servicePrincipal: null, grants: null });
    expect(gone).toEqual(['createServicePrincipal', 'awaitStableReads', 'requestConsent', 'checkGrants']);
  });

  const changes: readonly [string, Partial<typeof complete>][] = [
    ['a permission was taken away', { grants: grants.slice(1) }],
    ['a return address was added', { application: { ...application, redirectUris: [callbackUrl, 'https://evil.example'] } }],
    ['an API is gone', { resources: { ...resources, [endpoint]: null } }],
  ];
  test.each(changes)('%s: the admin decides, nothing runs by itself', (_, seen) => {
    const record = { ...stages.connected, observed: { ...complete, ...seen }, signedInAt: at(0) };
    expect(step(record)).toEqual({ kind: 'admin', why: 'decide' });
  });

  test('an expired key is a decision of the admin', () => {
    expect(step({ ...stages.connected, credentials: [credential({ expiresAt: at(399) })] })).toEqual({ kind: 'admin', why: 'decide' });
  });
});

test('there is no plan before the first look', () => {
  expect(plannedFor(stages.fresh, { callbackUrl, now: at(1) })).toBeNull();
  expect(plannedFor(stages.connected, { callbackUrl, now: at(400) })?.changes).toEqual([]);
});
