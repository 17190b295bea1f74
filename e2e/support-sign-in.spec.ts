import { expect, test } from './fixtures';
import { openAs, signInStaffHere, staffAccounts } from './staff';
import { button, shows } from './steps';

test('a manager and a reader sign in, each with their right on the page', async ({ page, otherBrowser }) => {
  await openAs(page, 'manager');
  await shows(page, 'Cases');
  await expect(page).toHaveURL(/\/support$/);
  const second = await otherBrowser();
  await openAs(second, 'reader');
  await shows(second, 'Cases');
});

test('an account without a role gets a plain page and no data', async ({ page, guard }) => {
  guard.allow(/status of 403/);
  await openAs(page, 'nobody');
  await expect(page.getByRole('heading', { name: 'You cannot see this dashboard yet' })).toBeVisible();
  await expect(page.getByText(staffAccounts.nobody)).toBeVisible();
  await expect(page.getByRole('table')).toHaveCount(0);
});

test('a link to a page inside leads there after the sign-in', async ({ page }) => {
  await page.goto('/support/numbers?days=7');
  await shows(page, 'Support sign-in');
  await signInStaffHere(page, 'reader');
  await shows(page, 'Numbers');
  await expect(page.getByRole('link', { name: '7 days' })).toHaveAttribute('aria-current', 'page');
});

test('tokens stay in this tab and are gone after the sign-out', async ({ page, context }) => {
  await openAs(page, 'reader');
  await shows(page, 'Cases');
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /token|account/i.test(key)))).toEqual([]);
  expect((await context.cookies()).filter(({ name }) => name.startsWith('__Host-'))).toEqual([]);
  await button(page, 'Sign out').click();
  await shows(page, 'Support sign-in');
  const left = await page.evaluate(() => Object.entries({ ...sessionStorage }).filter(([, value]) => /eyJ/.test(value)).length);
  expect(left).toBe(0);
});

test('only the support pages may fetch from Microsoft', async ({ request }) => {
  const policy = async (path: string) => (await request.get(path)).headers()['content-security-policy'] ?? '';
  expect(await policy('/support')).toMatch(/connect-src 'self' http/);
  expect(await policy('/support/cases/x')).toMatch(/connect-src 'self' http/);
  for (const path of ['/', '/connect', '/permissions', '/supporters', '/api/health'])
    expect(await policy(path)).toContain("connect-src 'self';");
});

test('the numbers agree with the list, and every chart has its table', async ({ page }) => {
  await openAs(page, 'reader', '/support/numbers');
  await shows(page, 'Numbers');
  await page.getByRole('heading', { name: 'Connections by health' }).waitFor();
  await page.keyboard.press('t');
  const rows = page.getByRole('table', { name: 'Connections by health' }).getByRole('row');
  await expect(rows).toHaveCount(8);
  for (const name of ['Connections that began in the period, by step', 'Time per step', 'Live keys by month of their end'])
    await expect(page.getByRole('table', { name })).toBeVisible();
  await page.getByRole('link', { name: '90 days' }).click();
  await expect(page).toHaveURL(/days=90/);
});
