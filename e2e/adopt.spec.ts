import type { Page } from '@playwright/test';
import { isFitForAll, reach } from './fit';
import { expect, test } from './fixtures';
import {
  accepts,
  act,
  changeSettings,
  disturb,
  integrationsIn,
  journalEnd,
  journalOf,
  newTenant,
  stateOf,
  type Tenant,
  tenantWithHandMade,
} from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connect, connected, create, finish, fourParts, shows, signIn } from './steps';

const graph = '00000003-0000-0000-c000-000000000000';
const pasted = 'old8Q~pasted-into-somebodys-clipboard-01';
/** An app for personal accounts can list 30 permissions of an API at most. */
const all = ['Sites.Read.All'];
const second = 'old8Q~pasted-into-somebodys-clipboard-02';

/** From the sign-in to the plan, where the app made by hand is chosen. */
async function choose(page: Page, tenant: Tenant, number = 0): Promise<void> {
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await page
    .getByRole('radio', { name: /^Repair and use this app/ })
    .nth(number)
    .check();
}

const only = async (tenant: Tenant) => {
  const [application, ...others] = integrationsIn(await stateOf(tenant));
  if (!application || others.length > 0) throw new Error(`${1 + others.length} apps in ${tenant.domain}`);
  return application;
};

test('an app made by hand with differences is repaired, approved, and its old secret refused after the new one works', async ({ page }) => {
  const tenant = await tenantWithHandMade({
    missing: ['Sites.Read.All', 'Topic.Read.All'],
    extra: [{ resourceAppId: graph, value: 'Directory.Read.All' }],
    ungranted: ['Machine.Read.All'],
    secrets: [pasted],
    redirectUris: ['https://old.example/back'],
  });
  const before = await only(tenant);
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByRole('radio', { name: 'Leave it and make a new one' })).toBeChecked();
  await expect(page.getByText('Create 1 app registration')).toBeVisible();
  for (const text of [
    '2 permissions are missing from its list: we add them',
    '1 permission is extra in its list: we take it out',
    'https://old.example/back',
  ])
    await expect(page.locator('#existing-app').getByText(text, { exact: true })).toBeVisible();
  for (const name of ['Sites.Read.All', 'Topic.Read.All', 'Directory.Read.All', 'Machine.Read.All'])
    await expect(page.locator('#existing-app')).toContainText(name);
  await expect(page.locator('#existing-app')).toContainText(before.passwordCredentials[0]?.keyId ?? 'no key');
  await page.getByRole('radio', { name: /^Repair and use this app/ }).check();
  await expect(page.getByText('Create 1 app registration')).toHaveCount(0);
  await expect(page.getByText('Repair the app made by hand', { exact: true })).toBeVisible();
  await expect(page.getByText('Remove 1 old key', { exact: true })).toBeVisible();
  await button(page, 'Repair and continue').click();
  // what was granted beyond the list is somebody's to take away, as everywhere
  await fourParts(page, 'More is granted than was asked for');
  expect(await accepts(tenant, before.appId, pasted)).toBe(true);
  await act(tenant, { do: 'removeGrant', appId: before.appId, resourceAppId: graph, value: 'Directory.Read.All' });
  await button(page, 'Look again').click();
  await approve(page);
  await connected(page);
  const after = await provesOneOfEach(tenant);
  expect([after.id, after.appId]).toEqual([before.id, before.appId]);
  expect(await accepts(tenant, before.appId, pasted)).toBe(false);
  await provesStoredSecret(tenant);
  await expect(page.getByText(before.passwordCredentials[0]?.keyId ?? 'no key').first()).toBeVisible();
  await expect(page.getByText(/Its old key was removed after the new one was tried out/).first()).toBeVisible();
});

test('an app that holds everything is adopted without a new approval, and a second sign-in finds nothing to change', async ({ page }) => {
  const tenant = await tenantWithHandMade({ secrets: [pasted, second] });
  const before = await only(tenant);
  await choose(page, tenant);
  await expect(page.getByText('It asks for and holds exactly what is wanted')).toBeVisible();
  await expect(page.getByText('It is approved already.')).toBeVisible();
  await button(page, 'Repair and continue').click();
  await connected(page);
  expect((await provesOneOfEach(tenant)).id).toBe(before.id);
  for (const secret of [pasted, second]) expect(await accepts(tenant, before.appId, secret)).toBe(false);
  await provesStoredSecret(tenant);
  const since = await journalEnd();
  await signIn(page, tenant.account());
  await connected(page);
  await expect(page.getByText('Nothing to change', { exact: true })).toBeVisible();
  expect((await journalOf(tenant, since)).filter(({ write }) => write)).toEqual([]);
});

test('the old keys work until the new one is proved, and a tab closed between proof and removal loses nothing', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await tenantWithHandMade({ secrets: [pasted] });
  const { appId } = await only(tenant);
  const busy = { status: 503, headers: { 'Retry-After': '8' } };
  await disturb(tenant, { match: { service: 'graph', method: 'POST', path: 'removePassword$' }, times: 1, answer: busy });
  await choose(page, tenant);
  await button(page, 'Repair and continue').click();
  await shows(page, 'Microsoft does not answer right now', 40_000);
  expect(await accepts(tenant, appId, pasted)).toBe(true);
  await page.close();
  const later = await otherBrowser();
  await signIn(later, tenant.account());
  await connected(later);
  expect(await accepts(tenant, appId, pasted)).toBe(false);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('an app that is left alone stays as it was to the byte, and its secret goes on working', async ({ page }) => {
  const tenant = await tenantWithHandMade({ missing: ['Sites.Read.All'], secrets: [pasted], certificates: 1 });
  const before = await stateOf(tenant);
  const [old] = integrationsIn(before);
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await finish(page);
  const after = await stateOf(tenant);
  expect(integrationsIn(after)).toHaveLength(2);
  expect(after.applications.find(({ id }) => id === old?.id)).toEqual(old);
  const principal = (state: typeof after) => state.servicePrincipals.filter(({ appId }) => appId === old?.appId);
  expect(principal(after)).toEqual(principal(before));
  const held = (state: typeof after) => state.appRoleAssignments.filter(({ principalId }) => principalId === principal(before)[0]?.id);
  expect(held(after)).toEqual(held(before));
  expect(await accepts(tenant, old?.appId ?? '', pasted)).toBe(true);
  await expect(page.getByText(/Another app of the same name is here, made by hand: we do not touch it\./)).toBeVisible();
});

test('of two apps one is chosen by its client ID, and the other is not touched', async ({ page }) => {
  const tenant = await tenantWithHandMade(
    { secrets: [pasted] },
    { secrets: [second], principal: 'missing', signInAudience: 'AzureADMultipleOrgs' },
  );
  const [one, two] = integrationsIn(await stateOf(tenant));
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await expect(page.getByRole('heading', { name: '2 apps are already here' })).toBeVisible();
  await expect(page.getByText('Other organizations may use it today. After the repair only yours may.')).toBeVisible();
  const card = page.locator('.option', { hasText: two?.appId ?? '' });
  await card.getByRole('radio').check();
  await expect(page.getByText('One for the app.')).toBeVisible();
  await button(page, 'Repair and continue').click();
  await approve(page);
  await connected(page);
  const after = integrationsIn(await stateOf(tenant));
  expect(after.find(({ id }) => id === one?.id)).toEqual(one);
  expect(after.find(({ id }) => id === two?.id)).toMatchObject({
    signInAudience: 'AzureADMyOrg',
    uniqueName: 'fortifydata-defender-integration',
  });
  expect([await accepts(tenant, one?.appId ?? '', pasted), await accepts(tenant, two?.appId ?? '', second)]).toEqual([true, false]);
});

test('certificates go by a choice of their own, without which the button says why it waits, and none comes back', async ({ page }) => {
  const tenant = await tenantWithHandMade({ secrets: [pasted], certificates: 2 });
  await choose(page, tenant);
  await expect(button(page, 'Repair and continue')).toHaveAttribute('aria-disabled', 'true');
  await expect(page.getByText('Its certificates can sign in, too. Agree to their removal, or leave the app.')).toBeVisible();
  await page.getByRole('checkbox', { name: /^Remove its certificates, too/ }).check();
  await expect(page.getByText('Remove 3 old keys', { exact: true })).toBeVisible();
  await changeSettings(tenant, { exactLags: { reads: 1 } });
  await button(page, 'Repair and continue').click();
  await connected(page);
  await provesOneOfEach(tenant);
  await expect(page.getByText(/Its 3 old keys were removed after the new one was tried out/).first()).toBeVisible();
});

test('apps that cannot be used say why and cannot be chosen', async ({ page }) => {
  const tenant = await tenantWithHandMade(
    { principal: 'disabled' },
    { signInAudience: 'PersonalMicrosoftAccount', missing: all },
    { federated: ['github'] },
  );
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  for (const why of [/switched its sign-in off/, /personal accounts alone\. Microsoft/, /outside system signs in/])
    await expect(page.getByText(why)).toBeVisible();
  const choices = page.getByRole('radio', { name: /^Repair and use this app/ });
  await expect(choices).toHaveCount(3);
  for (const choice of await choices.all()) await expect(choice).toBeDisabled();
});

test('an app that is deleted between the look and the press is named, and the choice is made anew', async ({ page }) => {
  const tenant = await tenantWithHandMade({ secrets: [pasted] });
  const { appId } = await only(tenant);
  await choose(page, tenant);
  await act(tenant, { do: 'deleteApplication', appId });
  await button(page, 'Repair and continue').click();
  await fourParts(page, 'The app that was chosen is no longer there');
  await button(page, 'Look again').click();
  await shows(page, 'Is this the right organization?');
  await expect(page.getByText('An app of this name was deleted here')).toBeVisible();
  await finish(page);
  await provesOneOfEach(tenant);
});

test('a look that somebody else took meanwhile makes the press stale, and nothing is done', async ({ page, otherBrowser, guard }) => {
  guard.allow(/the server responded with a status of 409/);
  const tenant = await tenantWithHandMade({ secrets: [pasted] });
  const before = await only(tenant);
  await choose(page, tenant);
  const colleague = await otherBrowser();
  await signIn(colleague, tenant.account());
  await shows(colleague, 'Is this the right organization?');
  await button(page, 'Repair and continue').click();
  await expect(page.getByText('Something changed, look again')).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Leave it and make a new one' })).toBeChecked();
  expect(await only(tenant)).toEqual(before);
  await create(colleague);
  await approve(colleague);
  await connected(colleague);
  expect(integrationsIn(await stateOf(tenant))).toHaveLength(2);
});

test('a deleted app that keeps our name stops with a way on, and a new one is made when it is gone for good', async ({ page }) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const { appId } = await only(tenant);
  await act(tenant, { do: 'deleteApplication', appId });
  await changeSettings(tenant, { deletedKeepsName: true });
  await signIn(page, tenant.account());
  await create(page);
  const { next } = await fourParts(page, 'A deleted app still holds our name');
  expect(next).toContain('Delete it permanently');
  await changeSettings(tenant, { deletedKeepsName: false });
  await button(page, 'Try again').click();
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant);
});

test('the choice and the proof that the old keys are gone are fit for all', async ({ page }) => {
  test.slow();
  const tenant = await tenantWithHandMade(
    {
      missing: ['Sites.Read.All'],
      extra: [{ resourceAppId: graph, value: 'Directory.Read.All' }],
      secrets: [pasted, second],
      certificates: 1,
    },
    { ungranted: ['Machine.Read.All', 'Score.Read.All', 'User.Read.All', 'File.Read.All', 'Ip.Read.All'], principal: 'disabled' },
    {
      signInAudience: 'AzureADMultipleOrgs',
      redirectUris: ['https://old.example/a-rather-long-address-to-come-back-to'],
      secrets: [pasted],
    },
  );
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await isFitForAll(page, 'the choice');
  await page
    .getByRole('radio', { name: /^Repair and use this app/ })
    .first()
    .check();
  await isFitForAll(page, 'the choice with certificates');
  await page
    .getByRole('radio', { name: /^Repair and use this app/ })
    .last()
    .check();
  await isFitForAll(page, 'an app chosen');
  await button(page, 'Repair and continue').click();
  await connected(page);
  await isFitForAll(page, 'the result of an adoption');
  await page.goto('/connect/receipt');
  await isFitForAll(page, 'the receipt of an adoption');
});

test('the choice is made with the keyboard alone', async ({ page }) => {
  const tenant = await tenantWithHandMade({ secrets: [pasted] });
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await page.getByRole('radio', { name: 'Leave it and make a new one' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('radio', { name: /^Repair and use this app/ })).toBeChecked();
  await reach(page, 'Repair and continue');
  await page.keyboard.press('Enter');
  await connected(page);
  await provesOneOfEach(tenant);
});
