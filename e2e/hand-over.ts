import type { Page } from '@playwright/test';
import { Client } from 'pg';
import { environment } from './environment';
import { expect } from './fixtures';
import type { Tenant } from './practice';
import { button, create, fourParts, pickPerson, shows, signIn } from './steps';

/** Carla creates the app, which she may not approve, and hands over. @returns the link, which her page shows this once */
export async function handsOver(page: Page, tenant: Tenant, person = 'carla'): Promise<string> {
  await signIn(page, tenant.account(person));
  await create(page);
  await shows(page, 'Approve on Microsoft’s page', 30_000);
  await button(page, 'Ask a colleague to approve').click();
  return linkOn(page);
}

export async function linkOn(page: Page): Promise<string> {
  await shows(page, 'Waiting for a colleague');
  const link = await page.locator('.copy code').innerText();
  expect(link).toMatch(new RegExp(`^${environment.portalUrl}/approve/[\\w-]{43}$`));
  return link;
}

export const asks = (page: Page) => shows(page, /asks you to approve$/);

/** Opens a link as a person does, and waits until its token has left the address. */
export async function opens(page: Page, link: string): Promise<void> {
  await page.goto(link);
  await asks(page);
  await page.waitForURL('**/approve');
}

/** The colleague's sign-in, from the page of the link. */
export async function signsIn(page: Page, account: string): Promise<void> {
  await button(page, 'Sign in with Microsoft').click();
  await page.waitForURL(`${environment.practiceUrl}/**`);
  await pickPerson(page, account);
  await page.waitForURL((url) => url.pathname === '/approve' || url.searchParams.has('ticket'));
  if (new URL(page.url()).origin !== environment.portalUrl) await button(page, 'Accept').click();
  await page.waitForURL('**/approve**');
}

export async function leaves(page: Page): Promise<void> {
  await button(page, 'Continue to Microsoft to approve').click();
  await page.waitForURL(`${environment.practiceUrl}/**`);
}

export const over = (page: Page) => fourParts(page, 'This link does not work');
export const done = (page: Page) => shows(page, 'Approved: you can close this page');

/** What FortifyData's database says; for what no page can bring about, such as seven days. */
export async function inDatabase(statement: string, values: readonly string[]): Promise<{ rows: Record<string, unknown>[] }> {
  const client = new Client({ connectionString: environment.databaseUrl });
  await client.connect();
  try {
    return await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}
