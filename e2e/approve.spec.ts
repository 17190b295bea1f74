import type { Page } from '@playwright/test';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { asks, done, handsOver, inDatabase, leaves, linkOn, opens, over, signsIn } from './hand-over';
import { act, newTenant, stateOf } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { answerWithoutReturning, button, connected, create, fourParts, leaveForConsent, pickPerson, signIn } from './steps';

test('a Cloud Application Administrator hands over, a colleague approves in another browser, and the first page is connected without a click', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  const link = await handsOver(page, tenant);
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await expect(colleague.getByRole('heading', { level: 1 })).toHaveText('Carla Stone asks you to approve');
  await expect(colleague.getByRole('heading', { name: 'The 61 permissions' })).toBeVisible();
  await signsIn(colleague, tenant.account('adele'));
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
  const facts = page.locator('#receipt');
  await expect(facts.getByText(`Carla Stone, ${tenant.account('carla')}`)).toBeVisible();
  await expect(facts.getByText(`Adele Vance, ${tenant.account('adele')}`)).toBeVisible();
  await colleague.reload();
  await done(colleague);
});

test('a link that is revoked, replaced, expired, used or made up opens nothing, and one that scanners have read is still good', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const tenant = await newTenant();
  const first = await handsOver(page, tenant);
  await button(page, 'Make a new link').click();
  await expect(page.locator('.copy code')).not.toHaveText(first);
  const second = await linkOn(page);
  const colleague = await otherBrowser();
  for (const dead of [first, `${environment.portalUrl}/approve/${'a'.repeat(43)}`, `${environment.portalUrl}/approve/x`]) {
    await colleague.goto(dead);
    await over(colleague);
  }
  const scans = await Promise.all(Array.from({ length: 10 }, () => fetch(second)));
  expect(await Promise.all(scans.map(async (scan) => (await scan.text()).includes('asks you to approve')))).toEqual(Array(10).fill(true));
  const opened = await inDatabase('SELECT opened_at FROM approval_links WHERE tenant_id = $1 AND ended_at IS NULL', [tenant.id]);
  expect(opened).toMatchObject({ rows: [{ opened_at: null }] });
  await opens(colleague, second);
  await expect(page.getByText('not signed in yet')).toBeVisible({ timeout: 20_000 });
  await button(page, 'Revoke the link').click();
  await expect(page.getByText('The link to your colleague was revoked')).toBeVisible();
  await colleague.goto(second);
  await over(colleague);
  await button(page, 'Ask a colleague to approve').click();
  const third = await linkOn(page);
  await inDatabase("UPDATE approval_links SET expires_at = now() - interval '1 second' WHERE tenant_id = $1 AND ended_at IS NULL", [
    tenant.id,
  ]);
  await colleague.goto(third);
  await over(colleague);
  await expect(page.getByText('The link to your colleague has expired')).toBeVisible({ timeout: 20_000 });
  await button(page, 'Ask a colleague to approve').click();
  const fourth = await linkOn(page);
  await opens(colleague, fourth);
  await signsIn(colleague, tenant.account('paul'));
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await connected(page);
  const stranger = await otherBrowser();
  await stranger.goto(fourth);
  await over(stranger);
  const { rows } = await inDatabase("SELECT action FROM audit_lines WHERE tenant_id = $1 AND action LIKE 'approval-link.%' ORDER BY seq", [
    tenant.id,
  ]);
  expect(rows.map(({ action }) => String(action).replace('approval-link.', ''))).toEqual([
    'created',
    'revoked',
    'created',
    'opened',
    'revoked',
    'created',
    'expired',
    'created',
    'opened',
    'redeemed',
    'departed',
    'approved',
  ]);
});

test('a link opened in two browsers belongs to the one that signed in, and a return finished in the other one counts for nothing', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  const link = await handsOver(page, tenant);
  const [mine, theirs] = [await otherBrowser(), await otherBrowser()];
  await opens(mine, link);
  await opens(theirs, link);
  await button(theirs, 'Sign in with Microsoft').click();
  await theirs.waitForURL(`${environment.practiceUrl}/**`);
  await signsIn(mine, tenant.account('adele'));
  await leaves(mine);
  const back = await answerWithoutReturning(mine, 'Accept');
  await pickPerson(theirs, tenant.account('paul'));
  await over(theirs);
  await theirs.goto(back);
  await expect(theirs.getByRole('heading', { level: 1 })).toBeVisible();
  expect(await inDatabase('SELECT state, consent_by FROM connections WHERE tenant_id = $1', [tenant.id])).toMatchObject({
    rows: [{ consent_by: null }],
  });
  await mine.goto(back);
  await done(mine);
  await mine.goto(back);
  await done(mine);
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a colleague of another organization, with a personal account or as a guest is told apart, learns nothing, and the right one goes on', async ({
  page,
  otherBrowser,
}) => {
  const [tenant, other] = [await newTenant(), await newTenant('fabrikam.example')];
  const link = await handsOver(page, tenant);
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await signsIn(colleague, other.account());
  const foreign = await fourParts(colleague, 'This account belongs to another organization');
  expect(Object.values(foreign).join(' ')).not.toMatch(/Contoso|Carla/);
  await signsIn(colleague, `gus_partner.example#EXT#@${tenant.domain}`);
  await fourParts(colleague, 'This account is only a guest here');
  await button(colleague, 'Sign in with Microsoft').click();
  await colleague.getByText('Use another account').click();
  await colleague.getByLabel('Account').fill('somebody@outlook.com');
  await button(colleague, 'Next').click();
  await expect(colleague.getByText('AADSTS500200')).toBeVisible();
  const signedIn = await inDatabase('SELECT signed_in_at FROM approval_links WHERE tenant_id = $1', [tenant.id]);
  expect(signedIn).toMatchObject({ rows: [{ signed_in_at: null }] });
  await colleague.goto('/approve');
  await signsIn(colleague, tenant.account('adele'));
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await connected(page);
  expect(await inDatabase('SELECT count(*)::int AS n FROM connections WHERE tenant_id = $1', [other.id])).toMatchObject({
    rows: [{ n: 0 }],
  });
});

test('a colleague without the role is told so, one who declines is told so, the first admin sees both, and an approval then connects', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  const link = await handsOver(page, tenant);
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await signsIn(colleague, tenant.account('mia'));
  await expect(colleague.getByText('Your account may not be able to approve')).toBeVisible();
  await leaves(colleague);
  await button(colleague, 'Return to the application').click();
  const { who } = await fourParts(colleague, 'The role to approve is missing');
  expect(who).toContain('Privileged Role Administrator');
  await expect(page.getByText('does not have the role to approve')).toBeVisible({ timeout: 20_000 });
  await signsIn(colleague, tenant.account('adele'));
  await leavesAfterSetback(colleague);
  await button(colleague, 'Cancel').click();
  const { state } = await fourParts(colleague, 'The permissions were not accepted');
  expect(state).toContain('It can read nothing');
  await expect(page.getByText('pressed Cancel on Microsoft’s page')).toBeVisible({ timeout: 20_000 });
  expect((await stateOf(tenant)).appRoleAssignments).toEqual([]);
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await connected(page);
  await provesOneOfEach(tenant);
});

/** After a new sign-in the page offers Microsoft's page again. */
async function leavesAfterSetback(page: Page): Promise<void> {
  await asks(page);
  await leaves(page);
}

test('the same person may use the link in the same browser: both stay what they are, and the receipt names one person for both', async ({
  page,
}) => {
  const tenant = await newTenant();
  const link = await handsOver(page, tenant, 'admin');
  const tab = await page.context().newPage();
  await opens(tab, link);
  await signsIn(tab, tenant.account('admin'));
  await leaves(tab);
  await button(tab, 'Accept').click();
  await done(tab);
  await connected(page);
  await expect(page.locator('#receipt').getByText(`Ada Ruiz, ${tenant.account('admin')}`)).toHaveCount(2);
  await provesOneOfEach(tenant);
});

test('an approval whose return never came is found by the page that waits', async ({ page, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant();
  const link = await handsOver(page, tenant);
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await signsIn(colleague, tenant.account('adele'));
  await leaves(colleague);
  await answerWithoutReturning(colleague, 'Accept');
  await connected(page, 90_000);
  await provesOneOfEach(tenant);
});

test('without a sign-in that lives the page says so, and after the next one it goes on without another approval', async ({
  page,
  otherBrowser,
  guard,
}) => {
  guard.allow(/status of 401/);
  const tenant = await newTenant();
  const link = await handsOver(page, tenant);
  await inDatabase('UPDATE sessions SET sealed_token = NULL, token_expires_at = NULL WHERE tenant_id = $1', [tenant.id]);
  await expect(page.getByText('Your sign-in for the setup is over')).toBeVisible({ timeout: 20_000 });
  await page.reload();
  await expect(page.getByText('The link was shown once')).toBeVisible();
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await signsIn(colleague, tenant.account('adele'));
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await fourParts(page, 'Your session has ended');
  await signIn(page, tenant.account('carla'));
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('the refusal at Microsoft’s page offers the hand-over, and an activated role counts after a fresh sign-in at the same place', async ({
  page,
}) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account('carla'));
  await create(page);
  await leaveForConsent(page);
  await button(page, 'Return to the application').click();
  const { next } = await fourParts(page, 'The role to approve is missing');
  expect(next).toContain('link');
  await button(page, 'Ask a colleague to approve').click();
  await linkOn(page);
  await page.goto('/connect');
  await leavesToMicrosoft(page);
  await button(page, 'Return to the application').click();
  await fourParts(page, 'The role to approve is missing');
  await act(tenant, { do: 'setRoles', account: tenant.account('carla'), roles: ['globalAdministrator'] });
  await button(page, 'I have activated a role: sign in again').click();
  await pickPerson(page, tenant.account('carla'));
  await page.waitForURL('**/connect');
  await leavesToMicrosoft(page);
  await button(page, 'Accept').click();
  await connected(page);
  await expect(page.locator('#receipt').getByText(`Carla Stone, ${tenant.account('carla')}`)).toHaveCount(2);
  await provesOneOfEach(tenant);
});

async function leavesToMicrosoft(page: Page): Promise<void> {
  await button(page, 'Continue to Microsoft to approve').click({ timeout: 30_000 });
  await page.waitForURL(`${environment.practiceUrl}/**`);
}
