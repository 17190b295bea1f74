import type { Locator, Page } from '@playwright/test';
import { environment } from './environment';
import { expect } from './fixtures';

/** A button by its exact name. */
export const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

/** Presses a button that gives a file. @returns its text */
export async function downloaded(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}

/** Waits until the page shows this main heading, and can be pressed: its markup stands before its scripts. */
export async function shows(page: Page, heading: string | RegExp, timeout = 15_000): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(heading, { timeout });
  await page.waitForLoadState();
}

/** Chooses a person on Microsoft's page, which is open: by account, or a guest by the name under which the organization knows it. */
export async function pickPerson(page: Page, name: string): Promise<void> {
  const guest = name.includes('#EXT#');
  const text = page.locator(guest ? `span:has-text("${name}")` : `b:text-is("${name}")`);
  await page.locator('button.account', { has: text }).click();
}

/** Waits for what follows the choice of an account: Microsoft's next page, or the portal. */
async function afterPick(page: Page): Promise<'microsoft' | 'portal'> {
  await page.waitForURL((url) => url.origin === environment.portalUrl || url.searchParams.has('ticket'));
  return new URL(page.url()).origin === environment.portalUrl ? 'portal' : 'microsoft';
}

/** From any page with the sign-in button to the working page: the portal's permissions are accepted where Microsoft asks for them. */
export async function signInHere(page: Page, account: string): Promise<void> {
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, account);
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
  await shows(page, 'Is this the right organization?', 40_000);
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

/** From wherever the working page stands to the end: accepts the plan and approves where it is asked. */
export async function finish(page: Page): Promise<void> {
  const create = button(page, 'Create and continue');
  const leave = button(page, 'Continue to Microsoft to approve');
  const end = page.getByRole('heading', { level: 1, name: 'Microsoft Defender is connected' });
  const arrived = (...places: readonly Locator[]) => places.reduce((any, place) => any.or(place)).waitFor({ timeout: 40_000 });
  await arrived(create, leave, end);
  if (await create.isVisible()) {
    await create.click();
    await arrived(leave, end);
  }
  if (await leave.isVisible()) await approve(page);
  await connected(page);
}

/** Opens the panel for pages of Microsoft that did not lead back, and tells what such a page said. */
export async function tellCode(page: Page, text: string): Promise<void> {
  await page.getByText('Something went wrong on Microsoft’s page?').click();
  await page.getByLabel('Code on Microsoft’s page').fill(text);
  await button(page, 'Explain and go on').click();
}

/** The four parts of a problem and its title; gives what the page says in each. */
export async function fourParts(page: Page, title: string | RegExp): Promise<Record<'happened' | 'state' | 'who' | 'next', string>> {
  await expect(page.getByRole('heading', { name: title }).first()).toBeVisible({ timeout: 40_000 });
  await page.waitForLoadState();
  const part = async (name: string) => {
    const text = page.getByRole('heading', { name, exact: true }).locator('xpath=following-sibling::p');
    await expect(text).toHaveText(/^[A-Z].*\.$/s);
    return text.innerText();
  };
  return {
    happened: await part('What happened'),
    state: await part('State of your organization'),
    who: await part('Who can fix it'),
    next: await part('Next step'),
  };
}

/**
 * Presses a button of Microsoft's page without ever coming back to the portal, as when a tab dies on the way.
 * @returns the address at the portal to which Microsoft sent the browser
 */
export async function answerWithoutReturning(page: Page, name: string): Promise<string> {
  const form = page.locator('form', { has: button(page, name) });
  const fields = await form.evaluate((element, pressed) => {
    const submitter = [...element.querySelectorAll('button')].find(({ textContent }) => textContent === pressed);
    return Object.fromEntries([...new FormData(element as HTMLFormElement, submitter)].map(([key, value]) => [key, String(value)]));
  }, name);
  const action = (await form.getAttribute('action')) ?? '';
  let answer = await page.request.post(action, { form: fields, maxRedirects: 0 });
  for (;;) {
    const location = answer.headers()['location'];
    if (!location) throw new Error(`Microsoft did not send the browser back: ${answer.status()}`);
    if (location.startsWith(environment.portalUrl)) return location;
    answer = await page.request.get(location, { maxRedirects: 0 });
  }
}
