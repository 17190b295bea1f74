import type { Page, Response } from '@playwright/test';
import { expect, test } from './fixtures';
import { newTenant, type Tenant } from './practice';
import { openAs, tokenOf } from './staff';
import { approve, button, connected, create, downloaded, finish, leaveForConsent, shows, signIn } from './steps';
import { ownPage, send } from './wire';

/** The row of an organization in the list: found by its domain, which belongs to one test alone. */
async function findRow(page: Page, tenant: Tenant) {
  await page.getByLabel('Search cases').fill(tenant.domain);
  const row = page.getByRole('row').filter({ hasText: tenant.domain });
  await expect(row).toHaveCount(1, { timeout: 20_000 });
  return row;
}

/** Opens the case of an organization from the list. */
async function openCase(page: Page, tenant: Tenant): Promise<void> {
  const row = await findRow(page, tenant);
  await row.getByRole('link').click();
  await page.waitForURL(/\/support\/cases\//);
  await expect(page.getByRole('list', { name: 'Six steps' })).toBeVisible();
}

const step = (page: Page, name: string, state: string) =>
  expect(
    page
      .getByRole('list', { name: 'Six steps' })
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^${name},`) }),
  ).toContainText(`, ${state}`, {
    timeout: 20_000,
  });
const idOf = (page: Page) => new URL(page.url()).pathname.split('/').at(-1) ?? '';

test('an onboarding appears step by step in the list and in the case, without a reload', async ({ page, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'manager');
  const row = await findRow(page, tenant);
  await expect(row).toContainText('Check', { timeout: 20_000 });
  await expect(row).toContainText('Customer');
  await openCase(page, tenant);
  await step(page, 'Check', 'current step');
  await create(customer);
  await step(page, 'Create', 'done');
  await step(page, 'Approve', 'current step');
  await expect(page.getByRole('region', { name: 'What the customer sees when signed in' })).toContainText('Approve on Microsoft’s page');
  await approve(customer);
  await connected(customer);
  await step(page, 'Prove', 'done');
  await expect(page.getByText('Nobody has to act')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Proof, permission by permission' }).first()).toBeVisible();
  await page.goto('/support?tab=healthy');
  await expect(await findRow(page, tenant)).toContainText('All done');
});

test('a stuck case names the next action and who can fix it, and turns healthy when a colleague has approved', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account('carla'));
  await create(customer);
  await leaveForConsent(customer);
  await shows(customer, 'Need admin approval');
  await button(customer, 'Return to the application').click();
  await shows(customer, 'The role to approve is missing', 40_000);

  await openAs(page, 'manager', '/support?tab=needs-customer');
  await openCase(page, tenant);
  await expect(page.getByRole('heading', { name: /pass the approval to a Global or Privileged Role Administrator/ })).toBeVisible();
  await expect(page.getByText('Customer can fix it')).toBeVisible();
  await step(page, 'Approve', 'stopped');
  await expect(page.getByRole('region', { name: 'What the customer sees when signed in' })).toContainText('The role to approve is missing');
  const timeline = page.getByRole('region', { name: 'Timeline' });
  await expect(timeline).toContainText('Accepted the plan');
  await timeline.getByRole('button', { name: 'Problems 1' }).click();
  await timeline.getByText('Came back from Microsoft’s page without an approval').click();
  await expect(timeline.getByRole('link', { name: 'consent-role-missing' })).toBeVisible();
  await expect(timeline.getByRole('button', { name: 'Copy for a Microsoft ticket' })).toBeVisible();
  await expect(page.getByText(/^0 of \d+ granted\. Not tried yet\.$/).first()).toBeVisible();

  const colleague = await otherBrowser();
  await signIn(colleague, tenant.account());
  await finish(colleague);
  await step(page, 'Prove', 'done');
  await expect(page.getByText('Nobody has to act')).toBeVisible();
});

test('notes, owner and follow-up are kept, shown to colleagues and written down', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'manager');
  await openCase(page, tenant);
  const address = page.url();
  await page.getByLabel('New note').fill('Called them.\n<b>They approve on Monday.</b>');
  await button(page, 'Add note').click();
  await expect(page.locator('.s-note').getByText('<b>They approve on Monday.</b>')).toBeVisible();
  await expect(page.getByLabel('New note')).toHaveValue('');
  await page.getByLabel('Owner').selectOption('me');
  await page.getByLabel('Follow up').fill('2026-11-20');
  await expect(page.getByText('overdue')).toBeVisible();
  // with the keyboard one passes through days that nobody means: the last one is kept, and the field keeps the focus
  const followUp = page.getByLabel('Follow up');
  const changed = page.getByRole('region', { name: 'Staff access' }).getByText('Changed the follow-up date');
  await expect(changed).toHaveCount(1, { timeout: 20_000 });
  await expect(page.getByLabel('Owner')).toHaveValue('me');
  await followUp.focus();
  await Promise.all(['ArrowUp', 'ArrowUp', 'ArrowUp'].map((key) => page.keyboard.press(key)));
  await expect(changed).toHaveCount(2, { timeout: 20_000 });
  await expect(followUp).toHaveValue('2026-02-20');
  await expect(followUp).toBeFocused();
  await followUp.blur();
  await page.reload();
  await expect(followUp).toHaveValue('2026-02-20', { timeout: 20_000 });
  await expect(changed).toHaveCount(2);
  // nothing can be read before the customer's next sign-in: the button says what it does
  await button(page, 'Mark for re-check').click();
  await expect(page.getByText('Re-check asked for by Manu Silva')).toBeVisible();

  const reader = await otherBrowser();
  await openAs(reader, 'reader', `/support?recheck=true&q=${tenant.domain}`);
  const row = reader.getByRole('row').filter({ hasText: tenant.domain });
  await expect(row.getByText('Re-check asked')).toBeAttached({ timeout: 20_000 });
  await reader.getByRole('combobox', { name: 'Owner' }).selectOption({ label: 'Manu Silva' });
  await reader.getByRole('combobox', { name: 'Who can fix it' }).selectOption('FortifyData');
  await expect(reader.getByRole('heading', { name: /No case matches/ })).toBeVisible();
  await reader.getByRole('combobox', { name: 'Who can fix it' }).selectOption('Customer');
  await expect(row).toHaveCount(1);
  await expect(reader).toHaveURL(/by=customer/);
  await button(reader, 'Remove filters').click();
  await expect(button(reader, 'Remove filters')).toHaveCount(0);
  await expect(row).toHaveCount(1);
  await reader.goto(new URL(address).pathname);
  await expect(reader.getByText('<b>They approve on Monday.</b>')).toBeVisible();
  await expect(reader.getByText('2026-02-20')).toBeVisible();
  const access = reader.getByRole('region', { name: 'Staff access' });
  await expect(access.getByRole('row').filter({ hasText: 'Manu' }).first()).toBeVisible();
  await reader.goto(`/support/audit?connection=${idOf(page)}`);
  const lines = reader.getByRole('table', { name: 'Audit lines' });
  await expect(
    lines
      .getByRole('row')
      .filter({ hasText: /staff\./ })
      .first(),
  ).toBeVisible();
  const byOthers = lines.getByRole('row').filter({ hasNotText: 'Manu Silva' }).filter({ hasNotText: 'Time (UTC)' });
  await expect(byOthers).not.toHaveCount(0);
  await reader.getByRole('combobox', { name: 'Who', exact: true }).selectOption({ label: 'Manu Silva' });
  await expect(byOthers).toHaveCount(0);
  await expect(lines.getByRole('row').filter({ hasText: 'staff.note' })).toHaveCount(1);
  await reader.getByLabel('To', { exact: true }).fill('2020-01-01');
  await button(reader, 'Filter').click();
  await expect(reader.getByText('No line fits these filters.')).toBeVisible();
  // older lines that do not come are said not to have come, and can be asked for again
  let away = true;
  await reader.route(/\/api\/support\/audit\?/, (route) => {
    const url = new URL(route.request().url());
    // a proxy between that answers for a portal that is away
    if (url.searchParams.has('cursor')) return away ? route.fulfill({ status: 200, body: 'not ours' }) : route.continue();
    url.searchParams.set('limit', '2');
    return route.continue({ url: url.href });
  });
  await reader.goto(`/support/audit?connection=${idOf(page)}&who=staff`);
  await expect(lines.getByRole('row')).toHaveCount(3);
  await button(reader, 'Load older lines').click();
  await expect(reader.getByText('Not loaded: the portal did not answer. Try again.')).toBeVisible();
  await expect(lines.getByRole('row')).toHaveCount(3);
  away = false;
  await button(reader, 'Load older lines').click();
  await expect(lines.getByRole('row').filter({ hasText: 'staff.note' })).toHaveCount(1);
  await expect(reader.getByText('Not loaded: the portal did not answer. Try again.')).toHaveCount(0);
});

test('a reader has no control that writes, and a forced write is refused with a reason', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'reader');
  await openCase(page, tenant);
  await expect(page.getByText('You can look.')).toBeVisible();
  for (const name of ['Re-check now', 'Mark for re-check', 'Add note']) await expect(button(page, name)).toHaveCount(0);
  await expect(page.getByRole('textbox').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('combobox')).toHaveCount(0);
  const authorization = `Bearer ${await tokenOf(page)}`;
  const write = (what: string, body: object) =>
    send({
      method: 'POST',
      path: `/api/support/connections/${idOf(page)}/${what}`,
      headers: { ...ownPage, authorization },
      body: JSON.stringify(body),
    });
  for (const [what, body] of Object.entries({ notes: { text: 'x' }, owner: { owner: 'me' }, 'follow-up': { on: null }, 're-check': {} })) {
    const answer = await write(what, body);
    expect(answer.status, what).toBe(403);
    expect(JSON.parse(answer.body), what).toMatchObject({ code: 'forbidden', reason: expect.stringContaining('Support.Manage') });
  }
});

test('the bundle of a case holds no name, no full id and no account', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await create(customer);
  await shows(customer, 'Approve on Microsoft’s page', 40_000);
  await openAs(page, 'reader');
  await openCase(page, tenant);
  const text = await downloaded(page, 'Redacted bundle');
  expect(JSON.parse(text)).toMatchObject({ schemaVersion: 1 });
  for (const secret of [tenant.id, tenant.domain, tenant.name, tenant.account(), idOf(page)]) expect(text).not.toContain(secret);
});

test('new changes wait until they are asked for, and nothing moves meanwhile', async ({ page, otherBrowser }) => {
  test.slow();
  const first = await newTenant('northwind.example');
  const customer = await otherBrowser();
  await signIn(customer, first.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'reader', '/support?sort=created');
  await expect(page.getByRole('row').filter({ hasText: first.domain })).toHaveCount(1, { timeout: 20_000 });
  const second = await newTenant('northwind.example');
  const other = await otherBrowser();
  const row = page.getByRole('row').filter({ hasText: second.domain });
  // cases of other tests come and go meanwhile: what counts is an answer that holds this one
  const isTold = async (answer: Response) =>
    answer.url().includes('/api/support/connections?') && (await answer.text().catch(() => '')).includes(second.domain);
  const told = page.waitForResponse(isTold, { timeout: 60_000 });
  await signIn(other, second.account());
  await told;
  await expect(page.getByRole('button', { name: /new changes? · show/ })).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.keyboard.press('r');
  await expect(row).toHaveCount(1);
});
