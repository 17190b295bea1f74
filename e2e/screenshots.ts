import type { Browser, Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { invitationRow, invites, newCustomer, opensInvitation, signsInInvited } from './inviting';
import { newTenant } from './practice';
import { openAs } from './staff';
import { button, connect, create, leaveForConsent, shows, signIn } from './steps';

const folder = 'docs/screenshots';
const sizes = [
  { name: 'desktop', width: 1440, height: 900 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** Customers at different moments, each brought there as a customer comes there. */
const moments: readonly { template: string; account?: string; go: (page: Page) => Promise<void> }[] = [
  { template: 'northwind.example', go: (page) => shows(page, 'Is this the right organization?', 60_000) },
  { template: 'litware.example', go: stopAtApproval },
  { template: 'tailspin.example', go: refuseApproval },
  { template: 'contoso.example', account: 'carla', go: lackTheRole },
];

async function stopAtApproval(page: Page): Promise<void> {
  await create(page);
  await shows(page, 'Approve on Microsoft’s page', 60_000);
}

async function refuseApproval(page: Page): Promise<void> {
  await create(page);
  await leaveForConsent(page);
  await button(page, 'Cancel').click();
  await shows(page, 'The permissions were not accepted', 60_000);
}

async function lackTheRole(page: Page): Promise<void> {
  await create(page);
  await leaveForConsent(page);
  await button(page, 'Return to the application').click();
  await shows(page, 'The role to approve is missing', 60_000);
}

async function prepare(browser: Browser): Promise<string> {
  let domain = '';
  for (const { template, account, go } of moments) {
    const tenant = await newTenant(template);
    const page = await (await browser.newContext()).newPage();
    await signIn(page, tenant.account(account));
    await go(page);
    domain = tenant.domain;
  }
  for (const template of ['fabrikam.example', 'woodgrove.example', 'contoso.example']) {
    const tenant = await newTenant(template);
    const page = await (await browser.newContext()).newPage();
    await connect(page, tenant.account());
  }
  return domain;
}

/** Invitations in several states, one of them held, and a file with faults; what is typed stays on the page that is drawn. */
async function invite(page: Page, browser: Browser): Promise<void> {
  await page.goto('/support/invitations');
  const admin = async () => (await browser.newContext()).newPage();
  const tenant = await newTenant('northwind.example');
  const named = (name: string) => ({ ...newCustomer(), name });
  const [held, opened, revoked] = [named('Kestrel Aerospace'), named('Halvorsen Marine Insurance'), named('Marlowe & Finch')];
  const first = await admin();
  await opensInvitation(first, await invites(page, held), held);
  await signsInInvited(first, tenant.account());
  await shows(first, 'FortifyData checks the invitation first', 60_000);
  await opensInvitation(await admin(), await invites(page, opened), opened);
  await invites(page, revoked);
  await invitationRow(page, revoked).getByRole('button', { name: 'Revoke' }).click();
  await button(page, 'Revoke').last().click();
  await page.reload();
  await invites(page, named('Pinecrest Schools'));
  const rows = [
    'Harrow Glass,C-7,harrow glass,it@harrow.example',
    'Wren & Daughters,C-8,wren.example,',
    'Bramfield,C-9,bramfield.example,it@bramfield.example',
  ];
  const buffer = Buffer.from(['Customer,Customer ID,Domain,Contact', ...rows].join('\n'));
  await page.getByLabel('Choose a CSV file').setInputFiles({ name: 'customers-november.csv', mimeType: 'text/csv', buffer });
  await page.getByText('1 row is ready').waitFor();
}

/** One page as it stands, light and dark, desktop and phone. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) await picture(page, size, `${folder}/support-${name}-${colorScheme}-${size.name}.png`);
  }
}

test('pictures of list, case, numbers and invitations', async ({ page, browser }) => {
  const stuck = await prepare(browser);
  await openAs(page, 'manager');
  await page.getByRole('row').filter({ hasText: stuck }).getByRole('link').waitFor();
  const address = await page.getByRole('row').filter({ hasText: stuck }).getByRole('link').getAttribute('href');
  for (const [name, path] of Object.entries({ list: '/support', case: address ?? '' })) {
    await page.goto(path);
    await drawn(page);
    await pictures(page, name);
  }
  await invite(page, browser);
  await pictures(page, 'invitations');
  const numbers = await (await browser.newContext()).newPage();
  await openAs(numbers, 'manager', '/support/numbers?days=7');
  await drawn(numbers);
  await pictures(numbers, 'numbers');
});

/** What comes is there, and no box stands for it any more. */
async function drawn(page: Page): Promise<void> {
  await page.locator('.s-grid [data-case], .s-six, .s-figures').first().waitFor();
  await expect(page.locator('.s-ghost')).toHaveCount(0);
}

/** The whole page in one window, so that the bar below stands below. */
async function picture(page: Page, size: { width: number; height: number }, path: string): Promise<void> {
  await page.setViewportSize(size);
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: size.width, height: Math.max(size.height, Math.min(height, 2600)) });
  await page.screenshot({ path });
}
