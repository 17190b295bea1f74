import { describe, expect, test } from 'vitest';
import { compareGrants } from './grants';
import { desired, endpoint, grants, graph, ids, resource, resources } from './record.test-data';

const compare = (list: typeof grants | null, offered = resources) => {
  const { granted, missing, beyond } = compareGrants(desired.wantedGrants, list, offered);
  return [granted.length, missing.length, beyond.length];
};
const stranger = { resourceId: ids.principal, appRoleId: ids.key };

describe('grants as Microsoft lists them', () => {
  const cases: readonly [string, Parameters<typeof compare>, number[]][] = [
    ['all 49', [grants], [49, 0, 0]],
    [
      'in another order and in capitals',
      [grants.toReversed().map((grant) => ({ resourceId: grant.resourceId.toUpperCase(), appRoleId: grant.appRoleId.toUpperCase() }))],
      [49, 0, 0],
    ],
    ['48', [grants.slice(1)], [48, 1, 0]],
    ['50', [[...grants, stranger]], [49, 0, 1]],
    ['48 and one that was not asked', [[...grants.slice(1), stranger]], [48, 1, 1]],
    ['none', [[]], [0, 49, 0]],
    ['not read', [null], [0, 49, 0]],
    ['one of them twice', [[...grants, ...grants.slice(0, 1)]], [49, 0, 0]],
    ['without the principal of an API', [grants, { ...resources, [endpoint]: null }], [33, 16, 16]],
    [
      'with the principal of an API made anew',
      [grants, { ...resources, [endpoint]: { ...resource(endpoint), servicePrincipalId: ids.key } }],
      [33, 16, 16],
    ],
  ];
  test.each(cases)('%s', (_, input, expected) => expect(compare(...input)).toEqual(expected));

  test('the right role of a wrong API is missing and beyond at once', () => {
    const [first] = grants;
    const wrong = { resourceId: resources[graph]?.servicePrincipalId ?? '', appRoleId: first?.appRoleId ?? '' };
    expect(compare([wrong, ...grants.slice(1)])).toEqual([48, 1, 1]);
  });

  test('a permission of the list that is no longer wanted may still be granted from before', () => {
    const { beyond } = compareGrants(desired.wantedGrants.slice(1), grants, resources);
    expect(beyond).toEqual([]);
  });
});
