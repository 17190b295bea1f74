import type { Page } from '@playwright/test';
import { environment } from './environment';
import { expect, test } from './fixtures';
import { integrationsIn, journalEnd, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import {
  answerWithoutReturning,
  approve,
  button,
  connect,
  connected,
  create,
  fourParts,
  leaveForConsent,
  pickPerson,
  shows,
  signIn,
  signInHere,
} from './steps';

const callback = '/api/consent/callback';
const unexpected = 'This return from Microsoft was not expected';

/** Asserts that no key was asked for and nothing granted: a forged return has moved nothing. */
async function nothingCame(tenant: Tenant): Promise<void> {
  const state = await stateOf(tenant);
  expect(state.appRoleAssignments).toEqual([]);
  expect(integrationsIn(state).flatMap(({ passwordCredentials }) => passwordCredentials)).toEqual([]);
  expect((await journalOf(tenant)).filter(({ path }) => path.endsWith('/addPassword'))).toEqual([]);
}

async function toApproval(page: Page, tenant: Tenant): Promise<void> {
  await signIn(page, tenant.account());
  await create(page);
  await shows(page, 'Approve on Microsoft’s page');
}

const forgeries: Readonly<Record<string, string>> = {
  'without a state': 'admin_consent=True',
  'with a state of somebody else': `admin_consent=True&state=${'x'.repeat(43)}`,
  'with two states': 'admin_consent=True&state=a&state=b',
  'with control characters in its state': 'admin_consent=True&state=a%00b',
};

for (const [kind, query] of Object.entries(forgeries)) {
  test(`a forged consent return ${kind} is told in four parts and moves nothing`, async ({ page }) => {
    const tenant = await newTenant();
    await toApproval(page, tenant);
    await page.goto(`${callback}?${query}&tenant=${tenant.id}`);
    await fourParts(page, unexpected);
    await nothingCame(tenant);
    await page.goto('/connect');
    await approve(page);
    await connected(page);
    await provesOneOfEach(tenant);
  });
}

test('admin_consent=True added by hand to the right state grants nothing: the portal looks at Microsoft, waits, and the real approval goes on', async ({
  page,
}) => {
  const tenant = await newTenant();
  await toApproval(page, tenant);
  await leaveForConsent(page);
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  await page.goto(`${environment.portalUrl}${callback}?admin_consent=True&tenant=${tenant.id}&state=${state}`);
  await shows(page, 'Microsoft is recording the approval');
  await expect(page.getByText('0 of 49 application permissions show as granted.')).toBeVisible();
  await nothingCame(tenant);
  await page.goBack();
  await button(page, 'Accept').click();
  await page.goto('/connect');
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a consent return used twice counts once', async ({ page }) => {
  const tenant = await newTenant();
  const returns: string[] = [];
  page.on('request', (request) => request.url().includes(callback) && returns.push(request.url()));
  await connect(page, tenant.account());
  expect(returns).toHaveLength(1);
  const before = await journalEnd();
  await page.goto(returns[0] ?? '');
  await fourParts(page, unexpected);
  await page.goto('/connect');
  await connected(page);
  expect((await journalOf(tenant, before)).filter(({ write }) => write)).toEqual([]);
  await provesOneOfEach(tenant);
});

test('a consent return opened in another browser, signed in or not, moves neither connection', async ({ page, otherBrowser }) => {
  const [tenant, other] = [await newTenant(), await newTenant()];
  await toApproval(page, tenant);
  await leaveForConsent(page);
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  const address = `${environment.portalUrl}${callback}?admin_consent=True&tenant=${tenant.id}&state=${state}`;
  const stranger = await otherBrowser();
  await stranger.goto(address);
  await fourParts(stranger, 'Sign in to go on');
  await toApproval(stranger, other);
  await stranger.goto(address);
  await fourParts(stranger, unexpected);
  await nothingCame(tenant);
  await nothingCame(other);
  await button(page, 'Accept').click();
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a sign-in return used twice, or in another browser, signs nobody in', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const returns: string[] = [];
  page.on('request', (request) => request.url().includes('/api/sign-in/callback') && returns.push(request.url()));
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  const address = returns[0] ?? '';
  expect(new URL(address).searchParams.get('code')).toBeTruthy();
  const stranger = await otherBrowser();
  for (const visitor of [page, stranger]) {
    await visitor.goto(address);
    await fourParts(visitor, 'This sign-in is no longer valid');
  }
  await stranger.goto('/connect');
  await fourParts(stranger, 'Sign in to go on');
  await page.goto('/');
  await signInHere(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  expect(integrationsIn(await stateOf(tenant))).toEqual([]);
});

test('a sign-in return from a forged address with another person’s code signs nobody in', async ({ page, otherBrowser }) => {
  const tenant = await newTenant();
  const thief = await otherBrowser();
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await pickPerson(page, tenant.account());
  await shows(page, 'Permissions requested');
  const unused = await answerWithoutReturning(page, 'Accept');
  await thief.goto('/');
  await button(thief, 'Sign in with Microsoft').click();
  await thief.waitForURL(`${environment.practiceUrl}/**`);
  const own = new URL(thief.url()).searchParams.get('state') ?? '';
  const stolen = new URL(unused);
  stolen.searchParams.set('state', own);
  await thief.goto(stolen.href);
  await fourParts(thief, /^(Microsoft did not complete the sign-in|The sign-in could not be verified|This sign-in is no longer valid)$/);
  await thief.goto('/connect');
  await fourParts(thief, 'Sign in to go on');
});

test('a refusal in a forged return with the right state shows the problem and takes nothing away', async ({ page }) => {
  const tenant = await newTenant();
  await toApproval(page, tenant);
  await leaveForConsent(page);
  const state = new URL(page.url()).searchParams.get('state') ?? '';
  await page.goto(`${environment.portalUrl}${callback}?error=consent_failed&error_description=<b>hello</b>&state=${state}`);
  await fourParts(page, 'Microsoft could not record the approval');
  await expect(page.getByText('hello')).toHaveCount(0);
  await nothingCame(tenant);
  await approveFromProblem(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

async function approveFromProblem(page: Page): Promise<void> {
  await button(page, 'Continue to Microsoft to approve').click();
  await button(page, 'Accept').click();
  await connected(page);
}
