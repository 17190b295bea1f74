import type { Page } from '@playwright/test';
import { isFitForAll } from './fit';
import { expect, test } from './fixtures';
import { newTenant } from './practice';
import { openAs } from './staff';
import { button, connect, create, leaveForConsent, shows, signIn } from './steps';

const lineHeight = 20;

/** Where the big boxes of a case begin: facts, six steps, left and right column. */
const tops = (page: Page): Promise<number[]> =>
  page
    .locator('.s-facts:visible')
    .first()
    .evaluate(() =>
      ['.s-facts', '.s-six', '.s-two > :first-child', '.s-two > :last-child'].map(
        (box) => document.querySelector(box)?.getBoundingClientRect().top ?? Number.NaN,
      ),
    );

/** Lets a case wait until what is given back is called. */
async function holdCase(page: Page): Promise<() => void> {
  let answer = () => {};
  const wait = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(/\/api\/support\/connections\/[0-9a-f-]{36}$/, async (route) => {
    await wait;
    await route.continue();
  });
  return answer;
}

test('list and case are worked by the keyboard alone', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'manager');
  await shows(page, 'Cases');
  await page.keyboard.press('/');
  await expect(page.getByLabel('Search cases')).toBeFocused();
  await page.keyboard.type(tenant.domain);
  await expect(page.getByRole('row').filter({ hasText: tenant.domain })).toHaveCount(1, { timeout: 20_000 });
  await expect(page).toHaveURL(new RegExp(`q=${tenant.domain}`));
  // the list that was searched, not the one before it
  await expect(page.getByText('1 of 1', { exact: true })).toBeVisible({ timeout: 20_000 });
  // leaves the field and keeps what is searched
  await page.keyboard.press('Tab');
  await page.keyboard.press('Escape');
  await page.getByRole('heading', { name: 'Cases' }).click();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('row').filter({ hasText: tenant.domain }).getByRole('link')).toBeFocused();
  await expect(page).toHaveURL(/at=/);
  const answer = await holdCase(page);
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/support\/cases\//);
  const address = page.url();
  await expect(page.getByText('Loading the case')).toBeAttached();
  const before = await tops(page);
  answer();
  await expect(page.getByRole('list', { name: 'Six steps' })).toBeVisible();
  const moved = (await tops(page)).map((top, index) => Math.abs(top - (before[index] ?? Number.NaN)));
  expect(
    moved.every((by) => by <= lineHeight),
    `moved by ${moved.join(', ')} pixels`,
  ).toBe(true);
  await page.keyboard.press('e');
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('m');
  await expect(page.getByLabel('New note')).toBeFocused();
  await page.keyboard.type('jke');
  await expect(page.getByLabel('New note')).toHaveValue('jke');
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('.s-note').getByText('jke', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/support\?/);
  await expect(page).toHaveURL(new RegExp(`q=${tenant.domain}`));
  // the address comes before the list that acts on keys
  await expect(page.getByRole('row').filter({ hasText: tenant.domain })).toHaveCount(1);
  // Enter is of what has the focus, whatever case is selected
  await page.goto(`/support?q=${tenant.domain}&at=00000000-0000-4000-8000-000000000000`);
  const whoseTurn = page.getByRole('navigation', { name: 'Whose turn' });
  await whoseTurn.getByRole('link', { name: /^Needs customer/ }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/tab=needs-customer/);
  await page.goBack();
  await expect(page).toHaveURL(/at=00000000/);
  await page.getByRole('row').filter({ hasText: tenant.domain }).getByRole('link').focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(address);
  await page.goBack();
  await expect(page.getByRole('row').filter({ hasText: tenant.domain })).toHaveCount(1);
  await page.keyboard.press('3');
  await expect(page).toHaveURL(/tab=needs-customer/);
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys of this page' })).toBeVisible();
  await page.getByLabel('Single keys act').uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await expect(page).toHaveURL(/tab=needs-customer/);
});

test('every support page and state is fit for all: rules of accessibility in light and dark, 320 pixels', async ({
  page,
  otherBrowser,
  guard,
}) => {
  test.setTimeout(240_000);
  guard.allow(/status of 404/);
  await page.goto('/support');
  await shows(page, 'Support sign-in');
  await isFitForAll(page, 'the door');
  const stuck = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, stuck.account());
  await create(customer);
  await leaveForConsent(customer);
  await button(customer, 'Cancel').click();
  await shows(customer, 'The permissions were not accepted', 40_000);
  const done = await newTenant();
  const second = await otherBrowser();
  await connect(second, done.account());

  await openAs(page, 'manager');
  await expect(page.getByRole('table').getByRole('link').first()).toBeVisible({ timeout: 20_000 });
  await isFitForAll(page, 'the list');
  await page.keyboard.press('?');
  await isFitForAll(page, 'the keys');
  await button(page, 'Close').click();
  await page.getByLabel('Search cases').fill('nobody is called this');
  await expect(page.getByRole('heading', { name: /No case matches/ })).toBeVisible();
  await isFitForAll(page, 'the empty list');
  for (const tenant of [stuck, done]) {
    await page.goto(`/support?q=${tenant.domain}`);
    await page.getByRole('row').filter({ hasText: tenant.domain }).getByRole('link').click();
    await expect(page.getByRole('list', { name: 'Six steps' })).toBeVisible();
    await page.locator('.s-op > summary').first().click();
    await isFitForAll(page, `the case of ${tenant === stuck ? 'a stuck' : 'a connected'} customer`);
  }
  await page.goto('/support/cases/00000000-0000-4000-8000-000000000000');
  await expect(page.getByRole('heading', { name: 'This case does not exist' })).toBeVisible();
  await isFitForAll(page, 'a case that does not exist');
  await page.goto('/support/numbers');
  await expect(page.getByRole('heading', { name: 'Invitations made in the period' })).toBeVisible();
  await page.keyboard.press('t');
  await expect(page.getByRole('table', { name: 'Time per step' })).toBeVisible();
  await isFitForAll(page, 'the numbers with every table open');
  await page.goto('/support/audit');
  await expect(page.getByRole('table', { name: 'Audit lines' })).toBeVisible();
  await isFitForAll(page, 'the audit');
});
