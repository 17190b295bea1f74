import { isFitForAll } from './fit';
import { expect, test } from './fixtures';
import { newTenant, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, connected, create, fourParts, shows, signIn, signInHere } from './steps';
import { alarmedAt, backdateDelivery, bringStoreBack, freeAttempts, moversOf, occupyAttempts, storedState, takeStoreDown } from './store';

const longest = { timeout: 60_000 };
const delivering = 'The sealed key is being delivered';

let tenant: Tenant;
test.beforeEach(async () => {
  tenant = await newTenant();
  await takeStoreDown(tenant);
});

test('a store that is away is shown as it is; the tab is closed, the worker delivers, and whoever comes back finds the connection', async ({
  page,
  otherBrowser,
}) => {
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await shows(page, delivering, 40_000);
  await expect(page.getByText('We go on by ourselves: you can close this page.')).toBeVisible();
  await expect(page.getByText('FortifyData’s store has not taken it yet.').first()).toBeVisible();
  await expect(page.getByText('We try again by ourselves.')).toBeVisible();
  expect(await storedState(tenant)).toBe('delivering');
  await page.close();
  const tried = await moversOf(tenant, 'deliverCredential', 'wait');
  // what the page had asked for last may still be under way; a try of the worker comes after it
  await expect.poll(async () => (await moversOf(tenant, 'deliverCredential', 'wait')).slice(tried.length), longest).toContain('worker');
  await bringStoreBack(tenant);
  await expect.poll(() => storedState(tenant), longest).toBe('connected');
  expect(await moversOf(tenant, 'proveAccess', 'done')).toEqual(['worker']);
  const later = await otherBrowser();
  await signIn(later, tenant.account());
  await connected(later);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a page that stays open while the store is away goes on by itself when the store is back', async ({ page }) => {
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await shows(page, delivering, 40_000);
  await page.reload();
  await shows(page, delivering);
  await isFitForAll(page, delivering);
  await bringStoreBack(tenant);
  await connected(page, 60_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a key that has waited for a quarter of an hour raises the alarm once, and the page says so', async ({ page, otherBrowser }) => {
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await shows(page, delivering, 40_000);
  await page.close();
  // a write that was under way may have put the time back to what it was
  const alarm = async () => {
    const at = await alarmedAt(tenant);
    if (!at) await backdateDelivery(tenant, 16);
    return at;
  };
  await expect.poll(alarm, { ...longest, intervals: [4_000] }).not.toBeNull();
  const raised = await alarmedAt(tenant);
  const later = await otherBrowser();
  await signIn(later, tenant.account());
  await shows(later, delivering, 40_000);
  await expect(later.getByText('an alarm was raised at FortifyData')).toBeVisible();
  await bringStoreBack(tenant);
  await connected(later, 60_000);
  expect(await alarmedAt(tenant)).toEqual(raised);
  await provesStoredSecret(tenant);
});

test('a session that ended while the store was away says so, and signing in again goes on', async ({ page, guard }) => {
  guard.allow(/the server responded with a status of 401/);
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await shows(page, delivering, 40_000);
  await page.context().clearCookies({ name: 'practice-session' });
  await fourParts(page, /^(Your session has ended|Sign in to go on)$/);
  await bringStoreBack(tenant);
  await expect.poll(() => storedState(tenant), longest).toBe('connected');
  await signInHere(page, tenant.account());
  await connected(page);
  await provesStoredSecret(tenant);
});

test('a store that refuses is a problem of FortifyData’s; once it is mended the open page goes on without a press', async ({ page }) => {
  await bringStoreBack(tenant);
  await occupyAttempts(tenant);
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  const said = await fourParts(page, 'The key has not reached FortifyData yet');
  expect(said.happened).toContain('We try again by ourselves.');
  expect(said.who).toMatch(/^FortifyData/);
  await isFitForAll(page, 'a store that refuses');
  expect(await alarmedAt(tenant)).not.toBeNull();
  await freeAttempts(tenant);
  await connected(page, 60_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});
