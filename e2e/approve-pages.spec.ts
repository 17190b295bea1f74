import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { done, linkOn, opens, over } from './hand-over';
import { newTenant } from './practice';
import { button, connected, create, fourParts, pickPerson, shows, signIn } from './steps';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** Rules of accessibility in light and dark, nothing beyond 320 pixels, and a picture of each to be looked at. */
async function isFitForAll(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze();
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`),
      `${name}, ${colorScheme}`,
    ).toEqual([]);
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `test-results/approve/${name}-${colorScheme}-${width}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  await page.setViewportSize({ width: 320, height: 640 });
  expect(await page.evaluate(() => document.documentElement.scrollWidth), `${name} at 320 pixels`).toBeLessThanOrEqual(320);
  if (before) await page.setViewportSize(before);
}

/** Presses Tab until the button has the focus, then Enter. */
async function pressByKeyboard(page: Page, name: string): Promise<void> {
  const wanted = button(page, name);
  await wanted.waitFor();
  for (let presses = 0; presses < 200; presses += 1) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`${name} cannot be reached with Tab`);
}

test('every page of a hand-over is fit for all, and a colleague approves with the keyboard alone', async ({ page, otherBrowser }) => {
  test.slow();
  const tenant = await newTenant();
  await signIn(page, tenant.account('carla'));
  await create(page);
  await shows(page, 'Approve on Microsoft’s page', 30_000);
  await isFitForAll(page, 'admin-role-missing');
  await pressByKeyboard(page, 'Ask a colleague to approve');
  const link = await linkOn(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await isFitForAll(page, 'admin-waiting');
  const colleague = await otherBrowser();
  await colleague.goto('/approve');
  await over(colleague);
  await isFitForAll(colleague, 'link-over');
  await opens(colleague, link);
  await expect(colleague).toHaveTitle('Approve for a colleague · Defender Connect');
  await isFitForAll(colleague, 'colleague-start');
  await pressByKeyboard(colleague, 'Sign in with Microsoft');
  await colleague.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(colleague, tenant.account('mia'));
  await colleague.waitForURL('**/approve');
  await isFitForAll(colleague, 'colleague-weak');
  await pressByKeyboard(colleague, 'Continue to Microsoft to approve');
  await pressByKeyboard(colleague, 'Return to the application');
  await fourParts(colleague, 'The role to approve is missing');
  await isFitForAll(colleague, 'colleague-role-missing');
  await pressByKeyboard(colleague, 'Sign in with Microsoft');
  await colleague.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(colleague, tenant.account('adele'));
  await colleague.waitForURL('**/approve');
  await isFitForAll(colleague, 'colleague-approve');
  await page.reload();
  await expect(page.getByText('The link was shown once')).toBeVisible();
  await isFitForAll(page, 'admin-waiting-later');
  await pressByKeyboard(colleague, 'Continue to Microsoft to approve');
  await pressByKeyboard(colleague, 'Accept');
  await done(colleague);
  await isFitForAll(colleague, 'colleague-done');
  await connected(page);
});
