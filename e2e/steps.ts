import type { Page } from '@playwright/test';
import { environment } from './environment';
import { expect } from './fixtures';

/** A button by its exact name. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Waits until the page shows this main heading. */
export async function shows(page: Page, heading: string | RegExp, timeout = 15_000): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading, { timeout });
}

/** Chooses an account on Microsoft's page, which is open. */
export async function pick(page: Page, account: string): Promise<void> {
  await page.locator('button.account', { has: page.locator(`b:text-is("${account}")`) }).click();
}

/** Waits for what follows the choice of an account: Microsoft's next page, or the portal. */
async function afterPick(page: Page): Promise<'microsoft' | 'portal'> {
  await page.waitForURL((url) => url.origin === environment.portalUrl || url.searchParams.has('ticket'));
  return new URL(page.url()).origin === environment.portalUrl ? 'portal' : 'microsoft';
}

/** From any page with the sign-in button to the working page: the portal's permissions are accepted where Microsoft asks for them. */
export async function signInHere(page: Page, account: string): Promise<void> {
  await button(page, 'Sign in with Microsoft').click();
  await pick(page, account);
  if ((await afterPick(page)) === 'microsoft') await button(page, 'Accept').click();
  await page.waitForURL('**/connect');
}

/** Opens the start page and signs in. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.goto('/');
  await signInHere(page, account);
}

/** From the working page to the plan, and accepts it. */
export async function create(page: Page): Promise<void> {
  await shows(page, 'Is this the right organization?');
  await button(page, 'Create and continue').click();
}

/** Waits for the portal's turn to Microsoft and goes there. */
export async function leaveForConsent(page: Page): Promise<void> {
  await shows(page, 'Approve on Microsoft’s page', 30_000);
  await button(page, 'Continue to Microsoft to approve').click();
  await page.waitForURL(`${environment.practiceUrl}/**`);
}

/** Approves on Microsoft's consent page. */
export async function approve(page: Page): Promise<void> {
  await leaveForConsent(page);
  await button(page, 'Accept').click();
}

/** Waits for the end of the main job. */
export const connected = (page: Page, timeout = 40_000) => shows(page, 'Microsoft Defender is connected', timeout);

/** The whole main job. */
export async function connect(page: Page, account: string): Promise<void> {
  await signIn(page, account);
  await create(page);
  await approve(page);
  await connected(page);
}
