import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { passes } from './passing-time';
import { disturb, type Fault, integrationsIn, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connected, create, fourParts, leaveForConsent, pickPerson, shows, signIn, signInHere } from './steps';

type Call = Pick<Fault['match'], 'method' | 'path' | 'service'>;

const hiccups: Readonly<Record<string, Pick<Fault, 'answer' | 'action'>>> = {
  '500': { answer: { status: 500, body: { error: { code: 'InternalServerError', message: 'x' } } } },
  '503': { answer: { status: 503, headers: { 'retry-after': '1' }, body: { error: { code: 'ServiceUnavailable', message: 'x' } } } },
  '429': { answer: { status: 429, headers: { 'retry-after': '1' }, body: { error: { code: 'TooManyRequests', message: 'x' } } } },
  reset: { action: 'reset' },
};

/** Orders every hiccup once for a call, one after the other. */
async function disturbAll(tenant: Tenant, match: Call, effect: Fault['effect'] = 'before'): Promise<void> {
  for (const hiccup of Object.values(hiccups)) await disturb(tenant, { match, effect, ...hiccup });
}

/** From wherever the page stands to the end. A problem on the way must show its four parts, and its own button must lead on. */
async function overcome(page: Page): Promise<string[]> {
  const titles: string[] = [];
  const end = page.getByRole('heading', { level: 1, name: 'Microsoft Defender is connected' });
  const problem = page.getByRole('heading', { name: 'What happened' });
  const leave = button(page, 'Continue to Microsoft to approve');
  for (;;) {
    await end.or(problem).or(leave).first().waitFor({ timeout: 60_000 });
    if (await end.isVisible()) return titles;
    if (await problem.isVisible()) {
      const title = await page.getByRole('heading', { level: 1 }).innerText();
      titles.push(title);
      await fourParts(page, title);
      await page.locator('.four-next').getByRole('button').click();
      await expect(problem).toHaveCount(0);
    } else {
      await approve(page);
    }
  }
}

const firstLook = 'the first look at the organization';

const calls: Readonly<Record<string, Call>> = {
  [firstLook]: { service: 'graph', path: '/\\$batch$' },
  'creating the app': { service: 'graph', method: 'PATCH', path: '/applications\\(uniqueName' },
  'creating the service principal': { service: 'graph', method: 'PATCH', path: '/servicePrincipals\\(appId' },
};

for (const [name, match] of Object.entries(calls)) {
  test(`${name} failing with 500, 503, 429 and a cut line, one after the other, is told and passes`, async ({ page }) => {
    const tenant = await newTenant();
    await disturbAll(tenant, match);
    await signIn(page, tenant.account());
    const told = page.getByRole('heading', { name: /^Microsoft (does not answer right now|asks us to slow down)$/ });
    if (name === firstLook) await expect(told).toBeVisible();
    await create(page);
    if (name !== firstLook) await expect(told).toBeVisible();
    await overcome(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}

for (const name of ['creating the app', 'creating the service principal']) {
  test(`${name} done by Microsoft while its answers are lost makes nothing twice`, async ({ page }) => {
    const tenant = await newTenant();
    await signIn(page, tenant.account());
    await shows(page, 'Is this the right organization?');
    await disturbAll(tenant, calls[name] ?? {}, 'after');
    await create(page);
    await overcome(page);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}

test('the look at the new app failing in every way passes', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await disturbAll(tenant, { service: 'graph', path: '/\\$batch$' });
  await create(page);
  await overcome(page);
  await provesOneOfEach(tenant);
});

test('the reading of grants failing in every way is waited for, and no key is made before it', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await disturbAll(tenant, { service: 'graph', method: 'GET', path: '/appRoleAssignments' });
  await button(page, 'Accept').click();
  await overcome(page);
  const entries = await journalOf(tenant);
  const made = entries.findIndex(({ path }) => path.endsWith('/addPassword'));
  const read = entries.findIndex(({ path, status, fault }) => path.includes('/appRoleAssignments') && status === 200 && fault === null);
  expect(read).toBeGreaterThan(-1);
  expect(made).toBeGreaterThan(read);
  await provesOneOfEach(tenant);
});

const lostAnswers: Readonly<Record<string, Pick<Fault, 'answer' | 'action'>>> = {
  'a cut line': { action: 'reset' },
  'half an answer': { action: 'truncate' },
  'a 503 after the effect': { answer: { status: 503, body: {} } },
};

for (const [kind, loss] of Object.entries(lostAnswers)) {
  test(`a key whose answer is lost by ${kind} is found, removed, and replaced: one live key at the end`, async ({ page }) => {
    const tenant = await newTenant();
    await signIn(page, tenant.account());
    await create(page);
    await leaveForConsent(page);
    await disturb(tenant, { match: { service: 'graph', method: 'POST', path: '/addPassword$' }, effect: 'after', ...loss });
    await button(page, 'Accept').click();
    await overcome(page);
    const paths = (await journalOf(tenant)).map(({ path }) => path.split('/').at(-1));
    expect(paths.filter((path) => path === 'addPassword')).toHaveLength(2);
    expect(paths.filter((path) => path === 'removePassword')).toHaveLength(1);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}

test('a throttled request for a key is repeated after the pause that Microsoft asks for, and makes one key', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await disturb(tenant, {
    match: { service: 'graph', path: '/addPassword$' },
    times: 2,
    answer: { status: 429, headers: { 'retry-after': '1' } },
  });
  await button(page, 'Accept').click();
  await overcome(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a key request cut before Microsoft saw it is looked for until that is certain, then made once', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await disturb(tenant, { match: { service: 'graph', path: '/addPassword$' }, action: 'reset' });
  await button(page, 'Accept').click();
  await shows(page, 'Looking for a key whose answer was lost');
  expect(integrationsIn(await stateOf(tenant))[0]?.passwordCredentials).toEqual([]);
  await passes(tenant, 60);
  await connected(page, 60_000);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('tokens and API reads that fail while the key is tried out are tried again', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  for (const hiccup of Object.values(hiccups)) await disturb(tenant, { match: { service: 'login', path: '/token$' }, ...hiccup });
  for (const service of ['xdr', 'endpoint'] as const) await disturb(tenant, { match: { service }, ...hiccups['503'] });
  await button(page, 'Accept').click();
  await overcome(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

for (const [kind, hiccup] of Object.entries(hiccups)) {
  test(`a sign-in that Microsoft’s token endpoint ends with ${kind} is told in four parts, and the next one works`, async ({ page }) => {
    const tenant = await newTenant();
    await disturb(tenant, { match: { service: 'login', path: '/token$' }, times: 1, ...hiccup });
    await page.goto('/');
    await button(page, 'Sign in with Microsoft').click();
    await pickPerson(page, tenant.account());
    await button(page, 'Accept').click();
    await fourParts(page, /^Microsoft (does not answer at the moment|did not complete the sign-in|asks us to slow down)$/);
    await signInHere(page, tenant.account());
    await shows(page, 'Is this the right organization?');
  });
}
