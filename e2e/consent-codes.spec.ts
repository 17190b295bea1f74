import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { act, changeSettings, integrationsIn, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach } from './proof';
import { approve, button, connected, create, finish, fourParts, leaveForConsent, shows, signIn, tellCode } from './steps';

const endpoint = 'fc780465-2017-40d4-a0c5-307022471b92';
const graph = '00000003-0000-0000-c000-000000000000';

async function toConsent(page: Page, tenant: Tenant): Promise<void> {
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Approve on Microsoft’s page');
}

/** Goes to Microsoft's consent page, which ends with an error and does not lead back; gives all that it says. */
async function deadEnd(page: Page, code: string): Promise<string> {
  await leaveForConsent(page);
  await expect(page.getByText(code).first()).toBeVisible();
  const said = await page.locator('body').innerText();
  await page.goto('/connect');
  return said;
}

/** Code, what the page says it is, and the button that leads on. */
const codes: readonly (readonly [number, string, string])[] = [
  [650051, 'Microsoft is still clearing up an earlier app', 'Continue to Microsoft to approve'],
  [650052, 'One of Microsoft’s services is not found', 'Try again'],
  [650053, 'The app does not fit your organization any more', 'Try again'],
  [700016, 'Microsoft’s page does not find the app', 'Try again'],
  [99999999, 'Microsoft could not record the approval', 'Continue to Microsoft to approve'],
];

for (const [number, title, next] of codes) {
  test(`AADSTS${number} on Microsoft’s consent page, pasted whole, gets its meaning and a step that leads on`, async ({ page }) => {
    const tenant = await newTenant('contoso.example', { consentErrors: [number] });
    await toConsent(page, tenant);
    await tellCode(page, await deadEnd(page, `AADSTS${number}`));
    await fourParts(page, title);
    await expect(page.getByText('was told to end this page')).toHaveCount(0);
    await page.getByText('Details for support or Microsoft').click();
    await expect(page.getByText(`AADSTS${number}`, { exact: true })).toBeVisible();
    for (const label of ['Request ID', 'Correlation ID', 'Timestamp']) await expect(page.getByText(label, { exact: true })).toBeVisible();
    expect((await stateOf(tenant)).appRoleAssignments).toEqual([]);
    await button(page, next).click();
    if (next === 'Try again') await leaveForConsent(page);
    await button(page, 'Accept').click();
    await connected(page);
    await provesOneOfEach(tenant);
  });
}

test('a text without a code is answered beside the field, and nothing is sent', async ({ page }) => {
  const tenant = await newTenant();
  await toConsent(page, tenant);
  const told: string[] = [];
  page.on('request', (request) => request.url().includes('/page-code') && told.push(request.url()));
  await tellCode(page, 'it did not work');
  await expect(page.getByText('There is no code in this text.')).toBeVisible();
  await shows(page, 'Approve on Microsoft’s page');
  expect(told).toEqual([]);
});

test('an API that somebody removed before the approval is added again, and the approval works', async ({ page }) => {
  const tenant = await newTenant();
  await toConsent(page, tenant);
  await act(tenant, { do: 'deletePrincipal', appId: endpoint });
  await tellCode(page, await deadEnd(page, 'AADSTS650052'));
  await fourParts(page, 'One of Microsoft’s services is not found');
  await button(page, 'Try again').click();
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a permission that Microsoft retired before the approval is set aside, and the rest is approved', async ({ page }) => {
  const tenant = await newTenant();
  await toConsent(page, tenant);
  const retired = [{ resourceAppId: graph, type: 'Role', value: 'ThreatIndicators.Read.All', how: 'absent' }];
  await changeSettings(tenant, { retired });
  await tellCode(page, await deadEnd(page, 'AADSTS650053'));
  await fourParts(page, 'The app does not fit your organization any more');
  await button(page, 'Try again').click();
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant, { application: 48, delegated: 12 });
});

test('an app that somebody deleted before the approval is made anew, and there is one app at the end', async ({ page }) => {
  const tenant = await newTenant();
  await toConsent(page, tenant);
  const [first] = integrationsIn(await stateOf(tenant));
  await act(tenant, { do: 'deleteApplication', appId: first?.appId });
  await tellCode(page, await deadEnd(page, 'AADSTS700016'));
  await button(page, 'Try again').click();
  await approve(page);
  await connected(page);
  expect((await provesOneOfEach(tenant)).appId).not.toBe(first?.appId);
});

for (const deed of ['deletePrincipal', 'deleteApplication'] as const) {
  test(`${deed} by somebody else while the admin approves is noticed at the next look, and the end is one of each`, async ({ page }) => {
    const tenant = await newTenant();
    await toConsent(page, tenant);
    await leaveForConsent(page);
    await shows(page, 'Permissions requested');
    const [application] = integrationsIn(await stateOf(tenant));
    await act(tenant, { do: deed, appId: application?.appId });
    const known = new Set((await stateOf(tenant)).servicePrincipals.map(({ appId }) => appId));
    await page.goto('/connect');
    const again = async () => (await stateOf(tenant)).servicePrincipals.filter(({ appId }) => !known.has(appId)).length;
    await expect.poll(again, { timeout: 20_000 }).toBe(1);
    await approve(page);
    await connected(page);
    await provesOneOfEach(tenant);
  });
}

test('a Conditional Access policy at the approval is explained, and the approval works when it is lifted', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { conditionalAccess: ['consent'] });
  await toConsent(page, tenant);
  await tellCode(page, await deadEnd(page, 'AADSTS53003'));
  const { who } = await fourParts(page, 'An access policy stands in the way');
  expect(who).toContain('sign-in log');
  await changeSettings(tenant, { conditionalAccess: [] });
  await button(page, 'Sign in with Microsoft').click();
  await page.locator('button.account', { has: page.locator(`b:text-is("${tenant.account()}")`) }).click();
  await page.waitForURL('**/connect');
  await finish(page);
  await provesOneOfEach(tenant);
});

test('a Conditional Access policy at the sign-in is explained under Error codes, nothing is changed, and the next sign-in works', async ({
  page,
}) => {
  const tenant = await newTenant('contoso.example', { conditionalAccess: ['sign-in'] });
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await page.locator('button.account', { has: page.locator(`b:text-is("${tenant.account()}")`) }).click();
  await expect(page.getByText('AADSTS53003')).toBeVisible();
  await page.goto('/errors/AADSTS53003');
  await shows(page, 'Conditional Access blocks this');
  expect(await stateOf(tenant)).toMatchObject({ applications: [] });
  await changeSettings(tenant, { conditionalAccess: [] });
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});
