import { describe, expect, test } from 'vitest';
import type { ConnectionRecord } from '../../domain/connection';
import { problemCodes } from '../../domain/problem';
import { at, complete, credential, endpoint, grants, ids, intended, resources } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { changedSoFar } from './problem-view';
import { viewOf } from './view.test-data';

const evidence = { Code: 'Authorization_RequestDenied', 'Request ID': 'r-1', 'Correlation ID': 'c-1' };
const problemOf = (record: ConnectionRecord, code: (typeof problemCodes)[number]) =>
  viewOf({ ...record, problem: { code, at: at(90), evidence } }).problem;
const records = Object.entries(stages).filter(([name]) => !['attention', 'intending'].includes(name));

describe.each(problemCodes)('the problem %s', (code) => {
  test('has four parts, at most one next step and the ids for support, at every stage', () => {
    for (const [name, record] of records) {
      const problem = problemOf(record, code);
      expect(problem, name).toMatchObject({ code, details: expect.arrayContaining([{ label: 'Code', value: evidence.Code }]) });
      for (const text of [problem?.title, problem?.happened, problem?.state, problem?.who, problem?.next])
        expect(text, name).toMatch(/^\S.{3,}/);
      expect(JSON.stringify(problem), name).not.toMatch(/undefined|null of|NaN|\[object/);
    }
  });

  test('is shown on the screen of problems, and the admin moves next', () => {
    const view = viewOf({ ...stages.checking, problem: { code, at: at(90), evidence } });
    expect([view.screen, view.next, view.wait]).toEqual(['problem', { by: 'admin', retryAfterSeconds: 0 }, null]);
    expect(view.steps.filter((step) => step.state === 'stop')).toHaveLength(1);
  });
});

describe('the details', () => {
  test('name meaning, evidence, time, tenant, connection and our code', () => {
    expect(problemOf(stages.checking, 'grants-incomplete')?.details).toEqual([
      { label: 'Meaning', value: expect.any(String) },
      { label: 'Code', value: evidence.Code },
      { label: 'Request ID', value: 'r-1' },
      { label: 'Correlation ID', value: 'c-1' },
      { label: 'Time', value: '2026-11-23 12:01:30 UTC' },
      { label: 'Tenant ID', value: ids.tenant },
      { label: 'Connection', value: ids.connection },
      { label: 'Our code', value: 'grants-incomplete' },
    ]);
  });
});

describe('a life that a policy refused', () => {
  const asked = (days: number) =>
    intended({ attempt: `${days}`, state: 'refused', startsAt: at(0), expiresAt: new Date(at(0).getTime() + days * 86_400_000) });
  const happened = (...days: number[]) =>
    problemOf({ ...stages.minting, credentials: days.map(asked) }, 'secret-policy-lifetime')?.happened;

  test('is told as it was asked for', () => {
    expect(happened(730, 30, 7)).toContain('refused each life we asked for, from 730 days down to 7.');
    expect(happened(7)).toContain('refused a key of 7 days, the shortest life that we ask for.');
    expect(happened()).toContain('refused each life we asked for.');
  });
});

test('a key in doubt is spoken of beside the one that is made, and never denied', () => {
  const state = (record: ConnectionRecord) => problemOf(record, 'secret-unknown')?.state;
  expect(state(stages.minting)).toMatch(/There may be a key whose value nobody holds\.$/);
  expect(state(stages.verifying)).toMatch(/One key was made\. .* There may be another key, whose value nobody holds\.$/);
});

describe('how far the organization has been changed', () => {
  const certified = credential({ attempt: ids.app, state: 'unproved', thumbprint: 'AB'.repeat(32) });
  const cases: readonly [string, ConnectionRecord, ReturnType<typeof changedSoFar>][] = [
    ['nothing made', stages.accepted, 'nothing'],
    ['an app', stages.app, 'app'],
    ['a principal', stages.principal, 'principal'],
    ['some grants seen', { ...stages.checking, observed: { ...complete, grants: grants.slice(40) } }, 'granted'],
    ['all grants', stages.minting, 'granted'],
    ['a key that was only intended', stages.intending, 'granted'],
    ['a key', stages.sealed, 'key'],
    ['a key that was not proved and may be there', { ...stages.minting, credentials: [credential({ state: 'unproved' })] }, 'key'],
    ['a certificate', { ...stages.minting, credentials: [certified] }, 'certificate'],
    ['a certificate, and a secret after all', { ...stages.minting, credentials: [certified, credential()] }, 'key'],
    ['a key that was removed', { ...stages.minting, credentials: [credential({ state: 'removed' })] }, 'granted'],
  ];
  test.each(cases)('%s', (_, record, change) => expect(changedSoFar(record)).toBe(change));

  test('is said with the numbers that were read', () => {
    const record = { ...stages.checking, observed: { ...complete, grants: grants.slice(0, 40) } };
    expect(problemOf(record, 'grants-incomplete')?.state).toContain('40 of 49 permissions granted');
  });

  test('names the APIs that are missing', () => {
    const record = { ...stages.accepted, observed: { ...complete, resources: { ...resources, [endpoint]: null } } };
    expect(JSON.stringify(problemOf(record, 'resource-missing'))).toContain('Defender for Endpoint');
  });
});
