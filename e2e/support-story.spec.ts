import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { done, leaves, linkOn, opens, signsIn } from './hand-over';
import { type Customer, foundInvitation, invites, newCustomer, opensInvitation, signsInInvited, takesLink } from './inviting';
import { newTenant, type Tenant } from './practice';
import { openAs } from './staff';
import { approve, button, connected, create, downloaded, leaveForConsent, shows } from './steps';

/** The state of one of the six steps in the case that is open. */
const step = (page: Page, name: string, state: string) =>
  expect(
    page
      .getByRole('list', { name: 'Six steps' })
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${name},`) }),
  ).toContainText(`, ${state}`, { timeout: 20_000 });
const invitation = (page: Page) => page.getByRole('region', { name: 'Invitation', exact: true });

/** Support invites the customer of a tenant by its domain. @returns the link, shown this once */
async function inviteTenant(support: Page, tenant: Tenant): Promise<{ customer: Customer; link: string }> {
  await support.goto('/support/invitations');
  const customer = { ...newCustomer(tenant.domain), name: `Customer of ${tenant.domain}` };
  const link = await invites(support, customer);
  await takesLink(support, customer);
  return { customer, link };
}

async function begins(admin: Page, invited: Awaited<ReturnType<typeof inviteTenant>>, account: string): Promise<void> {
  await opensInvitation(admin, invited.link, invited.customer);
  await signsInInvited(admin, account);
}

/** From the row of the invitation to its case. */
async function openCaseOf(support: Page, customer: Customer): Promise<void> {
  await (await foundInvitation(support, customer)).getByRole('link', { name: customer.name }).click();
  await support.waitForURL(/\/support\/cases\//);
  await expect(support.getByRole('list', { name: 'Six steps' })).toBeVisible();
}

test('an invited customer connects, and support sees each step as it happens', async ({ page, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant();
  await openAs(page, 'manager', '/support/invitations');
  const invited = await inviteTenant(page, tenant);
  const row = await foundInvitation(page, invited.customer);
  await expect(row).toContainText('Not opened');
  const admin = await otherBrowser();
  await opensInvitation(admin, invited.link, invited.customer);
  await expect(row).toContainText('Opened', { timeout: 20_000 });
  await row.getByRole('button', { name: 'New link' }).click();
  const question = page.getByRole('dialog', { name: `Make a new link for ${invited.customer.name}?` });
  await expect(question).not.toContainText('Somebody has signed in with it');
  await signsInInvited(admin, tenant.account());
  await shows(admin, 'Is this the right organization?', 40_000);
  await expect(question).toContainText('Somebody has signed in with it', { timeout: 20_000 });
  await button(page, 'Keep it as it is').click();
  await expect(row).toContainText('In use', { timeout: 20_000 });
  await expect(row).toContainText('at Check');

  await openCaseOf(page, invited.customer);
  await expect(invitation(page)).toContainText(invited.customer.contact);
  await expect(invitation(page)).toContainText(/Opened.* ago|Openedjust now/);
  await expect(page.getByRole('region', { name: 'Timeline' })).toContainText('Opened the invitation');
  await step(page, 'Check', 'current step');
  await create(admin);
  await step(page, 'Create', 'done');
  await step(page, 'Approve', 'current step');
  await approve(admin);
  await connected(admin);
  await step(page, 'Prove', 'done');
  await expect(page.getByText('Nobody has to act')).toBeVisible();
  await expect(invitation(page)).toContainText('Connected');
  await page.goto('/support/invitations?tab=ended');
  await expect(await foundInvitation(page, invited.customer)).toContainText('Connected', { timeout: 20_000 });
  // the tenant has another name: the case is found by the customer's id, and says whose it is
  await page.goto(`/support?q=${invited.customer.id}`);
  await expect(page.getByRole('row').filter({ hasText: tenant.domain })).toContainText(`${invited.customer.name}, ${invited.customer.id}`);
});

test('a stuck customer: the case names the next action, the links are extended, a colleague approves, the case is healthy', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const tenant = await newTenant();
  await openAs(page, 'manager', '/support/invitations');
  const invited = await inviteTenant(page, tenant);
  await (await foundInvitation(page, invited.customer)).getByRole('button', { name: 'Extend' }).click();
  await expect(page.getByText(`The link for ${invited.customer.name} is good for 7 days from now`)).toBeVisible();
  const admin = await otherBrowser();
  await begins(admin, invited, tenant.account('carla'));
  await create(admin);
  await leaveForConsent(admin);
  await shows(admin, 'Need admin approval');
  await button(admin, 'Return to the application').click();
  await shows(admin, 'The role to approve is missing', 40_000);

  await expect(await foundInvitation(page, invited.customer)).toContainText('stuck at Approve', { timeout: 20_000 });
  await openCaseOf(page, invited.customer);
  await expect(page.getByRole('heading', { name: /pass the approval to a Global or Privileged Role Administrator/ })).toBeVisible();
  await step(page, 'Approve', 'stopped');
  // somebody has signed in with it: its time is no matter any more
  await expect(invitation(page).getByRole('button', { name: 'Revoke' })).toBeVisible();
  await expect(invitation(page).getByRole('button', { name: 'Extend' })).toHaveCount(0);

  await button(admin, 'Ask a colleague to approve').first().click();
  const link = await linkOn(admin);
  const handOver = page.getByRole('region', { name: 'Link to a colleague' });
  await expect(handOver).toContainText('Not opened', { timeout: 20_000 });
  await expect(page.getByRole('heading', { name: /whether their colleague has the link: nobody has opened it/ })).toBeVisible();
  await handOver.getByRole('button', { name: 'Extend' }).click();
  await expect(handOver.getByText('The link is good for 7 days from now')).toBeVisible();
  const colleague = await otherBrowser();
  await opens(colleague, link);
  await signsIn(colleague, tenant.account());
  await leaves(colleague);
  await button(colleague, 'Accept').click();
  await done(colleague);
  await connected(admin, 90_000);
  await step(page, 'Prove', 'done');
  await expect(page.getByText('Nobody has to act')).toBeVisible();

  const text = await downloaded(page, 'Redacted bundle');
  expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1, case: { state: 'connected', invitation: { expects: 'domain' } } });
  const { customer } = invited;
  const names = [tenant.name, tenant.domain, tenant.account(), tenant.account('carla'), customer.name, customer.id, customer.contact];
  const secrets = [invited.link.slice(-43), link.slice(-43), tenant.id, new URL(page.url()).pathname.split('/').at(-1) ?? ''];
  for (const word of [...names, ...secrets]) expect(text.toLowerCase()).not.toContain(word.toLowerCase());
  expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i);
});
