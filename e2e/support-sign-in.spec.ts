import { expect, test } from './fixtures';
import { newTenant } from './practice';
import { openAs, signInStaffHere, staffAccounts } from './staff';
import { button, shows, signIn } from './steps';

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

test('one token serves all pages of a tab, stays in it, and is gone after the sign-out', async ({ page, context }) => {
  const asked: string[] = [];
  page.on('request', (request) => {
    if (new URL(request.url()).pathname.endsWith('/oauth2/v2.0/token')) asked.push(request.method());
  });
  await openAs(page, 'reader');
  await shows(page, 'Cases');
  for (const name of ['Numbers', 'Invitations', 'Audit', 'Cases']) {
    await page.getByRole('navigation', { name: 'Support' }).getByRole('link', { name }).click();
    await shows(page, name);
  }
  await page.reload();
  await expect(page.getByText('Live ·')).toBeVisible();
  expect(asked).toEqual(['POST']);
  expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /token|account/i.test(key)))).toEqual([]);
  expect((await context.cookies()).filter(({ name }) => name.startsWith('practice-'))).toEqual([]);
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

test('the numbers agree with the list, and every chart has its table', async ({ page, otherBrowser }) => {
  const customer = await otherBrowser();
  await signIn(customer, (await newTenant()).account());
  await shows(customer, 'Is this the right organization?', 40_000);
  let count: () => void = () => {};
  const counted = new Promise<void>((resolve) => {
    count = resolve;
  });
  await page.route('**/api/support/numbers?*', async (route) => {
    await counted;
    await route.continue();
  });
  await openAs(page, 'reader', '/support/numbers');
  await shows(page, 'Numbers');
  // while it is counted, the boxes are there already, and stay where they are
  await expect(page.getByRole('status').filter({ hasText: 'Counting' })).toBeAttached();
  const places = () =>
    Promise.all(['Where onboardings stop', 'Time per step'].map((name) => page.getByRole('heading', { name, exact: true }).boundingBox()));
  const before = await places();
  count();
  await expect(page.getByRole('heading', { name: 'Invitations made in the period' })).toBeVisible();
  expect(await places()).toEqual(before);

  await page.keyboard.press('t');
  const rows = (name: string) => page.getByRole('table', { name, exact: true }).getByRole('row');
  await expect(rows('Connections by health')).toHaveCount(8);
  await expect(rows('Invitations made in the period, by stage')).toHaveCount(5);
  await expect(rows('Connections that began in the period, by step')).toHaveCount(7);
  // what has ended, this month and the 23 after it, what ends later
  await expect(rows('Keys by month of their end')).toHaveCount(28);
  await expect(rows('Time per step')).toHaveCount(7);

  // others come and go meanwhile: number and list are compared until nobody did
  await expect(async () => {
    await page.goto('/support/numbers');
    const link = page.getByRole('link', { name: /^See all [\d,]+ at Check$/ });
    const found = (await link.innerText()).match(/[\d,]+/)?.[0];
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/\/support\?step=check/);
    await expect(page.locator('.s-found')).toHaveText(new RegExp(` of ${found}$`), { timeout: 5000 });
  }).toPass({ timeout: 60_000 });
  await page.goto('/support/numbers');
  await page.getByRole('link', { name: 'Ending soon' }).click();
  await expect(page.getByRole('button', { name: /^Ending soon/ })).toHaveAttribute('aria-pressed', 'true');
  await page.goto('/support/numbers');
  await page.getByRole('link', { name: '90 days' }).click();
  await expect(page).toHaveURL(/days=90/);
});
