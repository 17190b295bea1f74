import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { integrationBody } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(async () => {
  await controlCall(practice.url, 'POST', '/reset');
  await signIn(practice.url, 'adele@contoso.example');
});

const tokenOf = async (account: string) => (await signIn(practice.url, account)).result.accessToken;
const create = (token: string) => call(practice.url, token, { method: 'POST', path: '/applications', body: integrationBody() });

test.each(['adele@contoso.example', 'carla@contoso.example', 'paul@contoso.example', 'mia@contoso.example', 'gus@partner.example'])(
  '%s may register an app',
  async (account) => {
    expect((await create(await tokenOf(account))).status).toBe(201);
  },
);

test('where people may not register apps, only application administrators may', async () => {
  await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { usersMayRegisterApps: false });
  const statuses = await Promise.all(
    ['carla', 'paul', 'mia'].map(async (name) => (await create(await tokenOf(`${name}@contoso.example`))).status),
  );
  expect(statuses).toEqual([201, 403, 403]);
});

test('a person without a role may change only what they own', async () => {
  const [mia, paul] = [await tokenOf('mia@contoso.example'), await tokenOf('paul@contoso.example')];
  const { body } = await create(mia);
  const rename = (token: string) =>
    call(practice.url, token, { method: 'PATCH', path: `/applications/${body.id}`, body: { displayName: 'Renamed' } });
  expect((await rename(mia)).status).toBe(204);
  const refused = await rename(paul);
  expect([refused.status, refused.body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
  expect((await call(practice.url, paul, { method: 'POST', path: `/applications/${body.id}/addPassword`, body: {} })).status).toBe(403);
  expect((await call(practice.url, mia, { method: 'POST', path: '/servicePrincipals', body: { appId: body.appId } })).status).toBe(201);
});

test.each(['/oauth2PermissionGrants', '/policies/defaultAppManagementPolicy', '/security/incidents'])(
  '%s needs a scope that the portal does not have',
  async (path) => {
    const answer = await call(practice.url, await tokenOf('adele@contoso.example'), { path });
    expect([answer.status, answer.body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
  },
);

test('nothing is told without a token, with a foreign token or with an id token', async () => {
  const { result } = await signIn(practice.url, 'adele@contoso.example');
  for (const token of ['', 'eyJhbGciOiJub25lIn0.e30.', result.idToken]) {
    expect((await call(practice.url, token, { path: '/me' })).status).toBe(401);
  }
});

test('one organization never sees the app of another', async () => {
  const { body } = await create(await tokenOf('adele@contoso.example'));
  const other = await tokenOf('admin@adatum.example');
  expect((await call(practice.url, other, { path: `/applications/${body.id}` })).status).toBe(404);
  expect((await call(practice.url, other, { method: 'DELETE', path: `/applications/${body.id}` })).status).toBe(404);
  const foreign = await call(practice.url, other, { method: 'POST', path: '/servicePrincipals', body: { appId: body.appId } });
  expect([foreign.status, foreign.body.error.code]).toEqual([403, 'Authorization_RequestDenied']);
});

test('where Microsoft refuses to add an API, its principal cannot be created', async () => {
  const token = await tokenOf('admin@fourthcoffee.example');
  const body = { appId: 'fc780465-2017-40d4-a0c5-307022471b92' };
  const answer = await call(practice.url, token, { method: 'POST', path: '/servicePrincipals', body });
  expect([answer.status, answer.body.error.innerError.code]).toEqual([400, 'NoBackingApplicationObject']);
});

test('in a busy organization every third call of each kind waits 2 seconds, inside a batch as well', async () => {
  const token = await tokenOf('admin@proseware.example');
  const statuses: number[] = [];
  for (let n = 0; n < 6; n += 1) statuses.push((await call(practice.url, token, { path: '/me' })).status);
  expect(statuses).toEqual([200, 200, 429, 200, 200, 429]);
  const requests = Array.from({ length: 3 }, (_, n) => ({ id: String(n), method: 'GET', url: '/organization' }));
  const { body } = await call(practice.url, token, { method: 'POST', path: '/$batch', body: { requests } });
  expect(body.responses[2]).toMatchObject({ status: 429, headers: { 'Retry-After': '2' } });
});
