import { expect, test } from './fixtures';
import { invitationRow, newCustomer } from './inviting';
import { openAs } from './staff';
import { button, downloaded } from './steps';

/** The paths of invitations, each with its token. */
const linksIn = (file: string): string[] => file.match(/\/invite\/[\w-]{43}/g) ?? [];

test('a file of customers is checked row by row; the ready rows are made and their links come once', async ({ page, guard }) => {
  guard.allow(/status of 400/);
  const [one, two, three] = [newCustomer(), newCustomer(), newCustomer()];
  const line = (customer: typeof one, expects = customer.expects) => `${customer.name};${customer.id};${expects};${customer.contact};\n`;
  const choose = (text: string) =>
    page
      .getByLabel(/^(Choose a CSV file|Other file)$/)
      .setInputFiles({ name: 'customers.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await openAs(page, 'manager', '/support/invitations');
  await choose('no list at all');
  await expect(page.getByText(/customers\.csv: The first row must name the columns/)).toBeVisible();
  const header = 'customer;customer id;domain;contact;note\n';
  await choose(header + line(one) + line(two, 'harrow glass') + line(three) + line(three));
  await expect(page.getByText('2 rows are ready')).toBeVisible();
  const faults = page.getByRole('table', { name: 'Rows with faults' });
  await expect(faults.getByRole('row').filter({ hasText: two.name })).toContainText(
    /3.*Tenant ID or domain.*harrow glass.*without a space/,
  );
  await expect(faults.getByRole('row').filter({ hasText: three.name })).toContainText(/5.*The same organization stands in row 4/);
  const toCorrect = await downloaded(page, 'Download the 2 rows to correct');
  await button(page, 'Create 2 invitations').click();
  await expect(page.getByText('2 invitations are ready')).toBeVisible();
  // nobody has downloaded them: whatever would throw them away asks first
  for (const leave of [() => page.getByRole('link', { name: 'Cases', exact: true }).click(), () => choose(header + line(one))]) {
    await leave();
    await expect(page.getByRole('dialog', { name: 'Throw the links away?' })).toBeVisible();
    await button(page, 'Keep them').click();
  }
  const links = linksIn(await downloaded(page, 'Download the links'));
  expect(links).toHaveLength(2);
  await page.getByLabel('Search invitations').fill(three.id);
  await expect(invitationRow(page, three)).toHaveCount(1, { timeout: 20_000 });
  // what was downloaded to be corrected is a file that the portal reads
  await choose(toCorrect.replace('harrow glass', two.expects));
  await expect(page.getByText('1 row is ready')).toBeVisible();
  // links that were lost are made anew
  await choose(header + line(one) + line(three));
  await button(page, 'Make new links for the 2 rows invited already and not opened').click();
  await expect(page.getByText('2 invitations are ready')).toBeVisible();
  const anew = linksIn(await downloaded(page, 'Download the links'));
  expect([anew.length, anew.filter((link) => links.includes(link))]).toEqual([2, []]);
});
