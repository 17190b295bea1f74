import { describe, expect, test } from 'vitest';
import { adoption, found, namesake, oldCertificate, oldSecret, withNamesake } from '../../domain/adoption.test-data';
import type { FoundApplication } from '../../domain/observed';
import { application, at, complete, grants, ids, untouched } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import { viewOf } from './view.test-data';

const seen = (change: Partial<FoundApplication> = {}) => viewOf({ ...stages.looked, observed: withNamesake(change) });
const titles = (plan: readonly { title: string }[]) => plan.map(({ title }) => title);

describe('an app made by hand', () => {
  test('is shown with its differences and its own plan, and the plan of the page is that of a new app', () => {
    const view = seen({ certificates: [oldCertificate] });
    const [shown] = view.namesakes;
    expect(titles(view.plan)[0]).toBe('Create 1 app registration');
    expect(titles(shown?.plan ?? [])).toEqual(['Repair the app made by hand', 'Create 1 key', 'Remove 2 old keys']);
    expect(shown?.keys).toMatchObject([
      { keyId: oldSecret.keyId, form: 'password' },
      { keyId: oldCertificate.keyId, form: 'certificate' },
    ]);
    expect(shown?.differences).toMatchObject([{ key: 'none', tone: 'good' }]);
    expect(view.preflight.find(({ key }) => key === 'namesake')?.text).toContain('You choose below');
  });

  test('counts its differences in whole sentences, one and many', () => {
    const [first, ...others] = application.requiredResourceAccess;
    const change = { application: { ...found().application, requiredResourceAccess: others }, grants: grants.slice(1) };
    const lines = seen(change).namesakes[0]?.differences.map(({ title }) => title);
    expect(first?.resourceAccess).toHaveLength(2);
    expect(lines).toEqual(['2 permissions are missing from its list: we add them', '1 permission is not granted: you approve it']);
  });

  test('that a colleague has chosen is chosen for nobody else', () => {
    const colleague = { ...stages.accepted.admin, oid: ids.key };
    const view = viewOf({ ...stages.accepted, observed: withNamesake(), adoption: adoption() }, { person: colleague });
    expect(view).toMatchObject({ screen: 'plan', namesakes: [{ objectId: ids.object }] });
    expect(titles(view.plan)[0]).toBe('Create 1 app registration');
  });

  test.each([
    ['switched off', { principal: { id: ids.principal, accountEnabled: false } }, /switched its sign-in off/],
    ['with federated credentials', { federated: 2 }, /An outside system signs in/],
    ['whose federated credentials are not told', { federated: null }, /does not let us see whether an outside system/],
  ] as const)('that is %s has a reason instead of a plan', (_, change, why) => {
    expect(seen(change).namesakes).toMatchObject([{ obstacle: expect.stringMatching(why), plan: [] }]);
  });

  test('for all organizations says that it will be narrowed', () => {
    const change = { application: { ...found().application, signInAudience: 'AzureADMultipleOrgs' } };
    expect(seen(change).namesakes[0]?.happens[0]).toBe('Other organizations may use it today. After the repair only yours may.');
  });

  test('that was not read says so, and beside our own app there is nothing to choose', () => {
    const unread = { ...untouched, namesakes: [{ ...namesake(), found: null }] };
    expect(viewOf({ ...stages.looked, observed: unread }).namesakes).toMatchObject([{ obstacle: expect.stringContaining('more apps') }]);
    const other = { ...namesake(), objectId: ids.attempt, found: null };
    const view = viewOf({ ...stages.connected, observed: { ...complete, namesakes: [other] } });
    expect(view.namesakes).toEqual([]);
    expect(view.result?.health.sentence).toContain('Another app of the same name is here, made by hand: we do not touch it.');
  });
});

test('the result of an adoption names the keys that were removed, and when', () => {
  const removed = [{ keyId: oldSecret.keyId, at: at(320) }];
  const view = viewOf({ ...stages.connected, adoption: { ...adoption(), removed } });
  expect(view.result?.adopted).toEqual({
    objectId: ids.object,
    removed: [{ keyId: oldSecret.keyId, form: 'password', name: 'FortifyDataAPISecret', removedAt: at(320).toISOString() }],
  });
});

test('a problem after the repair does not deny the old keys', () => {
  const observed = { ...complete, application: { ...application, passwords: [oldSecret] } };
  const problem = { code: 'grants-beyond', at: at(400), evidence: {} } as const;
  const view = viewOf({ ...stages.minting, observed, adoption: adoption(), problem });
  expect(view.problem?.state).toContain('Its old key works as before.');
});
