import { countActions } from './actions';
import { expect, test } from './fixtures';
import { passes } from './passing-time';
import { act, changeSettings, disturb, integrationsIn, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connect, connected, create, finish, fourParts, leaveForConsent, shows, signIn, tellCode } from './steps';

const twoMinutes = { reads: 120, consent: 120, token: 120 };
const longer = 'Microsoft needs longer than usual';

test('an organization whose every copy is two minutes late is connected without a click more than in the best case', async ({
  page,
  context,
  otherBrowser,
}) => {
  test.slow();
  const best = await otherBrowser();
  const least = await countActions(best.context());
  await connect(best, (await newTenant()).account());
  const actions = await countActions(context);
  const tenant = await newTenant('contoso.example', { exactLags: twoMinutes });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app');
  await expect(page.getByText(/Usually 2 to 40 s\. We look again every 3 s\./).first()).toBeVisible();
  await passes(tenant, 90);
  await shows(page, longer);
  await passes(tenant, 30);
  await approve(page);
  await shows(page, 'Microsoft is recording the approval', 30_000);
  await passes(tenant, 90);
  await shows(page, longer);
  await expect(page.getByText(/\b0 of 49\b/).first()).toBeVisible();
  await passes(tenant, 30);
  await shows(page, 'Trying out the connection', 30_000);
  await passes(tenant, 120);
  await connected(page);
  expect(actions).toEqual(least);
  expect(actions.clicks).toBeLessThanOrEqual(5);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('ten minutes of lag are waited out; grants that take so long can be asked about, and the wait goes on beside it', async ({ page }) => {
  test.slow();
  const tenant = await newTenant('contoso.example', { exactLags: { reads: 600 } });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app');
  await passes(tenant, 590);
  await shows(page, longer);
  await passes(tenant, 10);
  await approve(page);
  await shows(page, 'Microsoft is recording the approval', 30_000);
  await passes(tenant, 590);
  await expect(page.getByRole('heading', { name: 'Not sure whether you approved?' })).toBeVisible();
  await expect(button(page, 'Open Microsoft’s page again')).toBeVisible();
  await passes(tenant, 10);
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a key that Microsoft accepts later than its sealer tries is proved by the next one, without a click and without another key', async ({
  page,
}) => {
  // the one wait that cannot be shortened: sealers go by the clock of their machine
  test.slow();
  const tenant = await newTenant('contoso.example', { exactLags: { token: 150 } });
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await shows(page, 'Trying out the connection', 30_000);
  await shows(page, longer, 90_000);
  await connected(page, 150_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('an app that never shows ends after 15 minutes in words, and trying again goes on', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { exactLags: { reads: 600 } });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app');
  const [application] = integrationsIn(await stateOf(tenant));
  await changeSettings(tenant, { exactLags: null });
  await act(tenant, { do: 'purgeApplication', appId: application?.appId });
  await passes(tenant, 901);
  await fourParts(page, 'Microsoft does not show the app');
  await button(page, 'Try again').click();
  await finish(page);
  await provesOneOfEach(tenant);
});

test('an approval of which nothing ever shows ends after 15 minutes in words, and Microsoft’s page can be opened again', async ({
  page,
}) => {
  const tenant = await newTenant('contoso.example', { exactLags: { reads: 600 } });
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Microsoft is copying the new app');
  await passes(tenant, 600);
  await approve(page);
  await shows(page, 'Microsoft is recording the approval', 30_000);
  const [application] = integrationsIn(await stateOf(tenant));
  await changeSettings(tenant, { exactLags: null });
  await act(tenant, { do: 'removeAllGrants', appId: application?.appId });
  await passes(tenant, 901);
  await fourParts(page, 'Did something go wrong on Microsoft’s page?');
  await button(page, 'Continue to Microsoft to approve').click();
  await button(page, 'Accept').click();
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a consent page that does not know the app yet is told to us by its code, and the approval works when it does', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { exactLags: { consent: 120 } });
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  const said = await page.getByText('AADSTS700016').first().innerText();
  await page.goto('/connect');
  await tellCode(page, said);
  const { state } = await fourParts(page, 'Microsoft’s page does not find the app');
  expect(state).toContain('without any permission and without a key');
  await passes(tenant, 120);
  await button(page, 'Try again').click();
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a key whose answer was lost is found and removed though every list is five minutes late', async ({ page }) => {
  test.slow();
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await changeSettings(tenant, { exactLags: { reads: 300 } });
  await passes(tenant, 300);
  await disturb(tenant, { match: { service: 'graph', path: '/addPassword$' }, effect: 'after', action: 'reset' });
  await button(page, 'Accept').click();
  await shows(page, 'Microsoft is recording the approval', 30_000);
  await passes(tenant, 300);
  await shows(page, 'Looking for a key whose answer was lost', 30_000);
  await passes(tenant, 60);
  await expect.poll(() => looksAtTheSecond(tenant), { timeout: 60_000 }).toBeGreaterThan(1);
  expect(integrationsIn(await stateOf(tenant))[0]?.passwordCredentials).toHaveLength(2);
  await passes(tenant, 300);
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

/** Looks at the organization since a second key was asked for. */
async function looksAtTheSecond(tenant: Tenant): Promise<number> {
  const calls = (await journalOf(tenant)).map(({ path }) => path.split('/').at(-1));
  const [, second] = calls.flatMap((call, index) => (call === 'addPassword' ? [index] : []));
  return second === undefined ? 0 : calls.slice(second).filter((call) => call === '$batch').length;
}
