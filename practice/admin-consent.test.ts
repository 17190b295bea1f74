import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { Browser, leftFor, pageOf } from './testing/browser';
import { consent, consentAddress, integrationBody, register, returnUri, uniqueName } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

/** Registers the integration as this account and answers its client id. */
async function registered(account: string) {
  const { browser, result } = await signIn(practice.url, account);
  const { appId, tenantOf } = await register(practice.url, result.accessToken);
  return { browser, token: result.accessToken, appId, tenant: String(tenantOf) };
}

const stateOf = async (tenant: string) => (await controlCall(practice.url, 'GET', `/tenants/${tenant}`)).body;

test('accepting grants 49 application permissions and 12 delegated ones for the whole organization', async () => {
  const { appId, tenant } = await registered('adele@contoso.example');
  const left = await consent(practice.url, { tenant, appId, account: 'adele@contoso.example' });
  const { id, servicePrincipals, appRoleAssignments, oauth2PermissionGrants } = await stateOf(tenant);
  expect(Object.fromEntries(left.searchParams)).toEqual({ admin_consent: 'True', tenant: id, state: 's1' });
  expect(left.href).toContain(returnUri);
  const { id: principalId } = servicePrincipals.find((principal: { appId: string }) => principal.appId === appId);
  const own = appRoleAssignments.filter((assignment: { principalId: string }) => assignment.principalId === principalId);
  expect(own).toHaveLength(49);
  const [grant] = oauth2PermissionGrants.filter((entry: { clientId: string }) => entry.clientId === principalId);
  expect(grant.consentType).toBe('AllPrincipals');
  expect(grant.scope.split(' ')).toHaveLength(12);
});

test('the page names every one of the 61 permissions before anything is granted', async () => {
  const { appId, browser, tenant } = await registered('adele@contoso.example');
  const page = pageOf(await browser.open(consentAddress(practice.url, tenant, appId)));
  expect(page.html).toContain('This app asks for 61 permissions.');
  expect(page.html.match(/<li>/g)).toHaveLength(61);
  expect(page.html).toContain('Microsoft Defender Integration for FortifyData');
  const before = await stateOf(tenant);
  expect(before.appRoleAssignments).toEqual([]);
});

test('the version 2 form grants the same and returns its scope', async () => {
  const { appId, browser, tenant } = await registered('adele@contoso.example');
  const query = new URLSearchParams({
    client_id: appId,
    redirect_uri: returnUri,
    state: 's2',
    scope: 'https://graph.microsoft.com/.default',
  });
  const page = pageOf(await browser.open(`${practice.url}/login/${tenant}/v2.0/adminconsent?${query}`));
  const left = leftFor(await browser.press(page, 'Accept'));
  expect(left.searchParams.get('scope')).toBe('https://graph.microsoft.com/.default');
  expect((await stateOf(tenant)).appRoleAssignments).toHaveLength(49);
});

test.each([
  ['access_denied', { error: 'access_denied', error_subcode: 'cancel', state: 's1' }],
  ['permission_denied', { error: 'permission_denied', state: 's1' }],
  ['consent_required', { error: 'consent_required', admin_consent: 'True', state: 's1' }],
])('declining in the form %s grants nothing', async (declineForm, expected) => {
  const { appId, tenant } = await registered('adele@contoso.example');
  await controlCall(practice.url, 'PATCH', `/tenants/${tenant}`, { declineForm });
  const left = await consent(practice.url, { tenant, appId, account: 'adele@contoso.example', button: 'Cancel' });
  expect(Object.fromEntries(left.searchParams)).toMatchObject(expected);
  expect((await stateOf(tenant)).appRoleAssignments).toEqual([]);
});

test('a Cloud Application Administrator may register the app and may not approve it', async () => {
  const { appId, browser, tenant } = await registered('carla@contoso.example');
  const page = pageOf(await browser.open(consentAddress(practice.url, tenant, appId)));
  expect(page.html).toContain('Need admin approval');
  const left = leftFor(await browser.press(page, 'Return to the application'));
  expect(Object.fromEntries(left.searchParams)).toEqual({ error: 'access_denied', error_subcode: 'cancel', state: 's1' });
});

test('a Privileged Role Administrator may approve what a colleague registered', async () => {
  const { appId, tenant } = await registered('carla@contoso.example');
  const left = await consent(practice.url, { tenant, appId, account: 'paul@contoso.example' });
  expect(left.searchParams.get('admin_consent')).toBe('True');
});

test('an account of another organization meets AADSTS50020', async () => {
  const { appId, tenant } = await registered('adele@contoso.example');
  const browser = new Browser(practice.url);
  const picker = pageOf(await browser.open(consentAddress(practice.url, tenant, appId)));
  expect(picker.html).not.toContain('fabrikam.example');
  expect(pageOf(await browser.press(picker, 'Next', { name: 'admin@fabrikam.example' })).html).toContain('AADSTS50020');
});

test('an organization without the Defender APIs meets AADSTS650052, and can approve once they are added', async () => {
  const { appId, browser, tenant, token } = await registered('admin@fabrikam.example');
  const address = consentAddress(practice.url, tenant, appId);
  expect(pageOf(await browser.open(address)).html).toContain('AADSTS650052');
  for (const resource of ['fc780465-2017-40d4-a0c5-307022471b92', '8ee8fdad-f234-4243-8f3b-15c294843740']) {
    expect((await call(practice.url, token, { method: 'POST', path: '/servicePrincipals', body: { appId: resource } })).status).toBe(201);
  }
  expect(pageOf(await browser.open(address)).html).toContain('61 permissions');
});

test('retired permissions stop the consent page with AADSTS650053 until they are left out', async () => {
  const { appId, browser, tenant, token } = await registered('admin@northwind.example');
  const address = consentAddress(practice.url, tenant, appId);
  expect(pageOf(await browser.open(address)).html).toContain('AADSTS650053');
  const graph = await call(practice.url, token, {
    path: "/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')?$select=appRoles",
  });
  const roles: { id: string; isEnabled: boolean }[] = graph.body.appRoles;
  const usable = new Set(roles.filter(({ isEnabled }) => isEnabled).map(({ id }) => id));
  const body = integrationBody();
  const requiredResourceAccess = body.requiredResourceAccess.map((entry) =>
    entry.resourceAppId.startsWith('00000003')
      ? { ...entry, resourceAccess: entry.resourceAccess.filter(({ id, type }) => type === 'Scope' || usable.has(id)) }
      : entry,
  );
  await call(practice.url, token, { method: 'PATCH', path: `/applications(uniqueName='${uniqueName}')`, body: { requiredResourceAccess } });
  expect(pageOf(await browser.open(address)).html).toContain('59 permissions');
});

test.each([
  ['an app that does not exist', { client_id: '22222222-2222-4222-8222-222222222222' }, 'AADSTS700016'],
  ['a redirect address that is not on the app', { redirect_uri: 'http://localhost:3000/elsewhere' }, 'AADSTS50011'],
])('%s ends on a page, and the application hears nothing', async (_what, query: Record<string, string>, code) => {
  const { appId, browser, tenant } = await registered('adele@contoso.example');
  const url = new URL(consentAddress(practice.url, tenant, appId));
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  expect(pageOf(await browser.open(url.href)).html).toContain(code);
});

test('an app without any redirect address meets AADSTS500113', async () => {
  const { appId, browser, tenant, token } = await registered('adele@contoso.example');
  await call(practice.url, token, { method: 'PATCH', path: `/applications(appId='${appId}')`, body: { web: { redirectUris: [] } } });
  expect(pageOf(await browser.open(consentAddress(practice.url, tenant, appId))).html).toContain('AADSTS500113');
});

test('consent makes the principal when it is missing', async () => {
  const { appId, tenant } = await registered('adele@contoso.example');
  await controlCall(practice.url, 'POST', `/tenants/${tenant}/act`, { do: 'deletePrincipal', appId });
  await consent(practice.url, { tenant, appId, account: 'adele@contoso.example' });
  const { servicePrincipals } = await stateOf(tenant);
  expect(servicePrincipals.filter((principal: { appId: string }) => principal.appId === appId)).toHaveLength(1);
});
