import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { fillInvitation, newCustomer } from './inviting';
import { newTenant } from './practice';
import { openAs, signInAgain } from './staff';
import { button, shows, signIn } from './steps';

const banner = (page: Page) => page.getByRole('status').filter({ hasText: 'You see what was there at' });

/** What MSAL keeps of this person is no longer good: neither the portal nor Microsoft takes it. */
const spoilTokens = (page: Page) =>
  page.evaluate(() => {
    for (const [key, text] of Object.entries({ ...sessionStorage })) {
      if (!/"credentialType":"(AccessToken|RefreshToken)"/.test(text)) continue;
      const token = JSON.parse(text) as { secret: string };
      sessionStorage.setItem(key, JSON.stringify({ ...token, secret: `${token.secret.slice(0, -6)}AAAAAA` }));
    }
  });

test('a sign-in that ends in the middle of a note or an invitation: told at once, and what was written is there after a new one', async ({
  page,
  otherBrowser,
  guard,
}) => {
  guard.allow(/status of 40[01]/);
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'manager');
  await page.getByLabel('Search cases').fill(tenant.domain);
  await page.getByRole('row').filter({ hasText: tenant.domain }).getByRole('link').click();
  await page.getByLabel('New note').fill('They call back at four.');
  const address = page.url();
  await spoilTokens(page);
  const unsaved = 'Not saved: your sign-in has ended.';
  await page.getByLabel('Owner').selectOption('me');
  // nothing was written there that could stay
  await expect(page.getByText('Not done: your sign-in has ended. Sign in again, then try once more.')).toBeVisible();
  await expect(page.getByLabel('Owner')).toHaveValue('nobody');
  await button(page, 'Add note').click();
  await expect(page.getByRole('region', { name: 'Notes' }).getByText(unsaved)).toBeVisible();
  await expect(page.getByText(unsaved)).toHaveCount(1);
  await expect(banner(page)).toContainText('Your sign-in has ended');
  await expect(page.getByRole('list', { name: 'Six steps' })).toBeVisible();
  await expect(page.getByLabel('New note')).toHaveValue('They call back at four.');

  await signInAgain(page);
  await page.waitForURL(address);
  await expect(page.getByRole('list', { name: 'Six steps' })).toBeVisible({ timeout: 20_000 });
  await expect(page.getByLabel('New note')).toHaveValue('They call back at four.', { timeout: 20_000 });
  await button(page, 'Add note').click();
  await expect(page.locator('.s-note').getByText('They call back at four.')).toBeVisible();
  await expect(page.getByLabel('New note')).toHaveValue('');
  await page.reload();
  await expect(page.getByLabel('New note')).toHaveValue('', { timeout: 20_000 });

  const invited = newCustomer();
  await page.goto('/support/invitations');
  await expect(page.getByText('Live ·')).toBeVisible();
  await spoilTokens(page);
  // the next look says so above the form, which moves it: a press in that moment would miss its button
  await expect(banner(page)).toContainText('Your sign-in has ended');
  await fillInvitation(page, invited);
  await expect(page.getByText(`${unsaved} Sign in again; what you wrote stays here.`)).toBeVisible();
  await signInAgain(page);
  await page.waitForURL('**/support/invitations');
  await expect(page.getByLabel('Customer ID')).toHaveValue(invited.id, { timeout: 20_000 });
  await button(page, 'Create invitation').click();
  await expect(page.getByRole('heading', { name: `Link for ${invited.name} is ready` })).toBeVisible();
  await page.reload();
  await expect(page.getByLabel('Customer ID')).toHaveValue('', { timeout: 20_000 });
});

test('a note that was not sent is gone after the sign-out', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const customer = await otherBrowser();
  await signIn(customer, tenant.account());
  await shows(customer, 'Is this the right organization?', 40_000);
  await openAs(page, 'manager');
  await page.getByLabel('Search cases').fill(tenant.domain);
  await page.getByRole('row').filter({ hasText: tenant.domain }).getByRole('link').click();
  await page.getByLabel('New note').fill('Not for others.');
  await button(page, 'Sign out').click();
  await shows(page, 'Support sign-in');
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage }))).not.toContain('Not for others.');
});

test('no answer for a minute is said above what was there last, and is over with the first answer', async ({ page }) => {
  await page.clock.install();
  await openAs(page, 'reader');
  await shows(page, 'Cases');
  await expect(page.getByText('Live ·')).toBeVisible({ timeout: 20_000 });
  // a line that is cut without a word: the request neither fails nor ends
  await page.route('**/api/support/connections?*', () => new Promise(() => {}));
  await page.route('**/api/support/connections', () => new Promise(() => {}));
  const asked = page.waitForRequest(/\/api\/support\/connections(\?|$)/);
  await page.clock.fastForward(9_000);
  await asked;
  await page.clock.fastForward(40_000);
  await expect(banner(page)).toHaveCount(0);
  await page.clock.fastForward(30_000);
  await expect(banner(page)).toContainText('No answer from the portal');
  await expect(page.getByText('Reconnecting')).toBeVisible();
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await page.clock.fastForward(9_000);
  await expect(banner(page)).toHaveCount(0);
  await expect(page.getByText('Live ·')).toBeVisible();
});
