import { expect, test } from './fixtures';
import { integrationsIn, journalOf, newTenant, stateOf } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import {
  answerWithoutReturning,
  approve,
  button,
  connected,
  create,
  finish,
  fourParts,
  leaveForConsent,
  pickPerson,
  shows,
  signIn,
  signInHere,
} from './steps';

test('Cancel on Microsoft’s account page is told, changes nothing, and the next sign-in works', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await button(page, 'Cancel').click();
  const { state } = await fourParts(page, 'The sign-in was not finished');
  expect(state).toContain('Nothing was changed');
  await signInHere(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});

test('Cancel where Microsoft asks for the portal’s own access is told, writes nothing, and the next sign-in works', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, tenant.account());
  await button(page, 'Cancel').click();
  await fourParts(page, 'The access for setup was not accepted');
  expect((await journalOf(tenant)).filter(({ write }) => write)).toEqual([]);
  await signInHere(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});

for (const declineForm of ['access_denied', 'permission_denied', 'consent_required']) {
  test(`Cancel on the consent page in the form ${declineForm} leaves no grant and no key, and approving afterwards works`, async ({
    page,
  }) => {
    const tenant = await newTenant('contoso.example', { declineForm });
    await signIn(page, tenant.account());
    await create(page);
    await leaveForConsent(page);
    await button(page, 'Cancel').click();
    const { state } = await fourParts(page, 'The permissions were not accepted');
    expect(state).toContain('without any permission and without a key');
    const books = await stateOf(tenant);
    expect(integrationsIn(books).map(({ passwordCredentials }) => passwordCredentials)).toEqual([[]]);
    expect(books.appRoleAssignments).toEqual([]);
    await button(page, 'Continue to Microsoft to approve').click();
    await button(page, 'Accept').click();
    await connected(page);
    await provesOneOfEach(tenant);
  });
}

test('another organization’s admin cannot approve: Microsoft says so, nothing is granted, and the right admin goes on', async ({
  page,
}) => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  await signIn(page, tenant.account());
  await create(page);
  await page.context().clearCookies({ name: 'practice_session' });
  await leaveForConsent(page);
  await page.getByText('Use another account').click();
  await page.getByLabel('Account').fill(other.account());
  await button(page, 'Next').click();
  await expect(page.getByText('AADSTS50020')).toBeVisible();
  expect((await stateOf(tenant)).appRoleAssignments).toEqual([]);
  await page.goto('/connect');
  await leaveForConsent(page);
  await pickPerson(page, tenant.account());
  await button(page, 'Accept').click();
  await connected(page);
  await provesOneOfEach(tenant);
  expect(integrationsIn(await stateOf(other))).toEqual([]);
});

test('a personal account is stopped by Microsoft, its code is explained here, and a work account goes on', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await page.getByText('Use another account').click();
  await page.getByLabel('Account').fill('somebody@outlook.com');
  await button(page, 'Next').click();
  await expect(page.getByText('AADSTS500200')).toBeVisible();
  await page.goto('/errors/AADSTS500200');
  for (const part of ['What happened', 'Who can fix it', 'Next step'])
    await expect(page.getByRole('heading', { name: part })).toBeVisible();
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});

test('a guest is told so, nothing is written, and a member goes on', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, `gus_partner.example#EXT#@${tenant.domain}`);
  await button(page, 'Accept').click();
  const { state } = await fourParts(page, 'This account is only a guest here');
  expect(state).toContain('changed nothing');
  expect(integrationsIn(await stateOf(tenant))).toEqual([]);
  await signInHere(page, tenant.account());
  await finish(page);
  await provesOneOfEach(tenant);
});

test('a member without a role is stopped before anything is written, and an administrator goes on', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, tenant.account('mia'));
  await shows(page, 'Need admin approval');
  await button(page, 'Return to the application').click();
  await fourParts(page, 'The sign-in was not finished');
  expect((await journalOf(tenant)).filter(({ write }) => write)).toEqual([]);
  await signInHere(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});

test('a member who may not create apps is told which role may, nothing is made, and an administrator goes on', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant('contoso.example', { usersMayRegisterApps: false });
  const admin = await otherBrowser();
  await signIn(admin, tenant.account());
  await shows(admin, 'Is this the right organization?');
  await signIn(page, tenant.account('mia'));
  await create(page);
  const { state, who } = await fourParts(page, 'The role to create apps is missing');
  expect(state).toContain('changed nothing');
  expect(who).toContain('Global Administrator');
  expect(integrationsIn(await stateOf(tenant))).toEqual([]);
  await signIn(admin, tenant.account());
  await finish(admin);
  await provesOneOfEach(tenant);
});

test('a Cloud Application Administrator creates, cannot approve, is told who can, and finishes after a colleague has approved', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account('carla'));
  await create(page);
  await shows(page, 'Approve on Microsoft’s page');
  await expect(page.getByText('Your account may not be able to approve')).toBeVisible();
  await leaveForConsent(page);
  await shows(page, 'Need admin approval');
  await button(page, 'Return to the application').click();
  const { who } = await fourParts(page, 'The role to approve is missing');
  expect(who).toContain('Privileged Role Administrator');
  expect((await stateOf(tenant)).appRoleAssignments).toEqual([]);
  const colleague = await otherBrowser();
  await signIn(colleague, tenant.account('paul'));
  await create(colleague);
  await approve(colleague);
  // a Privileged Role Administrator approves, but may not make a key for an app of somebody else
  await fourParts(colleague, 'The role to create apps is missing');
  expect((await stateOf(tenant)).appRoleAssignments).toHaveLength(49);
  await signIn(page, tenant.account('carla'));
  await finish(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('an approval whose return never came is found by the page itself', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await answerWithoutReturning(page, 'Accept');
  expect((await stateOf(tenant)).appRoleAssignments).toHaveLength(49);
  await page.goto('/connect');
  await connected(page);
  await provesOneOfEach(tenant);
});
