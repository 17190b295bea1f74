import type { Page } from '@playwright/test';
import { isFitForAll, reach } from './fit';
import { expect, test } from './fixtures';
import { changeSettings, newTenant } from './practice';
import { provesOneOfEach } from './proof';
import { approve, button, connect, create, fourParts, leaveForConsent, pickPerson, shows, signIn } from './steps';

const open: Readonly<Record<string, string>> = {
  '/': 'Connect Microsoft Defender',
  '/?problem=consent-declined&ref=abcd1234': 'Connect Microsoft Defender',
  '/permissions': 'All 61 permissions, and why · Defender Connect',
  '/errors': 'Error codes · Defender Connect',
  '/errors/AADSTS90094': 'AADSTS90094 · Defender Connect',
  '/errors/no-such-code': 'A code that is not in our list · Defender Connect',
  '/privacy': 'Privacy · Defender Connect',
  '/connect': 'Sign in to go on · Defender Connect',
};

for (const [path, title] of Object.entries(open)) {
  test(`${path} is fit for all: rules of accessibility in light and dark, 320 pixels, title`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveTitle(title);
    await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
    await isFitForAll(page, path);
  });
}

test('an unknown address is a page of ours, fit for all', async ({ page, guard }) => {
  guard.allow(/the server responded with a status of 404/);
  await page.goto('/nowhere');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await isFitForAll(page, '/nowhere');
});

test('the question for a service reference, and what is wrong with an answer, is fit for all', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { serviceReferenceRequired: true });
  await signIn(page, tenant.account());
  await create(page);
  await fourParts(page, 'New apps need a service reference here');
  await button(page, 'Use this reference').click();
  await expect(page.getByText('Enter the reference: one line')).toBeVisible();
  await isFitForAll(page, 'New apps need a service reference here');
});

test('every state of the working page, and the receipt, is fit for all and says in the title where it stands', async ({ page }) => {
  test.slow();
  const tenant = await newTenant('contoso.example');
  await signIn(page, tenant.account());
  const stands = async (title: string) => {
    await shows(page, title, 30_000);
    await expect(page).toHaveTitle(`${title} · Defender Connect`);
    await isFitForAll(page, title);
  };
  await stands('Is this the right organization?');
  await unfold(page);
  await isFitForAll(page, 'the plan with every group open');
  await changeSettings(tenant, { lagSeconds: 15 });
  await button(page, 'Create and continue').click();
  await stands('Microsoft is copying the new app');
  await changeSettings(tenant, { lagSeconds: 0 });
  await stands('Approve on Microsoft’s page');
  await page.getByText('Something went wrong on Microsoft’s page?').click();
  await isFitForAll(page, 'the panel for codes of Microsoft’s pages');
  await leaveForConsent(page);
  await button(page, 'Cancel').click();
  await stands('The permissions were not accepted');
  await button(page, 'Continue to Microsoft to approve').click();
  await button(page, 'Accept').click();
  await stands('Microsoft Defender is connected');
  await unfold(page);
  await isFitForAll(page, 'the result with every part open');
  await page.goto('/connect/receipt');
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1);
  await isFitForAll(page, 'the receipt');
});

/** Opens everything that is folded. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });

test('the choice where a policy forbids client secrets, and the result of a certificate, are fit for all', async ({ page }) => {
  test.slow();
  const tenant = await newTenant('tailspin.example', { certificatePolicy: { trustedAuthority: true } });
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await fourParts(page, 'Client secrets are not allowed here');
  await isFitForAll(page, 'the choice');
  await button(page, 'Add certificate and continue').click();
  await fourParts(page, 'A policy does not take this certificate');
  await isFitForAll(page, 'the refused certificate');
  await changeSettings(tenant, { certificatePolicy: null });
  await button(page, 'Try again').click();
  await shows(page, 'Microsoft Defender is connected', 40_000);
  await isFitForAll(page, 'the result of a certificate');
});

test('the main job is done with the keyboard alone', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await reach(page, 'Sign in with Microsoft');
  await page.keyboard.press('Enter');
  await shows(page, 'Pick an account');
  await pickPerson(page, tenant.account());
  await reach(page, 'Accept');
  await page.keyboard.press('Enter');
  await shows(page, 'Is this the right organization?');
  await reach(page, 'Create and continue');
  await page.keyboard.press('Enter');
  await shows(page, 'Approve on Microsoft’s page');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await reach(page, 'Continue to Microsoft to approve');
  await page.keyboard.press(' ');
  await shows(page, 'Permissions requested');
  await reach(page, 'Accept');
  await page.keyboard.press('Enter');
  await shows(page, 'Microsoft Defender is connected', 40_000);
  await provesOneOfEach(tenant);
});

test('with reduced motion nothing moves', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  const tenant = await newTenant('contoso.example', { lagSeconds: 4 });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app', 30_000);
  const moving = await page.evaluate(
    () =>
      document.getAnimations().filter((animation) => {
        const { duration, iterations } = animation.effect?.getComputedTiming() ?? {};
        return Number(duration) > 1 && iterations === Number.POSITIVE_INFINITY;
      }).length,
  );
  expect(moving).toBe(0);
});

test('the receipt prints: all facts, no buttons, no navigation, dark pages included', async ({ page }) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  await page.getByRole('link', { name: 'Print' }).click();
  await page.waitForURL('**/connect/receipt');
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  for (const fact of [tenant.id, tenant.domain, 'FortifyDataAPISecret'])
    await expect(page.getByText(fact).filter({ visible: true }).first()).toBeVisible();
  await expect(page.getByRole('button').filter({ visible: true })).toHaveCount(0);
  await expect(page.getByRole('navigation').filter({ visible: true })).toHaveCount(0);
  const [background, ink] = await page.evaluate(() => {
    const style = getComputedStyle(document.body);
    return [style.backgroundColor, style.color];
  });
  expect(background).toMatch(/rgba?\(255, 255, 255|rgba\(0, 0, 0, 0\)/);
  expect(ink).not.toMatch(/rgb\(2[0-5]\d, 2[0-5]\d/);
  expect((await page.pdf({ format: 'A4' })).length).toBeGreaterThan(10_000);
});

test('a problem says who, what and how even to somebody who only hears the page', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await button(page, 'Cancel').click();
  await fourParts(page, 'The permissions were not accepted');
  await expect(page.getByRole('status').filter({ hasText: 'The permissions were not accepted. Step 4 of 6, Approve.' })).toHaveCount(1);
  await expect(page.getByRole('list', { name: 'Progress' }).getByRole('listitem')).toHaveText([
    /Sign in, done/,
    /Check, done/,
    /Create, done/,
    /Approve, stopped/,
    /Secure, not started/,
    /Prove, not started/,
  ]);
});
