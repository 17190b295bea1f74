import type { Route } from '@playwright/test';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { inDatabase } from './hand-over';
import {
  auditOf,
  customer,
  heldPage,
  invitationOf,
  invites,
  launchLink,
  opensInvitation,
  overPage,
  refuses,
  releases,
} from './invitations';
import { signsInInvited } from './inviting';
import { journalEnd, journalOf, newTenant, stateOf } from './practice';
import { provesOneOfEach } from './proof';
import { approve, button, connect, connected, create, fourParts, pickPerson, shows } from './steps';

const writesOf = async (tenant: Parameters<typeof journalOf>[0], since = 0) =>
  (await journalOf(tenant, since)).filter(({ service, write }) => service === 'graph' && write);

for (const kind of ['tenant', 'domain'] as const) {
  test(`an admin who is invited by the organization’s ${kind} connects, and the plan names customer and organization`, async ({ page }) => {
    const tenant = await newTenant();
    const invited = await invites(kind === 'tenant' ? { tenant: tenant.id } : { domain: tenant.domain });
    await opensInvitation(page, invited.link);
    await expect(page.getByLabel('The invitation')).toContainText(kind === 'tenant' ? tenant.id : tenant.domain);
    await button(page, 'Sign in with Microsoft').click();
    await page.waitForURL(`${environment.practiceUrl}/login/${kind === 'tenant' ? tenant.id : 'organizations'}/**`);
    await pickPerson(page, tenant.account('adele'));
    await button(page, 'Accept').click();
    await shows(page, 'Is this the right organization?', 40_000);
    await expect(page.getByText(`You connect ${tenant.name} for ${customer}.`)).toBeVisible();
    await create(page);
    await approve(page);
    await connected(page);
    await provesOneOfEach(tenant);
    expect(await invitationOf(invited)).toMatchObject({ tenant_id: tenant.id, held_at: null, redeemed_at: expect.any(Date) });
  });
}

test('a link is one browser’s: scanners leave it good, another browser is told that it is over, the same one goes on', async ({
  page,
  guard,
  browser,
  contextOptions,
}) => {
  const tenant = await newTenant();
  const invited = await invites({ tenant: tenant.id });
  const scans = await Promise.all(Array.from({ length: 10 }, () => fetch(invited.link)));
  expect(await Promise.all(scans.map(async (scan) => (await scan.text()).includes(customer)))).toEqual(Array(10).fill(true));
  expect(await invitationOf(invited)).toMatchObject({ opened_at: null, redeemed_at: null });
  // a press that comes too late is refused, which the browser notes on its console
  const late = await (await browser.newContext(contextOptions)).newPage();
  const made = `${environment.portalUrl}/invite/${'a'.repeat(43)}`;
  guard.allow(/net::ERR_FAILED/);
  await opensInvitation(late, invited.link);
  await opensInvitation(page, invited.link);
  // the answer to the press is lost on the way: the invitation is used, by this browser
  const lose = async (route: Route) => {
    await route.fetch();
    await route.abort();
  };
  await page.route('**/api/invite/sign-in', lose, { times: 1 });
  await button(page, 'Sign in with Microsoft').click();
  await page.waitForURL(`${environment.practiceUrl}/**`, { timeout: 20_000 });
  expect(await invitationOf(invited)).toMatchObject({ redeemed_at: expect.any(Date), signed_in_at: null });
  await button(late, 'Sign in with Microsoft').click();
  const words = await overPage(late);
  for (const dead of [invited.link, made, `${environment.portalUrl}/invite/x`]) {
    await late.goto(dead);
    expect(await overPage(late)).toEqual(words);
  }
  await late.context().close();
  await page.goto(invited.link);
  await expect(page.getByText('This browser has used the invitation')).toBeVisible();
  await signsInInvited(page, tenant.account('adele'));
  await shows(page, 'Is this the right organization?', 40_000);
});

test('another organization than expected is held before the first write, and goes on by itself once it was let in', async ({ page }) => {
  test.slow();
  const [expected, tenant] = [await newTenant(), await newTenant()];
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await signsInInvited(page, tenant.account('adele'));
  const words = await heldPage(page);
  expect(words.happened).toContain(customer);
  expect(words.happened).toContain(expected.domain);
  expect(words.state).toContain('changed nothing');
  await page.reload();
  await heldPage(page);
  expect(await writesOf(tenant)).toEqual([]);
  expect((await stateOf(tenant)).applications).toEqual([]);
  expect(await auditOf(tenant)).toContain('connection.held');
  const { rows } = await inDatabase('SELECT tab, cause FROM support_cases WHERE tenant_id = $1', [tenant.id]);
  expect(rows).toEqual([{ tab: 'needs-us', cause: 'held' }]);
  await releases(invited);
  await shows(page, 'Is this the right organization?', 20_000);
  await create(page);
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant);
});

test('an organization that is refused is told so and nothing was made; with the right account the same link goes on', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const [expected, tenant] = [await newTenant(), await newTenant()];
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await signsInInvited(page, tenant.account('adele'));
  await heldPage(page);
  await refuses(invited);
  await fourParts(page, 'FortifyData did not confirm this organization');
  expect(await writesOf(tenant)).toEqual([]);
  await page.goto('/invite');
  await fourParts(page, 'FortifyData did not confirm this organization');

  const right = await otherBrowser();
  const second = await invites({ domain: expected.domain });
  await opensInvitation(right, second.link);
  await signsInInvited(right, tenant.account('paul'));
  // the organization has a connection by now, held under the first invitation, and keeps it
  await heldPage(right);
  await signsInInvited(right, expected.account('adele'));
  await shows(right, 'Is this the right organization?', 40_000);
  expect(await invitationOf(second)).toMatchObject({ tenant_id: expected.id, held_at: null });
});

test('a connected organization that comes with an invitation for another one keeps its connection as it is', async ({ page }) => {
  test.slow();
  const [expected, tenant] = [await newTenant(), await newTenant()];
  await connect(page, tenant.account());
  const since = await journalEnd();
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await signsInInvited(page, tenant.account());
  const words = await heldPage(page);
  expect(words.state).toContain('What was connected before is as it was');
  expect(await writesOf(tenant, since)).toEqual([]);
  expect(await invitationOf(invited)).toMatchObject({ tenant_id: tenant.id, connection_id: null, held_at: expect.any(Date) });
  await releases(invited);
  await expect(page.getByText('This browser has used the invitation')).toBeVisible({ timeout: 20_000 });
  await signsInInvited(page, tenant.account());
  await connected(page);
});

test('a signed launch of FortifyData’s platform begins a connection, once, and is not used up by a prefetch', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  const link = launchLink(tenant.id);
  for (let times = 0; times < 5; times += 1) expect(await (await fetch(link)).text()).toContain(customer);
  await page.goto(link);
  await page.waitForURL('**/invite');
  await signsInInvited(page, tenant.account('adele'));
  await shows(page, 'Is this the right organization?', 40_000);
  await expect(page.getByText(`You connect ${tenant.name} for ${customer}.`)).toBeVisible();
  const late = await otherBrowser();
  await late.goto(link);
  await overPage(late);
  await late.goto(link.replace('token=', 'token=x'));
  await overPage(late);
});
