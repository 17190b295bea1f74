import { expect, type Locator, type Page } from '@playwright/test';
import { environment } from './environment';
import { button, pickPerson } from './steps';

/** What support types for an invitation; each test has a customer of its own. */
export interface Customer {
  readonly name: string;
  readonly id: string;
  readonly expects: string;
  readonly contact: string;
}

let count = 0;

/** A customer that nobody else has. */
export function newCustomer(expects?: string): Customer {
  count += 1;
  const id = `C-${Date.now().toString(36)}-${count}`;
  const domain = expects ?? `${id.toLowerCase()}.example`;
  return { name: `Kestrel ${id}`, id, expects: domain, contact: `it.${id.toLowerCase()}@kestrel.example` };
}

/** Fills the form and sends it. */
export async function fillInvitation(page: Page, { name, id, expects, contact }: Customer): Promise<void> {
  await page.getByLabel('Customer', { exact: true }).fill(name);
  await page.getByLabel('Customer ID').fill(id);
  await page.getByLabel('Expected tenant or domain').fill(expects);
  await page.getByLabel('Contact').fill(contact);
  await button(page, 'Create invitation').click();
}

/** The link that the page shows this once. */
export async function linkFor(page: Page, { name }: Customer): Promise<string> {
  const card = page.getByRole('region', { name: `Link for ${name} is ready` });
  await card.getByRole('button', { name: 'Show' }).click();
  const link = await card.locator('code').innerText();
  expect(link).toMatch(new RegExp(`^${environment.portalUrl}/invite/[\\w-]{43}$`));
  return link;
}

/** From the page of invitations: invites, and takes the link. */
export async function invites(page: Page, customer: Customer): Promise<string> {
  await fillInvitation(page, customer);
  return linkFor(page, customer);
}

/** Says that the link is in safe hands: the page may be left without a question then. */
export async function takesLink(page: Page, { name }: Customer): Promise<void> {
  const card = page.getByRole('region', { name: `Link for ${name} is ready` });
  await card.getByRole('button', { name: 'I have it' }).click();
  await expect(card).toHaveCount(0);
}

/** The row of a customer in the list of invitations; the report on a file beside it may name the customer, too. */
export const invitationRow = (page: Page, { id }: Customer) =>
  page
    .getByRole('table', { name: /^Invitations/ })
    .getByRole('row')
    .filter({ hasText: id });

/** The same when it has been searched for: of many invitations the page shows the most urgent ones first. */
export async function foundInvitation(page: Page, customer: Customer): Promise<Locator> {
  await page.getByLabel('Search invitations').fill(customer.id);
  const row = invitationRow(page, customer);
  await expect(row).toHaveCount(1, { timeout: 20_000 });
  return row;
}

/** Opens an invitation as its admin does, and waits until its token has left the address. */
export async function opensInvitation(page: Page, link: string, { name }: Pick<Customer, 'name'>): Promise<void> {
  await page.goto(link);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`Connect Microsoft Defender for ${name}`);
  await page.waitForURL('**/invite');
}

/** The admin's sign-in from the page of the invitation, to wherever the portal leads. */
export async function signsInInvited(page: Page, account: string): Promise<void> {
  await button(page, 'Sign in with Microsoft').click();
  await page.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(page, account);
  await page.waitForURL((url) => url.origin === environment.portalUrl || url.searchParams.has('ticket'));
  if (new URL(page.url()).origin !== environment.portalUrl) await button(page, 'Accept').click();
  await page.waitForURL((url) => url.origin === environment.portalUrl && !url.pathname.startsWith('/api/'));
}
