import type { Page } from '@playwright/test';
import { isFitForAll } from './fit';
import { expect, test } from './fixtures';
import {
  fillInvitation,
  foundInvitation,
  invitationRow,
  invites,
  linkFor,
  newCustomer,
  opensInvitation,
  signsInInvited,
  takesLink,
} from './inviting';
import { newTenant } from './practice';
import { openAs, tokenOf } from './staff';
import { button, shows } from './steps';
import { ownPage, send } from './wire';

const path = '/support/invitations';
const clipboard = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

test('an invitation is created, copied, extended, followed by a new link and revoked', async ({ page, context, otherBrowser }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  const link = await invites(page, customer);
  const card = page.getByRole('region', { name: `Link for ${customer.name} is ready` });
  await card.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => clipboard(page)).toBe(link);
  await card.getByRole('button', { name: 'Copy text to send' }).click();
  await expect.poll(() => clipboard(page)).toContain(`\n${link}\n`);
  const mail = new URL((await card.getByRole('link', { name: 'Write mail' }).getAttribute('href')) ?? '');
  expect([mail.protocol, decodeURIComponent(mail.pathname)]).toEqual(['mailto:', customer.contact]);
  expect(mail.searchParams.get('body')).toContain(link);

  const row = await foundInvitation(page, customer);
  await expect(row).toContainText('Not opened');
  await expect(row).toContainText('7 days left');
  await row.getByRole('button', { name: 'Extend' }).click();
  await expect(page.getByText(`The link for ${customer.name} is good for 7 days from now`)).toBeVisible();

  const admin = await otherBrowser();
  await opensInvitation(admin, link, customer);
  await expect(row).toContainText('Opened', { timeout: 20_000 });

  await row.getByRole('button', { name: 'New link' }).click();
  await button(page, 'Make a new link').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const next = await linkFor(page, customer);
  expect(next).not.toBe(link);
  await admin.goto(link);
  await shows(admin, 'This link is over');
  await opensInvitation(admin, next, customer);

  await row.getByRole('button', { name: 'Revoke' }).click();
  await button(page, 'Keep it as it is').click();
  await row.getByRole('button', { name: 'Revoke' }).click();
  await button(page, 'Revoke').last().click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toContainText('Revoked');
  await expect(page.getByRole('region', { name: `Link for ${customer.name} is ready` })).toHaveCount(0);
  await admin.goto(next);
  await shows(admin, 'This link is over');
});

test('what a colleague does meanwhile is seen under an open question, and a link that was taken back is not offered any more', async ({
  page,
}) => {
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  await invites(page, customer);
  const card = page.getByRole('region', { name: `Link for ${customer.name} is ready` });
  const row = await foundInvitation(page, customer);
  await row.getByRole('button', { name: 'Revoke' }).click();
  await expect(page.getByRole('dialog', { name: `Revoke the invitation of ${customer.name}?` })).toBeVisible();
  const id = await row.getAttribute('data-row');
  const headers = { ...ownPage, authorization: `Bearer ${await tokenOf(page)}` };
  const answer = await send({ method: 'POST', path: `/api/support/invitations/${id}/revoke`, headers, body: '{}' });
  expect(answer.status).toBe(200);
  const overtaken = page.getByRole('dialog', { name: `Nothing is left to do for ${customer.name}` });
  await expect(overtaken).toContainText('Revoked', { timeout: 20_000 });
  await button(page, 'Close').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toContainText('Revoked');
  await expect(card).toHaveCount(0);
});

test('a link that nobody took is not left without a question, by the menu or by Back; left, it is nowhere', async ({ page }) => {
  const customer = newCustomer();
  await openAs(page, 'manager');
  const menu = (name: string) => page.getByRole('link', { name, exact: true });
  const back = () => page.evaluate(() => history.back());
  await menu('Invitations').click();
  const token = (await invites(page, customer)).slice(-43);
  const question = page.getByRole('dialog', { name: 'Throw the link away?' });
  for (const leave of [() => menu('Cases').click(), back]) {
    await leave();
    await expect(question).toBeVisible();
    await button(page, 'Keep it').click();
    await expect(question).toHaveCount(0);
    await expect(page).toHaveURL(path);
  }
  await back();
  await button(page, 'Throw it away').click();
  await shows(page, 'Cases');
  await page.goForward();
  await shows(page, 'Invitations');
  await page.reload();
  await foundInvitation(page, customer);
  expect(await page.content()).not.toContain(token);
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(token);
});

test('faults are named at their fields, and an organization is invited once', async ({ page }) => {
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  await fillInvitation(page, { ...customer, expects: 'harrow glass', contact: 'anne@bramfield' });
  await expect(page.getByLabel('Expected tenant or domain')).toBeFocused();
  await expect(page.getByLabel('Expected tenant or domain')).toHaveAccessibleDescription(/as in a web address, without a space/);
  await expect(page.getByLabel('Contact')).toHaveAccessibleDescription(/no ending, such as \.com/);
  await fillInvitation(page, customer);
  await expect(page.getByRole('heading', { name: `Link for ${customer.name} is ready` })).toBeFocused();
});

test('an organization that is invited already is refused at its field', async ({ page, guard }) => {
  guard.allow(/status of 400/);
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  await invites(page, customer);
  await fillInvitation(page, { ...newCustomer(), expects: customer.expects });
  await expect(page.getByLabel('Expected tenant or domain')).toHaveAccessibleDescription(
    new RegExp(`Invited already for ${customer.name}`),
  );
});

test('an unexpected organization is held until somebody has compared the two and released it', async ({ page, context, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant('northwind.example');
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  const link = await invites(page, customer);
  const admin = await otherBrowser();
  await opensInvitation(admin, link, customer);
  const row = await foundInvitation(page, customer);
  // whoever does not get in is seen at once, with why and who can fix it
  await button(admin, 'Sign in with Microsoft').click();
  await button(admin, 'Cancel').click();
  await admin.waitForURL('**/invite?problem=*');
  await expect(row).toContainText(/stopped at sign-in: The sign-in was not finished, (just now|\d+ min ago)/, { timeout: 20_000 });
  await expect(row).toContainText('Customer can fix it');
  await expect(row.getByRole('link', { name: 'sign-in-cancelled' })).toHaveAttribute('href', '/errors/sign-in-cancelled');
  await signsInInvited(admin, tenant.account());
  await shows(admin, 'FortifyData checks the invitation first', 40_000);
  await expect(row).toContainText('Other tenant', { timeout: 20_000 });
  await expect(row).not.toContainText('stopped at sign-in');
  await row.getByRole('button', { name: 'Decide' }).click();
  const comparison = page.getByRole('table', { name: 'The invitation against the organization that signed in' });
  await expect(comparison).toContainText(customer.expects);
  await expect(comparison).toContainText(tenant.domain);
  await button(page, 'Release').click();
  // the button that was pressed is no more: the new question takes the focus, and its text is read with it
  const question = page.getByRole('heading', { name: new RegExp(`go on as ${customer.name}`) });
  await expect(question).toBeFocused();
  await expect(question).toHaveAccessibleDescription(/administrator can then create the app/);
  await button(page, 'Yes, release it').click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(row).toContainText('In use');
  await shows(admin, 'Is this the right organization?', 40_000);

  // a link that was made at the case is not lost by a key; one that was copied needs no question
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await takesLink(page, customer);
  await row.getByRole('link', { name: customer.name }).click();
  await page.getByRole('region', { name: 'Invitation', exact: true }).getByRole('button', { name: 'New link' }).click();
  await button(page, 'Make a new link').click();
  await expect(page.getByRole('heading', { name: `Link for ${customer.name} is ready` })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Throw the link away?' })).toBeVisible();
  await button(page, 'Keep it').click();
  await button(page, 'Copy link').click();
  await expect(button(page, 'Copied')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.waitForURL((url) => url.pathname === '/support');
  await expect(page.getByRole('heading', { level: 1, name: 'Cases', exact: true })).toBeVisible();
});

test('the case of a held organization names the decision, which is made there; refused, it has ended', async ({ page, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant('northwind.example');
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  const link = await invites(page, customer);
  const admin = await otherBrowser();
  await opensInvitation(admin, link, customer);
  await signsInInvited(admin, tenant.account());
  await shows(admin, 'FortifyData checks the invitation first', 40_000);
  await takesLink(page, customer);
  await (await foundInvitation(page, customer)).getByRole('link', { name: customer.name }).click();
  await expect(page.getByRole('heading', { name: /with the invitation, then release or refuse/ })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Invitation', exact: true })).toContainText('Other tenant');
  await button(page, 'Decide about the organization').click();
  await button(page, 'Refuse').click();
  await button(page, 'Yes, refuse it').click();
  await expect(page.getByRole('heading', { name: 'Nothing to do. The organization was refused' })).toBeVisible({ timeout: 20_000 });
  await shows(admin, 'FortifyData did not confirm this organization', 40_000);
});

test('a reader has no control that writes, and a forced write is refused with a reason', async ({ page, otherBrowser }) => {
  const customer = newCustomer();
  const manager = await otherBrowser();
  await openAs(manager, 'manager', path);
  await invites(manager, customer);
  await openAs(page, 'reader', path);
  await foundInvitation(page, customer);
  await expect(page.getByText('Inviting needs Support.Manage')).toBeVisible();
  for (const name of [/Create/, /Extend/, /New link/, /Revoke/, /Decide/]) await expect(page.getByRole('button', { name })).toHaveCount(0);
  await expect(page.locator('input[type=file]')).toHaveCount(0);
  const authorization = `Bearer ${await tokenOf(page)}`;
  const body = JSON.stringify({ customer: 'x', customerId: 'x', expects: 'x.example', contact: 'x@x.example' });
  const answer = await send({ method: 'POST', path: '/api/support/invitations', headers: { ...ownPage, authorization }, body });
  expect([answer.status, JSON.parse(answer.body).reason]).toEqual([403, expect.stringContaining('Support.Manage')]);
});

test('invitations are worked by the keyboard alone', async ({ page }) => {
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  await shows(page, 'Invitations');
  await page.keyboard.press('n');
  await expect(page.getByLabel('Customer', { exact: true })).toBeFocused();
  for (const text of [customer.name, customer.id, customer.expects, customer.contact]) {
    await page.keyboard.type(text);
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: `Link for ${customer.name} is ready` })).toBeFocused();
  await page.keyboard.press('/');
  await page.keyboard.type(customer.id);
  const row = invitationRow(page, customer);
  await expect(row).toHaveCount(1, { timeout: 20_000 });
  await expect(page).toHaveURL(new RegExp(`q=${customer.id}`));
  // the list that was searched, not the one before it
  await expect(page.getByText('1 of 1, most urgent first')).toBeVisible({ timeout: 20_000 });
  await page.keyboard.press('Tab');
  await page.keyboard.press('j');
  await expect(row).toBeFocused();
  await expect(page).toHaveURL(/at=/);
  let extensions = 0;
  page.on('request', (request) => {
    if (request.url().endsWith('/extend')) extensions += 1;
  });
  // held down, the keyboard repeats it
  for (let press = 0; press < 4; press += 1) await page.keyboard.down('x');
  await page.keyboard.up('x');
  await expect(page.getByText(`The link for ${customer.name} is good for 7 days from now`)).toBeVisible();
  await page.keyboard.press('s');
  await expect(page.getByRole('dialog', { name: `Make a new link for ${customer.name}?` })).toBeVisible();
  expect(extensions).toBe(1);
  await page.keyboard.press('Escape');
  await expect(row).toBeFocused();
  await page.reload();
  await expect(page.getByLabel('Search invitations')).toHaveValue(customer.id);
});

test('the page of invitations is fit for all: rules of accessibility in light and dark, 320 pixels', async ({ page }) => {
  test.setTimeout(180_000);
  const customer = newCustomer();
  await openAs(page, 'manager', path);
  await shows(page, 'Invitations');
  await fillInvitation(page, { ...customer, contact: 'anne@bramfield' });
  await isFitForAll(page, 'a form with a fault');
  await invites(page, customer);
  await isFitForAll(page, 'a list with a link that was just made');
  await (await foundInvitation(page, customer)).getByRole('button', { name: 'Revoke' }).click();
  await isFitForAll(page, 'the question before a link is revoked');
  await button(page, 'Keep it as it is').click();
  const buffer = Buffer.from(
    `Customer,Customer ID,Domain,Contact\nHarrow Glass,C-1,harrow glass,it@harrow.example\nWren,C-2,wren-${customer.id}.example,it@wren.example\n`,
  );
  await page.getByLabel('Choose a CSV file').setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer });
  await expect(page.getByText('1 row is ready')).toBeVisible();
  await isFitForAll(page, 'a file with faults');
  await page.getByLabel('Search invitations').fill('nobody is called this');
  await expect(page.getByRole('heading', { name: /No invitation matches/ })).toBeVisible({ timeout: 20_000 });
  await isFitForAll(page, 'the empty list');
});
