import { environment } from './environment';
import { isFitForAll, pressByKeyboard } from './fit';
import { expect, test } from './fixtures';
import { heldPage, invitedPage, invites, launchLink, opensInvitation, overPage, refuses, releases } from './invitations';
import { signsInInvited } from './inviting';
import { newTenant } from './practice';
import { button, fourParts, pickPerson, shows } from './steps';

test('every page of an invitation is fit for all, and an invited admin comes to the plan with the keyboard alone', async ({
  page,
  otherBrowser,
}) => {
  test.slow();
  const [expected, tenant] = [await newTenant(), await newTenant()];
  await page.goto('/invite');
  await overPage(page);
  await isFitForAll(page, 'over');
  await page.goto(`/launch?token=x`);
  await overPage(page);
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await expect(page).toHaveTitle('Your invitation · Defender Connect');
  await isFitForAll(page, 'start');
  await page.goto('/invite?problem=sign-in-cancelled&ref=0b3f7a52-6d1c');
  await isFitForAll(page, 'start-problem');
  await pressByKeyboard(page, 'Sign in with Microsoft');
  await page.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(page, tenant.account('adele'));
  await button(page, 'Accept').click();
  await heldPage(page);
  await isFitForAll(page, 'held');
  await page.getByRole('link', { name: 'Use another account' }).click();
  await heldPage(page);
  await isFitForAll(page, 'held-invitation');
  await page.goto('/connect');
  await heldPage(page);
  await releases(invited);
  await shows(page, 'Is this the right organization?', 20_000);
  await isFitForAll(page, 'plan');

  const other = await otherBrowser();
  const second = await invites({ tenant: expected.id });
  await opensInvitation(other, second.link);
  await isFitForAll(other, 'start-tenant');
  await signsInInvited(other, expected.account('adele'));
  await shows(other, 'Is this the right organization?', 40_000);

  const third = await otherBrowser();
  await third.goto(launchLink(expected.domain));
  await third.waitForURL('**/invite');
  await expect(third.getByText('This browser has used the invitation')).toBeVisible();
  await invitedPage(third);
  await isFitForAll(third, 'launched');
});

test('the page of an organization that was refused is fit for all', async ({ page }) => {
  const [expected, tenant] = [await newTenant(), await newTenant()];
  const invited = await invites({ domain: expected.domain });
  await opensInvitation(page, invited.link);
  await signsInInvited(page, tenant.account('adele'));
  await heldPage(page);
  await refuses(invited);
  await fourParts(page, 'FortifyData did not confirm this organization');
  await isFitForAll(page, 'refused');
});
