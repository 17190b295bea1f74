import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { countActions } from './actions';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { journalEnd, journalOf, newTenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, connect, connected, create, signIn } from './steps';

/** Clicks and typed fields of FortifyData's printed guide, without the hand-over of the secret. */
const guideActions = 158;

test('an admin connects with at most 5 clicks, nothing typed and nothing copied, and gets exactly what the guide asks for', async ({
  page,
  context,
}) => {
  const actions = await countActions(context);
  const tenant = await newTenant();
  await connect(page, tenant.account('adele'));
  await expect(page.getByText('49 of 49', { exact: true })).toBeVisible();
  await expect(page.getByText('3 of 3', { exact: true })).toBeVisible();
  const { clicks, typed, copied } = actions;
  const saved = ((1 - (clicks + typed + copied) / guideActions) * 100).toFixed(1);
  console.log(`${clicks} clicks, ${typed} typed, ${copied} copied instead of ${guideActions}: saved ${saved} %`);
  expect(clicks).toBeGreaterThan(0);
  expect(clicks).toBeLessThanOrEqual(5);
  expect([typed, copied]).toEqual([0, 0]);
  await provesOneOfEach(tenant);
});

test('the sealed record, opened with FortifyData’s key, is the secret that Microsoft accepts, and the platform’s own tool says so', async ({
  page,
}) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const secret = await provesStoredSecret(tenant);
  const { portalUrl, practiceUrl, dataDir } = environment;
  const where = ['--tenant', tenant.id, '--portal', portalUrl, '--practice', practiceUrl, '--data', dataDir];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['scripts/credential-open.mjs', ...where]);
  expect(stdout).toContain('The secret works. Its value was not printed.');
  expect(stdout + stderr).not.toContain(secret);
});

test('a second sign-in finds nothing to change: no write, and at most 3 requests to Microsoft', async ({ page }) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const before = await journalEnd();
  await signIn(page, tenant.account());
  await connected(page);
  await expect(page.getByText('Nothing to change', { exact: true })).toBeVisible();
  const entries = await journalOf(tenant, before);
  expect(entries).not.toEqual([]);
  expect(entries.filter(({ write }) => write)).toEqual([]);
  const requests = entries.filter(({ browser }) => !browser).map(({ method, path }) => `${method} ${path}`);
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(3);
  await provesOneOfEach(tenant);
});

test('a first connection without lag takes at most 16 requests to Microsoft', async ({ page }) => {
  const tenant = await newTenant();
  await connect(page, tenant.account());
  const entries = await journalOf(tenant);
  const requests = entries.filter(({ browser }) => !browser).map(({ method, path }) => `${method} ${path}`);
  expect(requests).not.toEqual([]);
  expect(requests.length, requests.join('\n')).toBeLessThanOrEqual(16);
});

test('with Microsoft’s usual lag the waits are told and the end is the same', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { lagSeconds: 1.5 });
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  await connected(page, 90_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});
