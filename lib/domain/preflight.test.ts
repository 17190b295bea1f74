import { describe, expect, test } from 'vitest';
import { desiredFor } from './desired';
import { keyLife } from './key-life';
import type { Observed } from './observed';
import { preflight } from './preflight';
import {
  callbackUrl,
  complete,
  endpoint,
  globalAdministrator,
  graph,
  person,
  resource,
  resources,
  threatProtection,
  untouched,
} from './record.test-data';
import { roleHint } from './roles';
import { stages } from './stages.test-data';

function linesOf(observed: Observed, roles: readonly string[] = [globalAdministrator]) {
  const record = { ...stages.looked, admin: { ...person, roles } };
  return preflight({
    observed,
    desired: desiredFor({ observed, leftOut: [], callbackUrl }),
    record,
    roles: record.admin.roles,
    life: keyLife({ ...record, observed }, untouched.at),
  });
}
const summary = (observed: Observed, roles?: readonly string[]) => linesOf(observed, roles).map(({ key, tone }) => `${key} ${tone}`);
const namesake = {
  objectId: 'c1f6b8e4-03d2-4a97-b5e8-6f7081920a1c',
  appId: 'c1f6b8e4-03d2-4a97-b5e8-6f7081920a1b',
  displayName: 'By hand',
  createdAt: new Date('2025-03-01T10:00:00Z'),
  found: null,
};

const cloudApplicationAdministrator = '158c047a-c907-4556-b7ef-446551a6b5f7';
const securityAdministrator = '194ae4cb-b126-40b2-bd5b-6091b380977d';
const everyMember = 'b79fbf4d-3ef9-4689-8143-76b194e85509';

describe('ready to start', () => {
  const cases: readonly [string, string[], string[]][] = [
    ['all is well', summary(untouched), ['role good', 'permissions good', 'secrets note']],
    ['the role is not known', summary(untouched, []), ['permissions good', 'role note', 'secrets note']],
    ['the role cannot approve', summary(untouched, [securityAdministrator]), ['permissions good', 'role note', 'secrets note']],
    [
      'our app is switched off',
      summary({ ...complete, application: null, servicePrincipal: { id: 'x', accountEnabled: false } }),
      ['principal bad', 'role good', 'permissions good', 'secrets note'],
    ],
    ['the app has a key that is not ours', summary(complete), ['foreign-keys bad', 'role good', 'permissions good', 'secrets note']],
    [
      'everything at once',
      summary(
        {
          ...complete,
          application: null,
          servicePrincipal: { id: 'x', accountEnabled: false },
          resources: { ...resources, [endpoint]: null, [graph]: resource(graph, ['Topic.Read.All']) },
          namesakes: [namesake],
        },
        [],
      ),
      ['principal bad', 'role note', 'permissions note', 'apis note', 'namesake note', 'secrets note'],
    ],
  ];
  test.each(cases)('%s: what stops us comes first, what to note last', (_, lines, expected) => expect(lines).toEqual(expected));

  test('names what is set aside and counts the rest', () => {
    const line = (value: string[]) =>
      linesOf({ ...untouched, resources: { ...resources, [graph]: resource(graph, value) } }).find((item) => item.key === 'permissions');
    expect(line(['Topic.Read.All'])).toMatchObject({
      title: 'One permission is set aside',
      text: expect.stringMatching(/Topic\.Read\.All.*the other 60\./),
    });
    expect(line(['Topic.Read.All', 'Device.Read.All'])).toMatchObject({ title: '2 permissions are set aside' });
    expect(line([])).toMatchObject({
      title: 'All 61 permissions exist in your organization',
      text: expect.stringContaining('49 application and 12 delegated'),
    });
  });

  test('names the APIs that are not there, one and many', () => {
    const line = (...missing: string[]) =>
      linesOf({ ...untouched, resources: { ...resources, ...Object.fromEntries(missing.map((appId) => [appId, null])) } }).find(
        (item) => item.key === 'apis',
      );
    expect(line(endpoint)).toMatchObject({
      title: 'One Microsoft API is not in your organization yet',
      text: expect.stringContaining('Defender for Endpoint'),
    });
    expect(line(endpoint, threatProtection)).toMatchObject({
      title: '2 Microsoft APIs are not in your organization yet',
      text: expect.stringContaining('Defender XDR and Defender for Endpoint'),
    });
    expect(line()).toBeUndefined();
  });

  test('tells of an app made by hand, with its day and its id', () => {
    const find = (createdAt: Date | null) =>
      linesOf({ ...untouched, namesakes: [{ ...namesake, createdAt }] }).find((item) => item.key === 'namesake')?.text;
    expect(find(namesake.createdAt)).toContain(`By hand, made on March 1, 2025, client ID ${namesake.appId}`);
    expect(find(null)).toContain(`By hand, client ID ${namesake.appId}`);
  });

  test('says of a role no more than the sign-in does', () => {
    const role = (...roles: string[]) => linesOf(untouched, roles).find((line) => line.key === 'role')?.text;
    expect(role(globalAdministrator)).toContain('Global Administrator, as your sign-in says. You can create the app and approve it.');
    expect(role('e8611ab8-c189-46e8-94e1-60213ab1f814')).toContain('Microsoft decides whether you may create it.');
    expect(role(cloudApplicationAdministrator)).toContain('Cloud Application Administrator is not enough');
    expect(role(everyMember)).toContain('Your role is not enough');
    expect(role()).toContain('does not say which role you hold');
  });
});

describe('the hint of the roles in a sign-in', () => {
  const cases: readonly [string, string[], ReturnType<typeof roleHint>][] = [
    ['none: nothing is known', [], { role: null, mayApprove: null, mayCreate: null }],
    ['every member has it: it may not approve', [everyMember], { role: null, mayApprove: false, mayCreate: null }],
    ['an unknown one: it may not approve', ['00000000-0000-4000-8000-000000000009'], { role: null, mayApprove: false, mayCreate: null }],
    ['Global Administrator', [everyMember, globalAdministrator], { role: 'Global Administrator', mayApprove: true, mayCreate: true }],
    ['in capitals', [globalAdministrator.toUpperCase()], { role: 'Global Administrator', mayApprove: true, mayCreate: true }],
    [
      'Cloud Application Administrator',
      [cloudApplicationAdministrator],
      { role: 'Cloud Application Administrator', mayApprove: false, mayCreate: true },
    ],
    ['Security Administrator', [securityAdministrator], { role: 'Security Administrator', mayApprove: false, mayCreate: null }],
    [
      'the strongest is named',
      [securityAdministrator, 'e8611ab8-c189-46e8-94e1-60213ab1f814'],
      { role: 'Privileged Role Administrator', mayApprove: true, mayCreate: null },
    ],
  ];
  test.each(cases)('%s', (_, roles, hint) => expect(roleHint(roles)).toEqual(hint));
});
