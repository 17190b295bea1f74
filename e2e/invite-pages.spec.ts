import type { Page } from '@playwright/test';
import { environment } from './environment';
import { isFitForAll, reach } from './fit';
import { expect, test } from './fixtures';
import { heldPage, invitedPage, invites, launchLink, opensInvitation, overPage, refuses, releases } from './invitations';
import { signsInInvited } from './inviting';
import { newTenant } from './practice';
import { button, fourParts, pickPerson, shows } from './steps';

/** Fit for all, with pictures to be looked at. */
async function looksFit(page: Page, name: string): Promise<void> {
  await isFitForAll(page, name);
  const before = page.viewportSize();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of [1440, 320]) {
      await page.setViewportSize({ width, height: 900 });
      await page.screenshot({ path: `test-results/invite/${name}-${colorScheme}-${width}.png`, fullPage: true });
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before) await page.setViewportSize(before);
}

async function pressByKeyboard(page: Page, name: string): Promise<void> {
  await reach(page, name);
  await page.keyboard.press('Enter');
}

test('every page of an invitation is fit for all, and an invited admin comes to the plan with the keyboard alone', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const [expected, tenant] = [await newTenant(), await newTenant()];
  await page.goto('/invite');
  await overPage(page);
  await looksFit(page, 'over');
  await page.goto(`/launch?token=x`);
  await overPage(page);
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await expect(page).toHaveTitle('Your invitation · Defender Connect');
  await looksFit(page, 'start');
  await page.goto('/invite?problem=sign-in-cancelled&ref=0b3f7a52-6d1c');
  await looksFit(page, 'start-problem');
  await pressByKeyboard(page, 'Sign in with Microsoft');
  await page.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(page, tenant.account('adele'));
  await button(page, 'Accept').click();
  await heldPage(page);
  await looksFit(page, 'held');
  await page.getByRole('link', { name: 'Use another account' }).click();
  await heldPage(page);
  await looksFit(page, 'held-invitation');
  await page.goto('/connect');
  await heldPage(page);
  await releases(invited);
  await shows(page, 'Is this the right organization?', 20_000);
  await looksFit(page, 'plan');

  const other = await otherBrowser();
  const second = await invites({ tenant: expected.id });
  await opensInvitation(other, second.link);
  await looksFit(other, 'start-tenant');
  await signsInInvited(other, expected.account('adele'));
  await shows(other, 'Is this the right organization?', 40_000);

  const third = await otherBrowser();
  await third.goto(launchLink(expected.domain));
  await third.waitForURL('**/invite');
  await expect(third.getByText('This browser has used the invitation')).toBeVisible();
  await invitedPage(third);
  await looksFit(third, 'launched');
});

test('the page of an organization that was refused is fit for all', async ({ page }) => {
  const [expected, tenant] = [await newTenant(), await newTenant()];
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await signsInInvited(page, tenant.account('adele'));
  await heldPage(page);
  await refuses(invited);
  await fourParts(page, 'FortifyData did not confirm this organization');
  await looksFit(page, 'refused');
});
