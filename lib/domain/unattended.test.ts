import { describe, expect, test } from 'vitest';
import type { ConnectionRecord } from './connection';
import { unwatchedProofMs } from './credential';
import { alarmDueAt, undelivered } from './delivery';
import { at, callbackUrl, complete, credential, person } from './record.test-data';
import { stages } from './stages.test-data';
import { dueAt, unattendedStep } from './unattended';

const step = (record: ConnectionRecord, now = at(400)) => unattendedStep(record, { callbackUrl, now });
const does = (kind: string) => ({ kind: 'change', change: expect.objectContaining({ kind }) });
const nothing = { kind: 'nothing' };
const problem = (code: 'delivery-delayed' | 'throttled') => ({ code, at: at(1), evidence: {} }) as const;

const steps: readonly [keyof typeof stages, unknown, Date | null][] = [
  ['fresh', nothing, null],
  ['looked', nothing, null],
  ['accepted', nothing, null],
  ['app', nothing, null],
  ['principal', nothing, null],
  ['consentWait', nothing, null],
  ['checking', nothing, null],
  ['minting', nothing, null],
  ['intending', nothing, null],
  ['sealed', does('deliverCredential'), at(305)],
  ['delivering', does('deliverCredential'), at(305)],
  ['verifying', does('proveAccess'), new Date(at(300).getTime() + unwatchedProofMs + 1)],
  ['connected', nothing, null],
  ['attention', nothing, null],
];

describe('with nobody at a browser', () => {
  test.each(steps)('%s: only what needs no token is done, and a worker is called for nothing else', (name, expected, due) => {
    expect(step(stages[name])).toEqual(expected);
    expect(dueAt(stages[name])).toEqual(due);
  });

  test('a fresh sign-in, or one of a colleague who has accepted nothing, does not hold up a sealed key', () => {
    const later = { ...stages.delivering, signedInAt: at(390), admin: { ...person, oid: 'colleague' } };
    expect(step(later)).toEqual(does('deliverCredential'));
  });

  test('a plan that nobody has accepted is not begun', () => {
    expect(step({ ...stages.delivering, acceptedBy: null })).toEqual(nothing);
  });

  test('a good proof is taken at once, but the browser comes first', () => {
    const proved = { ...stages.verifying, credentials: [credential({ state: 'delivered' })] };
    expect(step(proved)).toEqual(does('proveAccess'));
    expect(dueAt(proved)).toEqual(at(313));
  });

  test('what is left of a repair is finished', () => {
    const repaired = { ...stages.connected, state: 'verifying' as const, connectedAt: null };
    expect(step(repaired)).toEqual({ kind: 'finish' });
    expect(dueAt(repaired)).toEqual(at(113));
  });

  test('a change of the tenant that comes first waits for its person; a sealed key does not wait for it', () => {
    const observed = { ...complete, application: complete.application && { ...complete.application, tags: [] } };
    const proved = { ...stages.verifying, credentials: [credential({ state: 'delivered' })], observed };
    expect(step(proved)).toEqual(nothing);
    const sealed = { ...stages.delivering, observed };
    expect([step(sealed), dueAt(sealed)]).toEqual([does('deliverCredential'), at(305)]);
    const unread = { ...stages.delivering, observed: null };
    expect([step(unread), dueAt(unread)]).toEqual([does('deliverCredential'), at(305)]);
  });

  test('a sealed key is left where another kind was chosen since, and where its app is not known', () => {
    const certificate = { thumbprint: 'AB', der: '', startsAt: at(0), expiresAt: at(9_000) };
    for (const other of [
      { ...stages.delivering, certificate },
      { ...stages.delivering, applicationObjectId: null, appId: null },
    ])
      expect([step(other), dueAt(other)]).toEqual([nothing, null]);
  });
});

describe('a store that does not take the key', () => {
  test('and refuses is tried again at its time, and the alarm is not forgotten over it', () => {
    const refused = { ...stages.delivering, state: 'attention' as const, problem: problem('delivery-delayed'), notBefore: at(500) };
    expect(step(refused)).toEqual(does('deliverCredential'));
    expect(dueAt(refused)).toEqual(at(500));
    expect(dueAt({ ...refused, notBefore: at(2_000) })).toEqual(at(302 + 900));
    const alarmed = [credential({ state: 'sealed', deliveredAt: null, provedAt: null, deliveryAlarmedAt: at(1_300) })];
    expect(dueAt({ ...refused, notBefore: at(2_000), credentials: alarmed })).toEqual(at(2_000));
  });

  test('is tried again and alarms whatever other problem waits for a person', () => {
    const other = { ...stages.delivering, state: 'attention' as const, problem: problem('throttled'), notBefore: at(2_000) };
    expect([step(other), dueAt(other)]).toEqual([does('deliverCredential'), at(302 + 900)]);
    const delivered = { ...stages.verifying, state: 'attention' as const, problem: problem('throttled') };
    expect(step(delivered)).toEqual(nothing);
  });

  test('alarms 15 minutes after the key was sealed, once', () => {
    const [waiting] = stages.delivering.credentials;
    expect(waiting && alarmDueAt(waiting)).toEqual(at(302 + 900));
    expect(waiting && alarmDueAt({ ...waiting, deliveryAlarmedAt: at(1_300) })).toBeNull();
    expect(undelivered(stages.verifying)).toBeNull();
  });
});
