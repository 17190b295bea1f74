import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstPartyApps } from './directory/first-party';
import { writableApplicationProperties } from './graph/application-body';
import { applicationProperties, principalProperties } from './graph/properties';
import published from './graph/published.json' with { type: 'json' };
import { writablePrincipalProperties } from './graph/service-principals';
import { guidePermissions } from './guide-permissions';
import { type Practice, startPractice } from './server';
import { addPassword, appToken, connect } from './testing/integration';
import { call, signIn } from './testing/portal';

let practice: Practice;
let token: string;
let at: Awaited<ReturnType<typeof connect>>;
let appOnly: string;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
  token = (await signIn(practice.url, 'adele@contoso.example')).result.accessToken;
  at = await connect(practice.url, token, 'adele@contoso.example');
  appOnly = (await appToken(practice.url, { ...at, scope: 'https://graph.microsoft.com/.default' })).body.access_token;
});
afterAll(() => practice.close());

const types: Readonly<Record<string, readonly string[]>> = published.types;
const unpublished = (type: string, names: readonly string[]) =>
  names.filter((name) => !name.startsWith('@odata.') && !types[type]?.includes(name));

test('bodies accept published properties only', () => {
  expect(unpublished('application', writableApplicationProperties)).toEqual([]);
  expect(unpublished('servicePrincipal', writablePrincipalProperties)).toEqual([]);
});

test('an application is answered with exactly the properties the practice cloud declares, all of them published', async () => {
  const { body } = await call(practice.url, token, { path: `/applications(appId='${at.appId}')` });
  expect(
    Object.keys(body)
      .filter((name) => name !== '@odata.context')
      .toSorted(),
  ).toEqual(applicationProperties.toSorted());
  expect(unpublished('application', Object.keys(body))).toEqual([]);
});

test('a service principal is answered with exactly the properties the practice cloud declares, all of them published', async () => {
  const { body } = await call(practice.url, token, { path: `/servicePrincipals(appId='${at.appId}')` });
  expect(
    Object.keys(body)
      .filter((name) => name !== '@odata.context')
      .toSorted(),
  ).toEqual(principalProperties.toSorted());
  expect(unpublished('servicePrincipal', Object.keys(body))).toEqual([]);
});

test('nested values have published properties only', async () => {
  const { body } = await call(practice.url, token, { path: `/applications(appId='${at.appId}')` });
  const nested: [string, object][] = [
    ['webApplication', body.web],
    ['implicitGrantSettings', body.web.implicitGrantSettings],
    ['spaApplication', body.spa],
    ['publicClientApplication', body.publicClient],
    ['apiApplication', body.api],
    ['informationalUrl', body.info],
    ['requiredResourceAccess', body.requiredResourceAccess[0]],
    ['resourceAccess', body.requiredResourceAccess[0].resourceAccess[0]],
    ['passwordCredential', body.passwordCredentials[0]],
    ['servicePrincipalLockConfiguration', body.servicePrincipalLockConfiguration],
    ['parentalControlSettings', body.parentalControlSettings],
    ['verifiedPublisher', body.verifiedPublisher],
  ];
  const graph = await call(practice.url, token, { path: "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')" });
  nested.push(['appRole', graph.body.appRoles[0]], ['permissionScope', graph.body.oauth2PermissionScopes[0]]);
  for (const [type, value] of nested) expect([type, unpublished(type, Object.keys(value))]).toEqual([type, []]);
});

test('the other answers have published properties only', async () => {
  const delegated: [string, string][] = [
    ['organization', '/organization'],
    ['directoryRole', '/me/memberOf'],
    ['appRoleAssignment', `/servicePrincipals(appId='${at.appId}')/appRoleAssignments`],
  ];
  const alone: [string, string][] = [
    ['organization', '/organization'],
    ['secureScore', '/security/secureScores'],
    ['security.incident', '/security/incidents'],
    ['security.alert', '/security/alerts_v2'],
  ];
  for (const [caller, list] of [
    [token, delegated],
    [appOnly, alone],
  ] as const) {
    for (const [type, path] of list) {
      const { body } = await call(practice.url, caller, { path });
      expect([path, unpublished(type, Object.keys(body.value[0]))]).toEqual([path, []]);
    }
  }
  const me = await call(practice.url, token, { path: '/me' });
  expect(unpublished('user', Object.keys(me.body))).toEqual([]);
  const secret = await addPassword(practice.url, token, { appId: at.appId });
  expect(unpublished('passwordCredential', Object.keys(secret.body))).toEqual([]);
});

test('the catalogue holds all 61 permissions of the guide: 2 + 31 + 16 application and 12 delegated', () => {
  const found = guidePermissions.map(({ resourceAppId, type, values }) => {
    const app = firstPartyApps.get(resourceAppId);
    const known = (type === 'Role' ? app?.appRoles : app?.scopes) ?? [];
    return [app?.displayName, type, values.filter((value) => known.some((permission) => permission.value === value)).length];
  });
  expect(found).toEqual([
    ['Microsoft Threat Protection', 'Role', 2],
    ['Microsoft Graph', 'Role', 31],
    ['WindowsDefenderATP', 'Role', 16],
    ['Microsoft Graph', 'Scope', 12],
  ]);
});
