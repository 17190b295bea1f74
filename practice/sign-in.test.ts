import { randomBytes } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaults } from './defaults';
import { type Practice, startPractice } from './server';
import { Browser, leftFor, pageOf } from './testing/browser';
import { call, claimsOf, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

const challenge = randomBytes(32).toString('base64url');
function address(query: Record<string, string> = {}, tenant = 'organizations'): string {
  const parameters = {
    client_id: defaults.portalClientId,
    redirect_uri: defaults.portalRedirectUri,
    response_type: 'code',
    scope: 'openid profile User.Read Application.ReadWrite.All',
    state: 'st',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...query,
  };
  return `${practice.url}/login/${tenant}/oauth2/v2.0/authorize?${new URLSearchParams(parameters)}`;
}

const openPage = async (url: string) => pageOf(await new Browser(practice.url).open(url));

test('an unmodified msal-node signs a person in and gets an id token that the published keys prove', async () => {
  const { result } = await signIn(practice.url, 'adele@contoso.example');
  const { tid } = claimsOf(result.idToken);
  const keys = createRemoteJWKSet(new URL(`${practice.url}/login/${tid}/discovery/v2.0/keys`));
  const { payload } = await jwtVerify(result.idToken, keys, {
    issuer: `https://login.practice.invalid/${tid}/v2.0`,
    audience: defaults.portalClientId,
  });
  expect(payload).toMatchObject({
    preferred_username: 'adele@contoso.example',
    ver: '2.0',
    wids: expect.arrayContaining(['62e90394-69f5-4237-9190-012177145e10']),
  });
  expect(result.account?.homeAccountId).toBe(`${payload.oid}.${tid}`);
});

test('msal-node renews silently with its refresh token', async () => {
  const { client, result } = await signIn(practice.url, 'adele@contoso.example');
  if (!result.account) throw new Error('no account');
  const renewed = await client.acquireTokenSilent({ account: result.account, scopes: ['User.Read'], forceRefresh: true });
  expect(renewed.accessToken).not.toBe(result.accessToken);
  expect((await call(practice.url, renewed.accessToken, { path: '/me' })).status).toBe(200);
});

test('discovery names the endpoints under the authority, and the issuer under its https name', async () => {
  const response = await fetch(`${practice.url}/login/contoso.example/v2.0/.well-known/openid-configuration`);
  const metadata = JSON.parse(await response.text());
  expect(response.headers.get('access-control-allow-origin')).toBe('*');
  expect(metadata.issuer).toMatch(/^https:\/\/login\.practice\.invalid\/[0-9a-f-]{36}\/v2\.0$/);
  expect(metadata.token_endpoint).toContain(`${practice.url}/login/`);
});

test('an administrator consents once for the organization; the next sign-in of a colleague is not asked', async () => {
  const first = await openPage(address({ prompt: 'select_account' }));
  const asked = pageOf(await new Browser(practice.url).press(first, 'adele@contoso.example'));
  expect(asked.html).toContain('Permissions requested');
  expect(asked.html).toContain('Read and write all applications');
  await signIn(practice.url, 'adele@contoso.example');
  const state = await controlCall(practice.url, 'GET', '/tenants/contoso.example');
  const grant = state.body.oauth2PermissionGrants[0];
  expect(grant).toMatchObject({ consentType: 'AllPrincipals', scope: expect.stringContaining('Application.ReadWrite.All') });
  const second = await new Browser(practice.url).press(await openPage(address()), 'mia@contoso.example');
  expect(leftFor(second).searchParams.get('code')).toBeTruthy();
});

test('a person without an administrator role meets "Need admin approval" and returns with access_denied', async () => {
  const browser = new Browser(practice.url);
  const page = pageOf(await browser.press(pageOf(await browser.open(address())), 'mia@contoso.example'));
  expect(page.html).toContain('AADSTS90094');
  expect(page.html).not.toContain('Accept');
  const left = leftFor(await browser.press(page, 'Return to the application'));
  expect(Object.fromEntries(left.searchParams)).toEqual({ error: 'access_denied', error_subcode: 'cancel', state: 'st' });
});

test('declining consent returns AADSTS65004 and records nothing', async () => {
  const browser = new Browser(practice.url);
  const asked = pageOf(await browser.press(pageOf(await browser.open(address())), 'adele@contoso.example'));
  const left = leftFor(await browser.press(asked, 'Cancel'));
  expect(left.searchParams.get('error')).toBe('access_denied');
  expect(left.searchParams.get('error_description')).toMatch(/^AADSTS65004: /);
  const state = await controlCall(practice.url, 'GET', '/tenants/contoso.example');
  expect(state.body.oauth2PermissionGrants).toEqual([]);
});

test('leaving the account picker returns access_denied with the state', async () => {
  const browser = new Browser(practice.url);
  const left = leftFor(await browser.press(pageOf(await browser.open(address())), 'Cancel'));
  expect(Object.fromEntries(left.searchParams)).toEqual({ error: 'access_denied', error_subcode: 'cancel', state: 'st' });
});

test('the picker of the shared authority shows every customer and no FortifyData staff', async () => {
  const page = await openPage(address());
  expect(page.html).toContain('adele@contoso.example');
  expect(page.html).toContain('admin@proseware.example');
  expect(page.html).not.toContain('fortifydata.example');
  expect(page.html).toContain('not Microsoft');
});

test.each([
  ['pat@outlook.example', 'organizations', 'AADSTS500200'],
  ['nobody@contoso.example', 'organizations', 'AADSTS50034'],
  ['gus@partner.example', 'organizations', 'AADSTS50034'],
  ['admin@fabrikam.example', 'contoso.example', 'AADSTS50020'],
])('the typed account %s at %s is refused with %s on a page', async (account, tenant, code) => {
  const browser = new Browser(practice.url);
  const page = pageOf(await browser.press(pageOf(await browser.open(address({}, tenant))), 'Next', { name: account }));
  expect(page.status).toBe(400);
  expect(page.html).toContain(code);
});

test('a guest signs in at the organization’s own authority and his token says guest', async () => {
  const { result } = await signIn(practice.url, 'gus@partner.example');
  expect(claimsOf(result.idToken)).toMatchObject({
    preferred_username: 'gus@partner.example',
    idp: expect.stringContaining('sts.windows.net'),
  });
  const me = await call(practice.url, result.accessToken, { path: '/me?$select=userType,userPrincipalName' });
  expect(me.body).toMatchObject({ userType: 'Guest', userPrincipalName: 'gus_partner.example#EXT#@contoso.example' });
});

test.each([
  ['an unknown client', { client_id: '11111111-1111-4111-8111-111111111111' }, 'organizations', 'AADSTS700016'],
  ['a redirect address that differs by one letter', { redirect_uri: `${defaults.portalRedirectUri}/` }, 'organizations', 'AADSTS50011'],
  ['an unknown organization', {}, 'nowhere.example', 'AADSTS90002'],
  [
    'a single-tenant app at the shared authority',
    { client_id: defaults.staffClientId, redirect_uri: defaults.staffRedirectUri },
    'organizations',
    'AADSTS50194',
  ],
  [
    'a single-tenant app in another organization',
    { client_id: defaults.staffClientId, redirect_uri: defaults.staffRedirectUri },
    'contoso.example',
    'AADSTS700016',
  ],
])('%s is shown an error page and no redirect', async (_what, query: Record<string, string>, tenant, code) => {
  const page = await openPage(address(query, tenant));
  expect(page.status).toBeGreaterThanOrEqual(400);
  expect(page.html).toContain(code);
});

test.each([
  ['a request without PKCE', { code_challenge: '' }, 'invalid_request', 'AADSTS9002325'],
  ['PKCE by the plain method', { code_challenge_method: 'plain' }, 'invalid_request', 'AADSTS9002325'],
  [
    'two APIs in one request',
    { scope: 'openid User.Read https://api.security.microsoft.com/Incident.Read' },
    'invalid_scope',
    'AADSTS70011',
  ],
  ['an implicit flow', { response_type: 'token' }, 'invalid_request', 'AADSTS90014'],
  ['a silent request without session', { prompt: 'none' }, 'login_required', 'AADSTS50058'],
])('%s is told to the application as %s', async (_what, query: Record<string, string>, error, code) => {
  const left = leftFor(await new Browser(practice.url).open(address(query)));
  expect(left.searchParams.get('error')).toBe(error);
  expect(left.searchParams.get('error_description')).toContain(code);
  expect(left.searchParams.get('state')).toBe('st');
});

test('a scope that Graph does not have is told to the application as AADSTS650053', async () => {
  const browser = new Browser(practice.url);
  const picker = pageOf(await browser.open(address({ scope: 'openid Invented.Read.All' })));
  const left = leftFor(await browser.press(picker, 'adele@contoso.example'));
  expect(left.searchParams.get('error_description')).toContain('AADSTS650053');
});

test('the browser stays signed in until it signs out, and select_account asks all the same', async () => {
  const { browser } = await signIn(practice.url, 'adele@contoso.example');
  expect(leftFor(await browser.open(address())).searchParams.get('code')).toBeTruthy();
  expect(pageOf(await browser.open(address({ prompt: 'select_account' }))).html).toContain('Pick an account');
  expect(pageOf(await browser.open(address({}, 'fabrikam.example'))).html).toContain('Pick an account');
  const back = await browser.open(
    `${practice.url}/login/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=${encodeURIComponent('http://localhost:3000/')}`,
  );
  expect(leftFor(back).href).toBe('http://localhost:3000/');
  expect(pageOf(await browser.open(address())).html).toContain('Pick an account');
});

test('signing out sends nobody to an address that no application has registered', async () => {
  const visit = await new Browser(practice.url).open(
    `${practice.url}/login/organizations/oauth2/v2.0/logout?post_logout_redirect_uri=https://evil.example/`,
  );
  expect(pageOf(visit).html).toContain('You signed out');
});

test('fragment and form_post answers carry code and state in their own way', async () => {
  const { browser } = await signIn(practice.url, 'adele@contoso.example');
  const fragment = leftFor(await browser.open(address({ response_mode: 'fragment' })));
  expect(fragment.search).toBe('');
  expect(new URLSearchParams(fragment.hash.slice(1)).get('state')).toBe('st');
  const posted = pageOf(await browser.open(address({ response_mode: 'form_post' })));
  expect(posted.html).toContain(`action="${defaults.portalRedirectUri}"`);
  expect(posted.html).toMatch(/name="code" value="[^"]{20,}"/);
});
