import { describe, expect, test } from 'vitest';
import { desiredFor, manifestResourceAppIds } from './desired';
import { applicationComplete, applicationDifferences } from './difference';
import type { Observed, ObservedResource } from './observed';
import { application, callbackUrl, endpoint, graph, resource, resources, threatProtection, untouched } from './record.test-data';

const desiredWith = (change: Observed['resources'], leftOut: readonly string[] = []) =>
  desiredFor({ observed: { ...untouched, resources: { ...resources, ...change } }, leftOut, callbackUrl });
const endpointWith = (change: (role: ObservedResource['appRoles'][number]) => ObservedResource['appRoles'][number]) => ({
  [endpoint]: { ...resource(endpoint), appRoles: resource(endpoint).appRoles.map(change) },
});
const disabled = endpointWith((role) => (role.value === 'Alert.Read.All' ? { ...role, isEnabled: false } : role));

describe('what is desired of a tenant', () => {
  const cases: readonly [string, ReturnType<typeof desiredWith>, { application: number; delegated: number; setAside: number }][] = [
    ['that offers everything', desiredWith({}), { application: 49, delegated: 12, setAside: 0 }],
    ['that lacks an API still to be created', desiredWith({ [endpoint]: null }), { application: 49, delegated: 12, setAside: 0 }],
    ['that goes without an API', desiredWith({ [endpoint]: null }, [endpoint]), { application: 33, delegated: 12, setAside: 16 }],
    ['that goes without Graph', desiredWith({}, [graph]), { application: 18, delegated: 0, setAside: 43 }],
    ['that goes without all', desiredWith({}, [...manifestResourceAppIds]), { application: 0, delegated: 0, setAside: 61 }],
    [
      'whose API lost a role',
      desiredWith({ [endpoint]: resource(endpoint, ['Alert.Read.All']) }),
      { application: 48, delegated: 12, setAside: 1 },
    ],
    ['whose API disabled a role', desiredWith(disabled), { application: 48, delegated: 12, setAside: 1 }],
    [
      'whose APIs offer nothing',
      desiredWith({ [endpoint]: resource('none'), [graph]: resource('none') }),
      { application: 2, delegated: 0, setAside: 59 },
    ],
    [
      'whose roles are for users alone',
      desiredWith(endpointWith((role) => ({ ...role, allowedMemberTypes: ['User'] }))),
      { application: 33, delegated: 12, setAside: 16 },
    ],
  ];
  test.each(cases)('%s adds up to 61', (_, desired, expected) => {
    const { application, delegated } = desired.counts;
    expect({ application, delegated, setAside: desired.setAside.length }).toEqual(expected);
    expect(application + delegated + desired.setAside.length).toBe(61);
    expect(desired.wantedGrants).toHaveLength(application);
    expect(desired.requiredResourceAccess.flatMap((api) => api.resourceAccess)).toHaveLength(application + delegated);
  });

  test('says why a row was set aside', () => {
    const { setAside } = desiredWith({ ...disabled, [graph]: resource(graph, ['Device.Read.All']) }, [threatProtection]);
    expect(new Set(setAside.map(({ value, reason }) => `${value} ${reason}`))).toEqual(
      new Set([
        'Device.Read.All retired',
        'Alert.Read.All disabled',
        'AdvancedHunting.Read.All resource-missing',
        'Incident.Read.All resource-missing',
      ]),
    );
  });

  test('takes the id that the tenant has for a name', () => {
    const id = '99999999-0000-4000-8000-000000000001';
    const desired = desiredWith(endpointWith((role) => (role.value === 'Alert.Read.All' ? { ...role, id } : role)));
    expect(desired.wantedGrants.find((grant) => grant.value === 'Alert.Read.All' && grant.resourceAppId === endpoint)?.appRoleId).toBe(id);
    expect(JSON.stringify(desired.requiredResourceAccess)).toContain(id);
  });

  test('names one return address, one marker and the APIs whose principal is needed', () => {
    expect(desiredWith({}, [endpoint])).toMatchObject({
      redirectUris: [callbackUrl],
      tags: ['fortifydata:defender:v1'],
      resourceAppIds: [threatProtection, graph],
    });
  });

  test('keeps the order of the guide, whatever the order of the tenant', () => {
    const turned = { ...resource(graph), appRoles: resource(graph).appRoles.toReversed(), scopes: resource(graph).scopes.toReversed() };
    expect(desiredWith({ [graph]: turned })).toEqual(desiredWith({}));
  });
});

describe('the difference of an application', () => {
  const desired = desiredWith({});

  test('is none when it is as desired', () => {
    expect(applicationDifferences(desired, application)).toEqual([]);
    expect(applicationComplete(desired, application)).toBe(true);
  });

  test('is told in words that count one and many', () => {
    const [first, second, third] = application.requiredResourceAccess;
    const one = first && { ...first, resourceAccess: first.resourceAccess.slice(1) };
    const other = { ...application, requiredResourceAccess: [one, second, third].filter((entry) => entry !== undefined) };
    expect(applicationDifferences(desired, other)).toEqual(['1 missing permission']);
    expect(applicationDifferences(desiredWith({}, [graph]), application)).toEqual(['43 extra permissions']);
    expect(applicationComplete(desired, other)).toBe(false);
  });

  test('tells a role from a scope of the same id', () => {
    const requiredResourceAccess = application.requiredResourceAccess.map((api) => ({
      ...api,
      resourceAccess: api.resourceAccess.map((row) => ({ ...row, type: 'Role' as const })),
    }));
    expect(applicationDifferences(desired, { ...application, requiredResourceAccess })).toEqual([
      '12 missing permissions',
      '12 extra permissions',
    ]);
  });

  test('lists everything at once, in a fixed order', () => {
    const bare = { ...application, requiredResourceAccess: [], redirectUris: [], signInAudience: null, displayName: '', tags: [] };
    expect(applicationDifferences(desired, bare)).toEqual([
      '61 missing permissions',
      'return address',
      'who may use the app',
      'name',
      'marker',
    ]);
  });
});
