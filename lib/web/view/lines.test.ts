import { describe, expect, test } from 'vitest';
import type { ChangeKind } from '../../domain/change';
import { waitReasons } from '../../domain/change';
import type { ConnectionRecord } from '../../domain/connection';
import { manifest } from '../../domain/permissions';
import {
  application,
  at,
  callbackUrl,
  complete,
  credential,
  endpoint,
  grants,
  person,
  proof,
  resources,
  untouched,
} from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { receiptDocument } from './receipt-document';
import { operation, viewOf } from './view.test-data';

describe('what we did so far', () => {
  const results: readonly [ChangeKind, Parameters<typeof operation>[2], string][] = [
    ['createApplication', {}, 'created'],
    ['observe', {}, 'done'],
    ['awaitStableReads', { outcome: 'wait' }, 'not there yet'],
    ['checkGrants', { outcome: 'wait', detail: '40 of 49' }, '40 of 49'],
    ['mintCredential', { outcome: 'refused' }, 'refused'],
    ['mintCredential', { outcome: 'unknown' }, 'no answer came'],
    ['createApplication', { outcome: 'unknown', endedAt: at(4000) }, 'no answer came'],
    ['deliverCredential', { outcome: null, endedAt: null }, 'running'],
  ];
  test.each(results)('%s %j reads as %j', (change, ending, result) => {
    const [line] = viewOf(stages.minting, { operations: [operation(change, 30, ending)] }).log;
    expect(line).toMatchObject({
      at: at(30).toISOString(),
      result,
      durationMs: ['no answer came', 'running'].includes(result) ? null : 2000,
    });
    expect(line?.text).toMatch(/^[A-Z]/);
  });

  test('carries neither the calls nor the ids of a line', () => {
    const call = { purpose: 'MARKER', at: at(1), durationMs: 1, status: 200, requestId: 'MARKER', clientRequestId: 'MARKER', code: null };
    expect(JSON.stringify(viewOf(stages.minting, { operations: [operation('observe', 1, { calls: [call] })] }))).not.toContain('MARKER');
  });
});

describe('the plan in words', () => {
  const lines = (record: ConnectionRecord) => viewOf(record).plan.map((line) => line.title);

  test('of an untouched organization names one app, one principal, 61 permissions and one key', () => {
    expect(lines(stages.looked)).toEqual([
      'Create 1 app registration',
      'Create 1 service principal',
      'Ask for 61 permissions',
      'Create 1 key, after you approve',
    ]);
  });

  test('counts the principals of missing APIs with our own', () => {
    const observed = { ...untouched, resources: { ...resources, [endpoint]: null } };
    expect(viewOf({ ...stages.looked, observed }).plan[1]).toMatchObject({
      title: 'Create 2 service principals',
      text: 'One for the new app, one for Microsoft’s Defender for Endpoint.',
    });
  });

  test('says what differs, and counts the keys to be removed', () => {
    const observed = { ...complete, application: { ...application, redirectUris: [] } };
    const stale = (attempt: string) => credential({ attempt, state: 'unproved' });
    const view = viewOf({ ...stages.connected, observed, credentials: [stale('a'), stale('b')] });
    expect(view.plan.map((line) => line.title)).toEqual(['Bring the app up to date', 'Remove 2 keys that were never used', 'Create 1 key']);
    expect(view.plan[0]?.text).toBe('Different now: return address.');
  });

  test('says what goes because the other kind of key was chosen', () => {
    const added = credential({ attempt: 'a', state: 'unproved', thumbprint: 'AB'.repeat(32), keyId: 'certificate' });
    const changed = lines({ ...stages.connected, credentials: [added, credential()] });
    expect(changed).toEqual(['Remove FortifyData’s certificate']);
  });

  test('of a complete organization is empty', () => expect(lines(stages.connected)).toEqual([]));
});

describe('a wait', () => {
  test('for copies says what is copied: an API’s entry, the new app, or a later change of it', () => {
    const title = (stage: keyof typeof stages) =>
      viewOf({ ...stages[stage], waitReason: 'replication', waitingSince: at(390) }).wait?.title;
    expect([title('accepted'), title('principal'), title('minting')]).toEqual([
      'Microsoft is adding the entry of an API',
      'Microsoft is copying the new app',
      'Microsoft is catching up',
    ]);
  });

  test.each(waitReasons)('for %s has words, a beginning and a usual time', (waitReason) => {
    const { wait } = viewOf({ ...stages.checking, waitReason, waitingSince: at(101) });
    expect(wait).toMatchObject({
      since: at(101).toISOString(),
      title: expect.stringMatching(/^[A-Z]/),
      lead: expect.stringMatching(/\.$/),
    });
    expect(wait?.usualToSeconds).toBeLessThanOrEqual(wait?.scaleSeconds ?? 0);
  });

  test('says what the last look saw', () => {
    const operations = [operation('checkGrants', 101, { outcome: 'wait', detail: '40 of 49' })];
    expect(viewOf({ ...stages.checking, waitReason: 'grants', waitingSince: at(101) }, { operations }).wait?.sentence).toMatch(
      /Last look: 40 of 49\.$/,
    );
  });

  test('for a proof begins when the key was delivered', () => {
    expect(viewOf(stages.verifying, { operations: [operation('deliverCredential', 303)] }).wait?.since).toBe(at(305).toISOString());
    expect(viewOf(stages.verifying).wait).toBeNull();
  });

  test.each(['looked', 'consentWait', 'connected', 'attention'] as const)('is none at %s, where Microsoft is not waited for', (stage) => {
    expect(viewOf({ ...stages[stage], waitReason: 'grants', waitingSince: at(1) }).wait).toBeNull();
  });
});

describe('the result', () => {
  const result = (change: object, now = at(400)) => viewOf({ ...stages.connected, ...change }, { now }).result;
  const answering = (answer: 'no-data' | 'refused') => ({
    proof: { ...proof, apis: proof.apis.map((api) => (api.api === 'endpoint' ? { ...api, answer } : api)) },
  });
  const health: readonly [string, object, object][] = [
    ['all well', {}, { tone: 'good', text: 'Healthy', granted: 49, wanted: 49, apisAnswering: 3, apis: 3 }],
    ['an API without data', answering('no-data'), { tone: 'note', text: 'Healthy, with notes', apisAnswering: 3 }],
    ['an API that refuses', answering('refused'), { tone: 'warn', apisAnswering: 2 }],
    ['a grant taken away', { observed: { ...complete, grants: grants.slice(1) } }, { tone: 'warn', text: 'Changed', granted: 48 }],
  ];
  test.each(health)('of %s', (_, change, expected) => expect(result(change)?.health).toMatchObject(expected));

  test('counts the days of the key, and never below none', () => {
    expect(result({})?.key).toMatchObject({ days: 730, daysLeft: 730 });
    expect(result({}, at(240 + 86_400))?.key.daysLeft).toBe(729);
    expect(result({}, at(800 * 86_400))?.key.daysLeft).toBe(0);
  });

  test('says that nothing was to change when the admin came back to a complete organization', () => {
    expect(result({})?.nothingToChange).toBe(false);
    expect(result({ signedInAt: at(320), observed: { ...complete, at: at(330) } })?.nothingToChange).toBe(true);
  });

  test('and the receipt name who came back from Microsoft’s page, and nobody where nobody did', () => {
    const { oid, name, account } = person;
    const receiptOf = (change: object) => receiptDocument({ ...stages.connected, ...change }, callbackUrl);
    expect([result({})?.returnedBy, receiptOf({})?.returnedBy]).toEqual([
      { name, account },
      { oid, name, account },
    ]);
    expect([result({ consentBy: null })?.returnedBy, receiptOf({ consentBy: null })?.returnedBy]).toEqual([null, null]);
  });

  test('and the receipt name the permission list that was accepted, not today’s', () => {
    const listsOf = (change: object) => [
      result(change)?.manifest,
      receiptDocument({ ...stages.connected, ...change }, callbackUrl)?.manifest,
    ];
    const { version, sha256 } = manifest;
    expect(listsOf({})).toEqual([
      { version, sha256 },
      { version, sha256 },
    ]);
    const accepted = { version: null, sha256: 'b'.repeat(64) };
    expect(listsOf({ manifestHash: accepted.sha256 })).toEqual([accepted, accepted]);
  });

  test.each(['fresh', 'minting', 'verifying'] as const)('and the receipt are none at %s', (stage) => {
    expect([viewOf(stages[stage]).result, receiptDocument(stages[stage], 'https://x.example')]).toEqual([null, null]);
  });
});
