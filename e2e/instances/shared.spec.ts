import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { environment } from '../environment';
import { expect, test } from '../fixtures';
import { integrationsIn, newTenant, stateOf, type Tenant } from '../practice';
import { provesOneOfEach, provesStoredSecret } from '../proof';
import { answerWithoutReturning, approve, button, connect, connected, create, leaveForConsent, pickPerson, shows, signIn } from '../steps';
import { send } from '../wire';
import { answersOfEach } from './control';
import { forgeries } from './forgeries';

const cookiesOf = async (page: Page) =>
  (await page.context().cookies(environment.portalUrl)).map(({ name, value }) => `${name}=${value}`).join('; ');
const pathOf = (address: string) => address.slice(environment.portalUrl.length);

test('the main job runs over three web processes behind a proxy, and each of them has its share', async ({ page }) => {
  const tenant = await newTenant();
  const before = await answersOfEach();
  await connect(page, tenant.account());
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
  const after = await answersOfEach();
  for (const [index, answers] of after.entries()) expect(answers).toBeGreaterThan(before[index] ?? 0);
});

test('one sign-in return, opened a hundred times at once over three web processes, signs in once', async ({ page }) => {
  const tenant = await newTenant();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, tenant.account());
  await shows(page, 'Permissions requested');
  const address = pathOf(await answerWithoutReturning(page, 'Accept'));
  const headers = { cookie: await cookiesOf(page) };
  const answers = await Promise.all(Array.from({ length: 100 }, () => send({ path: address, headers })));
  const places = answers.map(({ headers: { location } }) => location ?? '');
  expect(places.filter((place) => place === '/connect')).toHaveLength(1);
  expect(places.filter((place) => place.startsWith('/?problem=sign-in-replayed'))).toHaveLength(99);
  expect(answers.filter(({ headers: sent }) => sent['set-cookie']?.some((cookie) => cookie.includes('session=')))).toHaveLength(1);
});

/** The connection as this browser may read it, without what passes with time. */
async function standing(page: Page): Promise<unknown> {
  const html = await (await page.request.get('/connect')).text();
  const [, id = ''] = /id\\?":\\?"([0-9a-f-]{36})/.exec(html) ?? [];
  const { state, screen, problem, log } = (await (await page.request.get(`/api/connections/${id}`)).json()) as Record<string, unknown>;
  return { state, screen, problem, log };
}

async function nothingCame(tenant: Tenant): Promise<void> {
  const state = await stateOf(tenant);
  expect(state.appRoleAssignments).toEqual([]);
  expect(integrationsIn(state).flatMap(({ passwordCredentials }) => passwordCredentials)).toEqual([]);
}

test('of 60 forged consent returns none is believed, whichever web process it comes to', async ({ page, otherBrowser }) => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  const stranger = await otherBrowser();
  await signIn(stranger, other.account());
  await create(stranger);
  await leaveForConsent(stranger);
  const foreign = new URL(stranger.url()).searchParams.get('state') ?? '';
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  const real = new URL(page.url()).searchParams.get('state') ?? '';
  const before = await standing(page);
  const [cookie, strangers] = [await cookiesOf(page), await cookiesOf(stranger)];
  const forged = forgeries({ real, foreign, tenantId: tenant.id });
  expect(new Set(forged.map(({ query, by }) => `${by} ${query}`)).size).toBeGreaterThanOrEqual(60);
  for (const { query, by } of forged) {
    const headers: Record<string, string> = by === 'nobody' ? {} : { cookie: by === 'stranger' ? strangers : cookie };
    const { status, headers: sent } = await send({ path: `/api/consent/callback?${query}`, headers });
    const place = by === 'nobody' ? '/connect' : '/?problem=consent-callback-unknown';
    expect([query, status, sent.location]).toEqual([query, 303, place]);
  }
  expect(await standing(page)).toEqual(before);
  await nothingCame(tenant);
  await nothingCame(other);
  await button(page, 'Accept').click();
  await connected(page);
  await provesOneOfEach(tenant);
  await page.goto('/connect');
  await connected(page);
});

test('two admins in one organization, each over whichever web process, end with one connection that both see', async ({
  page,
  otherBrowser,
  guard,
}) => {
  guard.allow(/the server responded with a status of 409/);
  const tenant = await newTenant();
  const colleague = await otherBrowser();
  await Promise.all([signIn(page, tenant.account('adele')), signIn(colleague, tenant.account('admin'))]);
  // a plan that was read before the colleague's sign-in is out of date
  for (const tab of [page, colleague]) await shows(tab, 'Is this the right organization?', 40_000);
  await page.reload();
  await create(page);
  await approve(page);
  await connected(page);
  await colleague.goto('/connect');
  await connected(colleague);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('every button pressed a hundred times at once over three web processes makes one app, one principal, one live credential', () => {
  test.setTimeout(300_000);
  const env = { ...process.env };
  for (const name of Object.keys(env)) if (/^(E2E_|DATABASE_URL$|PLAYWRIGHT_)/.test(name)) delete env[name];
  const script = path.join(import.meta.dirname, '../../scripts/storm.mjs');
  const run = spawnSync(process.execPath, [script, '--rounds', '2'], { encoding: 'utf8', env });
  expect(`${run.stdout}${run.stderr}`).toContain(
    '2 organizations: 2 apps, 2 principals, 2 live credentials, 2 stored records that work\n0 broken',
  );
  expect(run.status).toBe(0);
});
