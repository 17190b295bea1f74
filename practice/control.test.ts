import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { connect, register } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(async () => {
  await controlCall(practice.url, 'DELETE', '/faults');
  await controlCall(practice.url, 'POST', '/reset');
});

const control = (method: string, path: string, body?: unknown) => controlCall(practice.url, method, path, body);
const tokenOf = async (account = 'adele@contoso.example') => (await signIn(practice.url, account)).result.accessToken;
const me = (token: string) => call(practice.url, token, { path: '/me' });

test('the ten organizations are there, each with a Global Administrator and a sentence about what it shows', async () => {
  const { tenants } = (await control('GET', '/state')).body;
  expect(tenants).toHaveLength(10);
  const { people } = (await control('GET', '/people')).body;
  for (const { domain } of tenants) {
    const [admin] = people.filter(({ account }: { account: string }) => account === `admin@${domain}`);
    expect(admin).toMatchObject({ role: 'Global Administrator', shows: expect.stringMatching(/^[A-Z].*\.$/) });
  }
});

test('the hand-made app is granted 49 and 12 permissions, without tag or unique name, with one secret', async () => {
  const { body } = await control('GET', '/tenants/woodgrove.example');
  expect(body.applications).toHaveLength(1);
  expect(body.applications[0]).toMatchObject({ displayName: 'Microsoft Defender Integration for FortifyData', uniqueName: null, tags: [] });
  expect(body.applications[0].passwordCredentials).toMatchObject([{ displayName: 'FortifyDataAPISecret', secretText: null }]);
  expect(body.appRoleAssignments).toHaveLength(49);
  expect(body.oauth2PermissionGrants[0].scope.split(' ')).toHaveLength(12);
});

test('a reset brings an organization back to its beginning and keeps all ids', async () => {
  const before = (await control('GET', '/tenants/contoso.example')).body;
  await connect(practice.url, await tokenOf(), 'adele@contoso.example');
  await control('POST', '/reset', { tenant: 'contoso.example' });
  const after = (await control('GET', '/tenants/contoso.example')).body;
  expect([after.id, after.users, after.applications, after.appRoleAssignments]).toEqual([before.id, before.users, [], []]);
});

test('the journal holds every request in full, says who came and what was written, and can be read from any number on', async () => {
  const token = await tokenOf();
  const { last } = (await control('GET', '/journal')).body;
  await register(practice.url, token);
  await me(token);
  const { entries } = (await control('GET', `/journal?since=${last}`)).body;
  expect(entries.map(({ method, write, status }: Record<string, unknown>) => [method, write, status])).toEqual([
    ['PATCH', true, 201],
    ['PATCH', true, 201],
    ['GET', false, 200],
  ]);
  expect(entries[0]).toMatchObject({ service: 'graph', actor: 'adele@contoso.example', browser: false, tenantId: expect.any(String) });
  expect(entries[0].requestHeaders.authorization).toBe(`Bearer ${token}`);
  expect(JSON.parse(entries[0].requestBody).displayName).toBe('Microsoft Defender Integration for FortifyData');
  await control('DELETE', '/journal');
  expect((await control('GET', '/journal')).body.entries).toEqual([]);
});

test('pages that people see are marked in the journal', async () => {
  await tokenOf();
  const { entries } = (await control('GET', '/journal')).body;
  const pages = entries.filter(({ browser }: { browser: boolean }) => browser);
  expect(pages.length).toBeGreaterThan(2);
  expect(entries.at(-1)).toMatchObject({ service: 'login', browser: false, path: expect.stringContaining('/oauth2/v2.0/token') });
});

test('a fault before the work answers as ordered, as often as ordered, and nothing is written', async () => {
  const token = await tokenOf();
  const answer = { status: 503, headers: { 'retry-after': '1' }, body: { error: { code: 'serviceNotAvailable' } } };
  await control('POST', '/faults', { match: { service: 'graph', method: 'POST', path: '/applications$' }, times: 2, answer });
  const create = () => call(practice.url, token, { method: 'POST', path: '/applications', body: { displayName: 'App' } });
  const [first, second] = [await create(), await create()];
  expect([first.status, first.headers.get('retry-after'), second.body]).toEqual([503, '1', answer.body]);
  expect((await control('GET', '/tenants/contoso.example')).body.applications).toEqual([]);
  expect((await create()).status).toBe(201);
});

test('a fault after the work loses only the answer', async () => {
  const token = await tokenOf();
  await control('POST', '/faults', { match: { path: 'uniqueName' }, effect: 'after', action: 'reset' });
  await expect(register(practice.url, token)).rejects.toThrow();
  expect((await control('GET', '/tenants/contoso.example')).body.applications).toHaveLength(1);
  expect((await control('GET', '/journal')).body.entries.at(-1)).toMatchObject({ status: 0, fault: 'after reset', write: true });
});

test('a stalled request is not answered and a truncated answer breaks off', async () => {
  const token = await tokenOf();
  await control('POST', '/faults', { match: { path: '/me' }, action: 'stall' });
  const stalled = fetch(`${practice.url}/graph/v1.0/me`, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(150),
  });
  await expect(stalled).rejects.toThrow();
  await control('POST', '/faults', { match: { path: '/me' }, action: 'truncate' });
  await expect(me(token)).rejects.toThrow();
  expect((await me(token)).status).toBe(200);
});

test('a fault can strike one request inside a batch', async () => {
  const token = await tokenOf();
  await control('POST', '/faults', { match: { path: '^/v1.0/organization' }, answer: { status: 429, headers: { 'Retry-After': '7' } } });
  const requests = [
    { id: 'me', method: 'GET', url: '/me' },
    { id: 'org', method: 'GET', url: '/organization' },
  ];
  const { body } = await call(practice.url, token, { method: 'POST', path: '/$batch', body: { requests } });
  expect(body.responses).toMatchObject([{ status: 200 }, { status: 429, headers: { 'Retry-After': '7' } }]);
});

test.each([
  [{ match: {} }],
  [{ match: {}, answer: { status: 500 }, action: 'reset' }],
  [{ match: { path: '(' }, action: 'reset' }],
  [{ match: {}, action: 'explode' }],
  [{ match: {}, times: 0, action: 'reset' }],
])('the fault %j is refused', async (fault) => {
  expect((await control('POST', '/faults', fault)).status).toBe(400);
});

test('settings of an organization can be changed while it runs; wrong ones are refused', async () => {
  const defenders = ['fc780465-2017-40d4-a0c5-307022471b92', '8ee8fdad-f234-4243-8f3b-15c294843740'];
  const names = async () =>
    (await control('GET', '/tenants/contoso.example')).body.servicePrincipals.map(
      ({ displayName }: { displayName: string }) => displayName,
    );
  await control('PATCH', '/tenants/contoso.example', { missingPrincipals: defenders });
  expect(await names()).toEqual(['Microsoft Graph']);
  await control('PATCH', '/tenants/contoso.example', { missingPrincipals: [] });
  expect(await names()).toHaveLength(3);
  for (const wrong of [{ lagSeconds: 601 }, { nonsense: true }, { declineForm: 'maybe' }]) {
    expect((await control('PATCH', '/tenants/contoso.example', wrong)).status).toBe(400);
  }
  expect((await control('GET', '/tenants/nowhere.example')).status).toBe(404);
});

test('latency is added to calls of programs and not to pages', async () => {
  const token = await tokenOf();
  await control('POST', '/latency', { milliseconds: 120 });
  await me(token);
  const { entries } = (await control('GET', '/journal')).body;
  expect(entries.at(-1).durationMs).toBeGreaterThanOrEqual(115);
});

test('pages of other sites cannot steer it, and other host names are not served', async () => {
  const foreign = await fetch(`${practice.url}/control/reset`, { method: 'POST', headers: { origin: 'https://evil.example' } });
  expect(foreign.status).toBe(403);
  const { request } = await import('node:http');
  const status = await new Promise((resolve) => {
    request({ port: practice.port, path: '/control/state', headers: { host: 'evil.example' } }, (response) =>
      resolve(response.statusCode),
    ).end();
  });
  expect(status).toBe(421);
});

test('the root page names the people who can sign in', async () => {
  const html = await (await fetch(`${practice.url}/`)).text();
  expect(html).toContain('adele@contoso.example');
  expect(html).toContain('not Microsoft');
});
