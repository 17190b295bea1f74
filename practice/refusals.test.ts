import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { appToken, connect, consentAddress, register } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

const contoso = '/tenants/contoso.example';
const account = 'adele@contoso.example';
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

const settings = (change: object) => controlCall(practice.url, 'PATCH', contoso, change);
const tokenOf = async () => (await signIn(practice.url, account)).result.accessToken;
const me = (token: string) => call(practice.url, token, { path: '/me' });

test('each reader sees a write after its own exact time, and ageing a tenant is as good as waiting', async () => {
  const token = await tokenOf();
  await settings({ exactLags: { reads: 120, consent: 300 } });
  const { appId } = await register(practice.url, token);
  const read = async () => (await call(practice.url, token, { path: `/applications(appId='${appId}')` })).status;
  const tenant = (await controlCall(practice.url, 'GET', contoso)).body;
  const page = async () => (await fetch(await consentAddress(practice.url, tenant.id, appId))).text();
  expect(await read()).toBe(404);
  await controlCall(practice.url, 'POST', `${contoso}/age`, { seconds: 120 });
  expect(await read()).toBe(200);
  expect(await page()).toContain('AADSTS700016');
  await controlCall(practice.url, 'POST', `${contoso}/age`, { seconds: 180 });
  expect(await page()).not.toContain('AADSTS700016');
});

test.each([
  ['revoked', 401, 'nbf'],
  ['insufficient', 403, 'acrs'],
])(
  'a challenge of the form %s is %i, names the claim %s, and is met by a sign-in that passes the claims and by no other',
  async (form, status, claim) => {
    const token = await tokenOf();
    await settings({ challenge: { calls: '^GET .*/me$', form } });
    const refused = await me(token);
    expect(refused.status).toBe(status);
    const encoded = /claims="([^"]+)"/.exec(refused.headers.get('www-authenticate') ?? '')?.[1] ?? '';
    const claims = Buffer.from(encoded, 'base64').toString();
    expect(Object.keys(JSON.parse(claims).access_token)).toEqual([claim]);
    expect((await call(practice.url, token, { path: '/organization' })).status).toBe(200);
    expect((await me(await tokenOf())).status).toBe(status);
    expect((await me((await signIn(practice.url, account, { claims })).result.accessToken)).status).toBe(200);
  },
);

test('an app without a service reference is refused where the organization wants one, and taken with it', async () => {
  const token = await tokenOf();
  await settings({ serviceReferenceRequired: true });
  const create = (more: object) =>
    call(practice.url, token, { method: 'POST', path: '/applications', body: { displayName: 'x', ...more } });
  const refused = await create({});
  expect([refused.status, refused.body.error.code]).toEqual([400, 'Request_BadRequest']);
  expect(refused.body.error.message).toContain('ServiceManagementReference field is required');
  expect((await create({ serviceManagementReference: 'CI 42' })).status).toBe(201);
});

test('a policy for workload identities stops the app’s token, and nothing else', async () => {
  const { tenant, appId, secret } = await connect(practice.url, await tokenOf(), account);
  await settings({ conditionalAccess: ['workload'] });
  const { body } = await appToken(practice.url, { tenant, appId, secret, scope: 'https://graph.microsoft.com/.default' });
  expect(body).toMatchObject({ error: 'invalid_grant', error_codes: [53003] });
  expect((await me(await tokenOf())).status).toBe(200);
});

test('a person whose account is disabled meets 401 with a token from before, and loses roles at once', async () => {
  const token = await tokenOf();
  const act = (deed: object) => controlCall(practice.url, 'POST', `${contoso}/act`, { account, ...deed });
  await act({ do: 'setRoles', roles: [] });
  await settings({ usersMayRegisterApps: false });
  const create = { method: 'POST', path: '/applications', body: { displayName: 'x' } };
  expect((await call(practice.url, token, create)).status).toBe(403);
  await act({ do: 'disablePerson' });
  expect((await me(token)).status).toBe(401);
  await act({ do: 'enablePerson' });
  expect((await me(token)).status).toBe(200);
});
