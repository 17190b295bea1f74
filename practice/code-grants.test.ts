import { createHash, randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { defaults } from './defaults';
import { type Practice, startPractice } from './server';
import { Browser, leftFor, pageOf } from './testing/browser';
import { claimsOf, controlCall, msalClient, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

/** A fresh code for a browser that is signed in. */
async function freshCode(browser: Browser, query: Record<string, string> = {}) {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = new URLSearchParams({
    client_id: defaults.portalClientId,
    redirect_uri: defaults.portalRedirectUri,
    response_type: 'code',
    scope: 'openid User.Read',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...query,
  });
  const left = leftFor(await browser.open(`${practice.url}/login/organizations/oauth2/v2.0/authorize?${parameters}`));
  return { code: left.searchParams.get('code') ?? '', code_verifier: verifier };
}

async function redeem(fields: Record<string, string>, tenant = 'organizations') {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    client_id: defaults.portalClientId,
    client_secret: defaults.portalClientSecret,
    redirect_uri: defaults.portalRedirectUri,
    ...fields,
  });
  const response = await fetch(`${practice.url}/login/${tenant}/oauth2/v2.0/token`, { method: 'POST', body });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

test('a code is worth one token: the second use is AADSTS54005', async () => {
  const { code, verifier } = await signIn(practice.url, 'adele@contoso.example');
  const { status, body } = await redeem({ code, code_verifier: verifier });
  expect(status).toBe(400);
  expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [54005] });
  expect(body.error_description).toMatch(
    /^AADSTS54005: .* Trace ID: [0-9a-f-]{36} Correlation ID: [0-9a-f-]{36} Timestamp: \d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ$/,
  );
});

test.each([
  ['a wrong verifier', { code_verifier: 'x'.repeat(43) }, 'organizations', 501481],
  ['another redirect address', { redirect_uri: 'http://localhost:3000/other' }, 'organizations', 50011],
  ['another organization', {}, 'fabrikam.example', 700005],
  ['a wrong secret', { client_secret: 'no' }, 'organizations', 7000215],
  ['no secret', { client_secret: '' }, 'organizations', 7000218],
  ['an unknown code', { code: 'no' }, 'organizations', 70000],
])('a fresh code with %s is refused', async (_what, fields: Record<string, string>, tenant, number) => {
  const { browser } = await signIn(practice.url, 'adele@contoso.example');
  const { body } = await redeem({ ...(await freshCode(browser)), ...fields }, tenant);
  expect(body.error_codes).toEqual([number]);
  expect(body.access_token).toBeUndefined();
});

test('a refresh token is given only for offline_access', async () => {
  const { browser } = await signIn(practice.url, 'adele@contoso.example');
  const { body } = await redeem(await freshCode(browser));
  expect(body.refresh_token).toBeUndefined();
  expect(body.id_token).toBeDefined();
});

test('msal-node with a wrong secret reports AADSTS7000215', async () => {
  const client = msalClient(practice.url, 'fortifydata.example', { clientId: defaults.platformClientId, clientSecret: 'wrong' });
  await expect(client.acquireTokenByClientCredential({ scopes: [`${defaults.staffClientId}/.default`] })).rejects.toThrow('AADSTS7000215');
});

test('a code is too old after ten minutes of the practice clock', async () => {
  const { browser } = await signIn(practice.url, 'adele@contoso.example');
  const fresh = await freshCode(browser);
  await controlCall(practice.url, 'POST', '/clock', { offsetSeconds: 601 });
  expect((await redeem(fresh)).body.error_codes).toEqual([70008]);
});

const staff = { client_id: defaults.staffClientId, redirect_uri: defaults.staffRedirectUri };

/** Signs a support person in as a single-page app does; answers a function that redeems the code. */
async function staffSignIn(account: string) {
  const browser = new Browser(practice.url);
  const verifier = randomBytes(32).toString('base64url');
  const scope = `openid offline_access api://${defaults.staffClientId}/access_as_user`;
  const parameters = new URLSearchParams({
    ...staff,
    response_type: 'code',
    scope,
    response_mode: 'fragment',
    code_challenge_method: 'S256',
  });
  parameters.set('code_challenge', createHash('sha256').update(verifier).digest('base64url'));
  const picker = pageOf(await browser.open(`${practice.url}/login/fortifydata.example/oauth2/v2.0/authorize?${parameters}`));
  const left = leftFor(await browser.press(picker, account));
  const code = new URLSearchParams(left.hash.slice(1)).get('code') ?? '';
  const body = new URLSearchParams({ grant_type: 'authorization_code', ...staff, code, code_verifier: verifier });
  const address = `${practice.url}/login/fortifydata.example/oauth2/v2.0/token`;
  return (headers: Record<string, string>) => fetch(address, { method: 'POST', body, headers });
}

async function staffToken(account: string): Promise<Record<string, unknown>> {
  const answer = await (await staffSignIn(account))({ origin: 'http://localhost:3000' });
  return claimsOf(JSON.parse(await answer.text()).access_token);
}

test('a single-page app redeems its code without a secret, from a browser only', async () => {
  const post = await staffSignIn('rhea@fortifydata.example');
  expect((await post({})).status).toBe(400);
  const answer = await post({ origin: 'http://localhost:3000' });
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  const tokens = JSON.parse(await answer.text());
  expect(claimsOf(tokens.access_token)).toMatchObject({
    aud: defaults.staffClientId,
    ver: '2.0',
    azp: defaults.staffClientId,
    roles: ['Support.Read'],
    scp: 'access_as_user',
  });
  const refresh = (headers: Record<string, string>) =>
    fetch(`${practice.url}/login/fortifydata.example/oauth2/v2.0/token`, {
      method: 'POST',
      body: new URLSearchParams({ grant_type: 'refresh_token', client_id: staff.client_id, refresh_token: tokens.refresh_token }),
      headers,
    });
  expect((await refresh({})).status).toBe(400);
  expect((await refresh({ origin: 'http://localhost:3000' })).status).toBe(200);
});

test('the browser may ask the token and discovery endpoints from another origin', async () => {
  for (const path of ['oauth2/v2.0/token', 'v2.0/.well-known/openid-configuration', 'discovery/v2.0/keys']) {
    const asked = await fetch(`${practice.url}/login/fortifydata.example/${path}`, { method: 'OPTIONS' });
    expect([asked.status, asked.headers.get('access-control-allow-origin')]).toEqual([204, '*']);
  }
});

test('a person without a support role gets a staff token without roles', async () => {
  expect((await staffToken('nora@fortifydata.example')).roles).toBeUndefined();
  expect((await staffToken('manu@fortifydata.example')).roles).toEqual(['Support.Manage']);
});
