import { describe, expect, test } from 'vitest';
import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import { desiredFor } from './desired';
import type { Observed } from './observed';
import { plan } from './plan';
import {
  application,
  at,
  callbackUrl,
  complete,
  endpoint,
  grants,
  graph,
  ids,
  resources,
  threatProtection,
  untouched,
} from './record.test-data';
import { stages } from './stages.test-data';

const now = at(400);
const planOf = (record: ConnectionRecord, observed: Observed, leftOut: readonly string[] = []) =>
  plan({ desired: desiredFor({ observed, leftOut, callbackUrl }), observed, record, now });
const kinds = (changes: readonly Change[]) => changes.map((change) => change.kind);
const first = ['createApplication', 'createServicePrincipal', 'awaitStableReads', 'requestConsent', 'checkGrants', 'mintCredential'];

describe('the plan of a tenant', () => {
  test('that was never touched is the whole way, in order, with 49 permissions to approve', () => {
    const changes = planOf(stages.accepted, untouched);
    expect(kinds(changes)).toEqual(first);
    expect(changes.map((change) => change.by)).toEqual(['portal', 'portal', 'microsoft', 'admin', 'microsoft', 'portal']);
    expect(changes[3]).toEqual({ kind: 'requestConsent', by: 'admin', missing: 49 });
  });

  test('that is connected and unchanged is empty, however often it is made', () => {
    expect(planOf(stages.connected, complete)).toEqual([]);
    expect(planOf(stages.connected, { ...complete, at: at(86_400) })).toEqual([]);
  });

  test('is the same for the same input and changes none of it', () => {
    const input = structuredClone({ record: stages.accepted, observed: untouched });
    expect(planOf(input.record, input.observed)).toEqual(planOf(input.record, input.observed));
    expect(input).toEqual({ record: stages.accepted, observed: untouched });
  });

  test('without two of the APIs creates both and looks again before anything else', () => {
    const observed = { ...untouched, resources: { ...resources, [endpoint]: null, [threatProtection]: null } };
    const changes = planOf(stages.accepted, observed);
    expect(kinds(changes)).toEqual(['createResourcePrincipal', 'createResourcePrincipal', 'observe', ...first]);
    expect(changes.slice(0, 2)).toEqual([
      { kind: 'createResourcePrincipal', by: 'portal', resourceAppId: threatProtection, api: 'Defender XDR' },
      { kind: 'createResourcePrincipal', by: 'portal', resourceAppId: endpoint, api: 'Defender for Endpoint' },
    ]);
    expect(changes).toContainEqual({ kind: 'requestConsent', by: 'admin', missing: 49 });
  });

  test('whose API was created and does not show yet looks again and creates it no second time', () => {
    const observed = { ...untouched, resources: { ...resources, [endpoint]: null } };
    expect(kinds(planOf({ ...stages.accepted, createdResources: [endpoint] }, observed))).toEqual(['observe', ...first]);
  });

  test('that goes without an API neither creates it nor asks for its permissions', () => {
    const observed = { ...untouched, resources: { ...resources, [endpoint]: null } };
    const changes = planOf(stages.accepted, observed, [endpoint]);
    expect(kinds(changes)).toEqual(first);
    expect(changes).toContainEqual({ kind: 'requestConsent', by: 'admin', missing: 33 });
  });

  test('that has our application, unknown to the record, takes it over by an upsert and makes no second one', () => {
    const changes = planOf(stages.accepted, { ...complete, servicePrincipal: null, grants: [] });
    expect(kinds(changes)).toEqual(['updateApplication', ...first.slice(1)]);
    expect(changes[0]).toMatchObject({ differences: [] });
  });

  test('whose application a lagging read does not show is not created again when the record knows it', () => {
    expect(kinds(planOf(stages.principal, { ...untouched, grants: [] }))).toEqual(first.slice(2));
  });
});

describe('an application that differs', () => {
  const [api] = application.requiredResourceAccess;
  const other = application.requiredResourceAccess.slice(1);
  const extra = { resourceAppId: graph, resourceAccess: [{ id: ids.key, type: 'Role' as const }] };
  const cases: readonly [string, Partial<typeof application>, readonly string[]][] = [
    ['a missing API', { requiredResourceAccess: other }, ['2 missing permissions']],
    ['an extra permission', { requiredResourceAccess: [...application.requiredResourceAccess, extra] }, ['1 extra permission']],
    ['a foreign return address', { redirectUris: [callbackUrl, 'https://evil.example/'] }, ['return address']],
    ['no return address', { redirectUris: [] }, ['return address']],
    ['all organizations', { signInAudience: 'AzureADMultipleOrgs' }, ['who may use the app']],
    ['another name', { displayName: 'Other' }, ['name']],
    ['no marker', { tags: [] }, ['marker']],
  ];
  test.each(cases)('%s is brought up to date and read back', (_, change, differences) => {
    const changes = planOf(stages.connected, { ...complete, application: { ...application, ...change } });
    expect(kinds(changes)).toEqual(['updateApplication', 'awaitStableReads']);
    expect(changes[0]).toEqual({ kind: 'updateApplication', by: 'portal', differences });
  });

  test('in the order of its lists, its letters or an extra tag does not differ', () => {
    const shuffled = application.requiredResourceAccess.toReversed().map((entry) => ({
      ...entry,
      resourceAccess: entry.resourceAccess.toReversed().map((row) => ({ ...row, id: row.id.toUpperCase() })),
    }));
    const observed = { ...complete, application: { ...application, requiredResourceAccess: shuffled, tags: [...application.tags, 'x'] } };
    expect(api?.resourceAccess).toHaveLength(2);
    expect(planOf(stages.connected, observed)).toEqual([]);
  });
});

describe('grants', () => {
  const wrong = grants.map((grant, index) => (index === 0 ? { ...grant, resourceId: ids.principal } : grant));
  const cases: readonly [string, Observed['grants'], readonly string[]][] = [
    ['48 of 49', grants.slice(1), ['requestConsent', 'checkGrants']],
    ['50 for 49', [...grants, { resourceId: ids.principal, appRoleId: ids.key }], ['checkGrants']],
    ['the right role of a wrong API', wrong, ['requestConsent', 'checkGrants']],
    ['none', [], ['requestConsent', 'checkGrants']],
    ['an unread list', null, ['checkGrants']],
  ];
  test.each(cases)('%s is not complete', (_, seen, expected) => {
    const record = { ...stages.connected, consentReturnedAt: null };
    expect(kinds(planOf(record, { ...complete, grants: seen }))).toEqual(expected);
  });

  test('that are missing after somebody came back are read, and consent is not asked again', () => {
    expect(kinds(planOf(stages.checking, { ...complete, grants: grants.slice(1) }))).toEqual(['checkGrants', 'mintCredential']);
  });

  test('are counted for the consent page one by one', () => {
    const changes = planOf({ ...stages.connected, consentReturnedAt: null }, { ...complete, grants: grants.slice(7) });
    expect(changes[0]).toEqual({ kind: 'requestConsent', by: 'admin', missing: 7 });
  });

  test('do not count without a service principal of ours', () => {
    const record = { ...stages.app, stableAt: at(60) };
    expect(kinds(planOf(record, complete))).toEqual(first.slice(1));
  });
});
