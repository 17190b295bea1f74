import { expect, type Page } from '@playwright/test';
import { environment } from './environment';
import { button, pickPerson } from './steps';

/** FortifyData's people in the practice cloud: a manager, a reader, and somebody without a role. */
export const staffAccounts = {
  manager: 'manu@fortifydata.example',
  reader: 'rhea@fortifydata.example',
  nobody: 'nora@fortifydata.example',
} as const;
export type StaffRole = keyof typeof staffAccounts;

/** From the door of the support pages through Microsoft's page back to where the door stood. */
export async function signInStaffHere(page: Page, role: StaffRole): Promise<void> {
  const before = page.url();
  await button(page, 'Sign in with Microsoft').click();
  await page.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(page, staffAccounts[role]);
  await page.waitForURL(before);
}

/** From a page whose sign-in has ended, and back to it: Microsoft knows the browser and asks nothing. */
export async function signInAgain(page: Page): Promise<void> {
  const away = page.waitForRequest((request) => request.isNavigationRequest() && request.url().startsWith(environment.practiceUrl));
  await button(page, 'Sign in again').click();
  await away;
  await expect(button(page, 'Sign in again')).toHaveCount(0, { timeout: 20_000 });
}

/** Opens a support page as somebody. */
export async function openAs(page: Page, role: StaffRole, path = '/support'): Promise<void> {
  await page.goto(path);
  await signInStaffHere(page, role);
  if (role !== 'nobody') await expect(page.getByText(role === 'manager' ? 'can manage' : 'can view')).toBeAttached({ timeout: 20_000 });
}

/** The access token that MSAL keeps in this tab, for requests without a browser's manners. */
export async function tokenOf(page: Page): Promise<string> {
  const token = await page.evaluate(() => {
    const entries = Object.values({ ...sessionStorage }).flatMap((text) => {
      try {
        return [JSON.parse(text) as { credentialType?: string; secret?: string }];
      } catch {
        return [];
      }
    });
    return entries.find(({ credentialType }) => credentialType === 'AccessToken')?.secret;
  });
  if (!token) throw new Error('nobody is signed in here');
  return token;
}
