import { expect, test } from './fixtures';
import { changeSettings, disturb, type Fault, integrationsIn, journalOf, newTenant, stateOf } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import { approve, button, connected, create, finish, fourParts, leaveForConsent, shows, signIn, signInHere } from './steps';

const creating = { service: 'graph', method: 'PATCH', path: '/applications\\(uniqueName' } as const;
const proxy = '<html><head><title>Blocked</title></head><body>The proxy of your company says: not allowed.</body></html>';
const refusal = (status: number, code: string, message = 'A sentence of Microsoft that nobody is to read.') => ({
  status,
  body: { error: { code, message, innerError: { 'request-id': 'f00dfeed' } } },
});

/** An answer to the creation of the app, what the page says, and what its details name. */
const told: readonly (readonly [string, NonNullable<Fault['answer']>, string, string])[] = [
  ['the limit of objects', refusal(403, 'Directory_QuotaExceeded'), 'The limit for new objects is reached', 'Directory_QuotaExceeded'],
  [
    'a policy on apps',
    refusal(400, 'SignInAudienceNotAllowedAsPerAppPolicy'),
    'A policy does not allow this form of app',
    'SignInAudienceNotAllowedAsPerAppPolicy',
  ],
  ['a code that nobody knows', refusal(400, 'Brand_NewRefusal'), 'Microsoft did not take this step', 'Brand_NewRefusal'],
  [
    'a conflict with another object',
    refusal(409, 'Request_MultipleObjectsWithSameKeyValue'),
    'Another object has the same name or id',
    'Request_MultipleObjectsWithSameKeyValue',
  ],
  [
    'a pause of eleven days',
    { ...refusal(429, 'TooManyRequests'), headers: { 'retry-after': '950400' } },
    'Microsoft asks us to slow down',
    '950400 s',
  ],
];

for (const [what, answer, title, detail] of told) {
  test(`${what} at the creation of the app is told in four parts without Microsoft’s sentence, and trying again goes on`, async ({
    page,
  }) => {
    const tenant = await newTenant();
    await disturb(tenant, { match: creating, answer });
    await signIn(page, tenant.account());
    await create(page);
    const parts = await fourParts(page, title);
    expect(parts.state).toContain('changed nothing');
    await page.getByText('Details for support or Microsoft').click();
    await expect(page.getByText(detail, { exact: true })).toBeVisible();
    await expect(page.getByText('A sentence of Microsoft')).toHaveCount(0);
    expect(integrationsIn(await stateOf(tenant))).toEqual([]);
    await button(page, 'Try again').click();
    await finish(page);
    await provesOneOfEach(tenant);
  });
}

test('what passes by itself needs no press: other changes, objects that are there already, pauses in every form, a proxy’s pages', async ({
  page,
}) => {
  test.slow();
  const tenant = await newTenant();
  const principal = { service: 'graph', method: 'PATCH', path: '/servicePrincipals\\(appId' } as const;
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  await disturb(tenant, { match: creating, answer: refusal(409, 'Directory_ConcurrencyViolation') });
  await disturb(tenant, { match: creating, answer: { ...refusal(429, 'TooManyRequests'), headers: { 'retry-after': '-5' } } });
  await disturb(tenant, { match: creating, answer: { status: 200, headers: { 'content-type': 'text/html' }, body: proxy } });
  await disturb(tenant, { match: creating, answer: { status: 502, headers: { 'content-type': 'text/html' }, body: proxy } });
  await disturb(tenant, { match: creating, effect: 'after', answer: refusal(409, 'Request_MultipleObjectsWithSameKeyValue') });
  const soon = new Date(Date.now() + 1_000).toUTCString();
  await disturb(tenant, { match: principal, answer: { ...refusal(503, 'ServiceUnavailable'), headers: { 'retry-after': soon } } });
  await disturb(tenant, { match: principal, answer: refusal(504, 'GatewayTimeout') });
  await disturb(tenant, { match: principal, effect: 'after', answer: refusal(400, 'Request_MultipleObjectsWithSameKeyValue') });
  await create(page);
  await shows(page, 'Approve on Microsoft’s page', 60_000);
  await approve(page);
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a proxy’s page in place of what is read stops in words, and trying again goes on', async ({ page }) => {
  const tenant = await newTenant();
  await disturb(tenant, { match: { service: 'graph', path: '/\\$batch$' }, answer: { status: 200, body: proxy } });
  await signIn(page, tenant.account());
  await fourParts(page, 'Microsoft’s answer could not be read');
  await expect(page.getByText('The proxy of your company')).toHaveCount(0);
  await button(page, 'Try again').click();
  await finish(page);
  await provesOneOfEach(tenant);
});

test('a session that Microsoft ends in the middle is told, and a new sign-in goes on where it stood', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await disturb(tenant, { match: { service: 'graph', path: '/addPassword$' }, answer: refusal(401, 'InvalidAuthenticationToken') });
  await button(page, 'Accept').click();
  const { state } = await fourParts(page, 'Your session has ended');
  expect(state).toContain('49 of 49 permissions granted. There is no key');
  await signInHere(page, tenant.account());
  await connected(page);
  await provesOneOfEach(tenant);
});

test('a service reference that the organization demands is entered, checked, written into the app, and the setup goes on', async ({
  page,
}) => {
  const tenant = await newTenant('contoso.example', { serviceReferenceRequired: true });
  await signIn(page, tenant.account());
  await create(page);
  const { who } = await fourParts(page, 'New apps need a service reference here');
  expect(who).toContain('You, if you know the reference.');
  await button(page, 'Use this reference').click();
  await expect(page.getByText('Enter the reference: one line of up to 256 characters.')).toBeVisible();
  expect(integrationsIn(await stateOf(tenant))).toEqual([]);
  await page.getByLabel('Service reference').fill('  4405e061-966a-4249-afdd-f7435f54a510 ');
  await page.getByLabel('Service reference').press('Enter');
  await approve(page);
  await connected(page);
  expect(await provesOneOfEach(tenant)).toMatchObject({ serviceManagementReference: '4405e061-966a-4249-afdd-f7435f54a510' });
});

test('token errors of a new app and key pass without a press, and no second key is made', async ({ page }) => {
  const tenant = await newTenant();
  const entra = (number: number, error = 'invalid_client') => ({
    match: { service: 'login', path: '/token$' } as const,
    times: 3,
    answer: { status: 401, body: { error, error_description: `AADSTS${number}: x`, error_codes: [number] } },
  });
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  for (const fault of [entra(700016, 'unauthorized_client'), entra(7000229), entra(500011, 'invalid_resource')])
    await disturb(tenant, fault);
  for (const fault of [entra(7000215), entra(7000222)]) await disturb(tenant, fault);
  await button(page, 'Accept').click();
  await connected(page, 60_000);
  expect((await journalOf(tenant)).filter(({ path }) => path.endsWith('/addPassword'))).toHaveLength(1);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a Conditional Access policy for apps is told as what it is, and when it is lifted one key is live', async ({ page }) => {
  const tenant = await newTenant('contoso.example', { conditionalAccess: ['workload'] });
  await signIn(page, tenant.account());
  await create(page);
  await approve(page);
  const { next } = await fourParts(page, 'An access policy stops the app');
  expect(next).toContain('No other key or certificate helps before that.');
  await changeSettings(tenant, { conditionalAccess: [] });
  await button(page, 'Try again').click();
  await connected(page);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});

test('a number of Microsoft that nobody knows, at the sign-in, is told in general words with number and id', async ({ page }) => {
  const tenant = await newTenant();
  const answer = {
    status: 400,
    body: { error: 'invalid_grant', error_description: 'AADSTS98765432: secret words', error_codes: [98765432] },
  };
  await disturb(tenant, { match: { service: 'login', path: '/token$' }, answer });
  await page.goto('/');
  await button(page, 'Sign in with Microsoft').click();
  await page.locator('button.account', { has: page.locator(`b:text-is("${tenant.account()}")`) }).click();
  await button(page, 'Accept').click();
  await fourParts(page, 'Microsoft did not complete the sign-in');
  await page.getByText('Details for support or Microsoft').click();
  await expect(page.getByText('AADSTS98765432', { exact: true })).toBeVisible();
  await expect(page.getByText('secret words')).toHaveCount(0);
  await signInHere(page, tenant.account());
  await shows(page, 'Is this the right organization?');
});
