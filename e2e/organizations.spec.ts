import { expect, test } from './fixtures';
import { act, integrationsIn, journalOf, newTenant, stateOf } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connect, connected, create, finish, fourParts, shows, signIn } from './steps';

const graph = '00000003-0000-0000-c000-000000000000';

test('missing Defender APIs are named in the plan, added, and no data without a licence is told apart from a fault', async ({ page }) => {
  const tenant = await newTenant('fabrikam.example');
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByText('2 Microsoft APIs are not in your organization yet')).toBeVisible();
  await expect(page.getByText('Create 3 service principals')).toBeVisible();
  await finish(page);
  await expect(page.getByText('Healthy, with notes')).toBeVisible();
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('an admin may go without the missing Defender APIs: nothing of them is added, and the connection says that it is limited', async ({
  page,
}) => {
  const tenant = await newTenant('fabrikam.example');
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await page.getByRole('button', { name: /^Connect without Defender .+ and Defender / }).click();
  await approve(page);
  await connected(page);
  await expect(page.getByText('Limited', { exact: true })).toBeVisible();
  await expect(page.getByText('31 of 31', { exact: true })).toBeVisible();
  const [endpoint, xdr] = ['fc780465-2017-40d4-a0c5-307022471b92', '8ee8fdad-f234-4243-8f3b-15c294843740'];
  const added = (await stateOf(tenant)).servicePrincipals.map(({ appId }) => appId);
  expect([added.includes(endpoint), added.includes(xdr)]).toEqual([false, false]);
  await provesOneOfEach(tenant, { application: 31, delegated: 12 });
});

test('Defender APIs that Microsoft refuses to add stop before an app is made, and the limited connection leaves their 18 permissions out', async ({
  page,
}) => {
  const tenant = await newTenant('fourthcoffee.example');
  await signIn(page, tenant.account());
  await create(page);
  const { state } = await fourParts(page, 'Microsoft Defender is not active in Fourth Coffee');
  expect(state).toContain('changed nothing');
  expect(integrationsIn(await stateOf(tenant))).toEqual([]);
  await button(page, 'Connect with 43 permissions').click();
  await approve(page);
  await connected(page);
  await expect(page.getByText('31 of 31', { exact: true })).toBeVisible();
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible();
  await provesOneOfEach(tenant, { application: 31, delegated: 12 });
  await provesStoredSecret(tenant);
});

test('permissions that Microsoft has retired are set aside by name and the other 59 are connected', async ({ page }) => {
  const tenant = await newTenant('northwind.example');
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByText('2 permissions are set aside')).toBeVisible();
  await expect(page.getByText(/Microsoft no longer offers .*ThreatIndicators\.Read\.All/)).toBeVisible();
  await finish(page);
  await provesOneOfEach(tenant, { application: 47, delegated: 12 });
  await provesStoredSecret(tenant);
});

test('an app made by hand is named and left as it is', async ({ page }) => {
  const tenant = await newTenant('woodgrove.example');
  const [before] = integrationsIn(await stateOf(tenant));
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByText('An app made by hand is already here')).toBeVisible();
  await finish(page);
  const after = integrationsIn(await stateOf(tenant));
  expect(after).toHaveLength(2);
  expect(after.find(({ id }) => id === before?.id)).toEqual(before);
});

test('an organization whose requests Microsoft throttles is connected all the same', async ({ page }) => {
  test.slow();
  const tenant = await newTenant('proseware.example');
  await signIn(page, tenant.account());
  await finish(page);
  expect((await journalOf(tenant)).some(({ status, responseBody }) => status === 429 || responseBody.includes('"status":429'))).toBe(true);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a slow organization shows what is waited for, since when and how long it usually takes', async ({ page }) => {
  test.slow();
  const tenant = await newTenant('adatum.example', { lagSeconds: 3 });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app', 30_000);
  await expect(page.getByText(/Usually 2 to 40 s\. We look again every 3 s\./).first()).toBeVisible();
  await finish(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('an app that somebody has switched off is told before anything is written, and checking again goes on when it is switched on', async ({
  page,
}) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const [application] = integrationsIn(await stateOf(tenant));
  await act(tenant, { do: 'disablePrincipal', appId: application?.appId });
  await act(tenant, { do: 'removeGrant', appId: application?.appId, resourceAppId: graph, value: 'Sites.Read.All' });
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByText('The app is switched off in your organization', { exact: true })).toBeVisible();
  await act(tenant, { do: 'enablePrincipal', appId: application?.appId });
  await button(page, 'Check again').click();
  await expect(page.getByText('The app is switched off in your organization', { exact: true })).toHaveCount(0);
  await expect(page.getByText('Ask for 61 permissions')).toBeVisible();
  await finish(page);
  await provesOneOfEach(tenant);
});

test('a permission beyond what is asked stops the key, and looking again goes on when it is gone', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Approve on Microsoft’s page');
  const [application] = integrationsIn(await stateOf(tenant));
  const extra = { appId: application?.appId, resourceAppId: graph, value: 'Directory.Read.All' };
  await act(tenant, { do: 'addGrant', ...extra });
  await approve(page);
  await fourParts(page, 'More is granted than was asked for');
  expect(integrationsIn(await stateOf(tenant))[0]?.passwordCredentials).toEqual([]);
  await act(tenant, { do: 'removeGrant', ...extra });
  await button(page, 'Look again').click();
  await connected(page);
  await provesOneOfEach(tenant);
});
