import type { Page } from '@playwright/test';
import { expect, test } from './fixtures';
import { act, changeSettings, integrationsIn, journalOf, newTenant, stateOf, type Tenant } from './practice';
import { provesOneOfEach, provesStoredSecret } from './proof';
import {
  answerWithoutReturning,
  approve,
  button,
  connected,
  create,
  finish,
  fourParts,
  leaveForConsent,
  shows,
  signIn,
  signInHere,
} from './steps';

/** Claims that the last sign-in asked of the access token, as the sign-in service read them; the library asks some of the id token. */
async function claimsAskedIn(tenant: Tenant): Promise<string[]> {
  const sent = (await journalOf(tenant)).filter(({ service, path }) => service === 'login' && path.endsWith('/authorize'));
  const { access_token: asked = {} } = JSON.parse(new URLSearchParams(sent.at(-1)?.query).get('claims') ?? '{}');
  return Object.keys(asked);
}

const challenges: Readonly<
  Record<string, { calls: string; form: 'revoked' | 'insufficient'; claim: string; come: (page: Page) => Promise<void> }>
> = {
  'the first look (session revoked)': { calls: '/\\$batch$', form: 'revoked', claim: 'nbf', come: async () => undefined },
  'creating the app (stronger sign-in)': { calls: '^PATCH .*/applications\\(', form: 'insufficient', claim: 'acrs', come: create },
  'making the key (session revoked)': {
    calls: '/addPassword$',
    form: 'revoked',
    claim: 'nbf',
    come: async (page) => {
      await create(page);
      await approve(page);
    },
  },
};

for (const [step, { calls, form, claim, come }] of Object.entries(challenges)) {
  test(`a demand for more proof at ${step} is passed on with a new sign-in, which comes back to the same place`, async ({ page }) => {
    const tenant = await newTenant('contoso.example', { challenge: { calls, form } });
    await signIn(page, tenant.account());
    await come(page);
    await fourParts(page, 'One more confirmation is needed');
    await button(page, 'Sign in with Microsoft').click();
    await expect(page.getByRole('heading', { level: 1, name: 'One more confirmation is needed' })).toHaveCount(0);
    await finish(page);
    expect(await claimsAskedIn(tenant)).toEqual([claim]);
    await provesOneOfEach(tenant);
    await provesStoredSecret(tenant);
  });
}

test('the same demand again after a sign-in that met it ends in words, and goes on when the policy is changed', async ({ page }) => {
  const challenge = { calls: '^PATCH .*/applications\\(', form: 'insufficient', unmet: true } as const;
  const tenant = await newTenant('contoso.example', { challenge });
  await signIn(page, tenant.account());
  await create(page);
  await fourParts(page, 'One more confirmation is needed');
  await button(page, 'Sign in with Microsoft').click();
  const { who, state } = await fourParts(page, 'Microsoft asks for the same confirmation again');
  expect(who).toContain('access policies');
  expect(state).toContain('changed nothing');
  await changeSettings(tenant, { challenge: null });
  await button(page, 'Sign in with Microsoft').click();
  await finish(page);
  await provesOneOfEach(tenant);
});

test('an ordinary sign-in asks for no claims of the token', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await shows(page, 'Is this the right organization?');
  expect(await claimsAskedIn(tenant)).toEqual([]);
});

test('an admin who loses the role between approval and key is told, no key is made, and goes on with the role', async ({ page }) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await answerWithoutReturning(page, 'Accept');
  await act(tenant, { do: 'setRoles', account: tenant.account(), roles: [] });
  await page.goto('/connect');
  const { state, who } = await fourParts(page, 'The role to create apps is missing');
  expect(state).toContain('49 of 49 permissions granted');
  expect(who).toContain('Global Administrator');
  expect(integrationsIn(await stateOf(tenant))[0]?.passwordCredentials).toEqual([]);
  await act(tenant, { do: 'setRoles', account: tenant.account(), roles: ['globalAdministrator'] });
  await signInHere(page, tenant.account());
  await connected(page);
  await provesOneOfEach(tenant);
});

test('an admin who is disabled in the middle is signed out with words, Microsoft says the account is disabled, and a colleague finishes', async ({
  page,
  otherBrowser,
}) => {
  const tenant = await newTenant();
  await signIn(page, tenant.account());
  await create(page);
  await leaveForConsent(page);
  await answerWithoutReturning(page, 'Accept');
  await act(tenant, { do: 'disablePerson', account: tenant.account() });
  await page.goto('/connect');
  await fourParts(page, 'Your session has ended');
  await button(page, 'Sign in with Microsoft').click();
  await page.locator('button.account', { has: page.locator(`b:text-is("${tenant.account()}")`) }).click();
  await expect(page.getByText('AADSTS50057')).toBeVisible();
  const colleague = await otherBrowser();
  await signIn(colleague, tenant.account('adele'));
  await finish(colleague);
  await provesOneOfEach(tenant);
  await provesStoredSecret(tenant);
});
