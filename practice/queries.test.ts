import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { connect } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
let token: string;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(async () => {
  await controlCall(practice.url, 'POST', '/reset');
  token = (await signIn(practice.url, 'adele@contoso.example')).result.accessToken;
});

const get = (path: string, headers: Record<string, string> = {}) => call(practice.url, token, { path, headers });
const batch = (requests: unknown) => call(practice.url, token, { method: 'POST', path: '/$batch', body: { requests } });
const eventual = { ConsistencyLevel: 'eventual' };
const resources = ['00000003-0000-0000-c000-000000000000', 'fc780465-2017-40d4-a0c5-307022471b92', '8ee8fdad-f234-4243-8f3b-15c294843740'];

test('one filter finds the three APIs with their real permissions', async () => {
  const list = resources.map((id) => `'${id}'`).join(',');
  const { body } = await get(`/servicePrincipals?$filter=appId in (${list})&$select=appId,displayName,appRoles,oauth2PermissionScopes`);
  const counted = body.value.map((principal: { displayName: string; appRoles: []; oauth2PermissionScopes: [] }) => [
    principal.displayName,
    principal.appRoles.length,
    principal.oauth2PermissionScopes.length,
  ]);
  expect(counted).toEqual([
    ['Microsoft Graph', 534, 598],
    ['WindowsDefenderATP', 32, 27],
    ['Microsoft Threat Protection', 4, 4],
  ]);
});

test('$select answers exactly the named properties', async () => {
  const { body } = await get('/me?$select=id,displayName');
  expect(Object.keys(body).toSorted()).toEqual(['@odata.context', 'displayName', 'id']);
});

test.each([
  ['/me?$select=nonsense', 400],
  ['/servicePrincipals?$filter=nonsense eq 1', 400],
  ["/servicePrincipals?$filter=nonsense eq 'x'", 400],
  ['/servicePrincipals?$top=1000', 400],
  ['/servicePrincipals?$expand=owners', 400],
  ['/nonsense', 400],
  ['/applications/22222222-2222-4222-8222-222222222222', 404],
  ["/servicePrincipals(appId='22222222-2222-4222-8222-222222222222')", 404],
  ["/applications(name='x')", 400],
])('%s answers %i with an error that can be traced', async (path, status) => {
  const answer = await get(path, { 'client-request-id': '33333333-3333-4333-8333-333333333333' });
  expect(answer.status).toBe(status);
  const { innerError } = answer.body.error;
  expect(innerError['request-id']).toBe(answer.headers.get('request-id'));
  expect(innerError['client-request-id']).toBe('33333333-3333-4333-8333-333333333333');
  expect(answer.headers.get('client-request-id')).toBe('33333333-3333-4333-8333-333333333333');
  expect(innerError.date).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
});

test('long lists come in pages that nextLink continues to the last row', async () => {
  const { appId } = await connect(practice.url, token, 'adele@contoso.example');
  const seen: string[] = [];
  let next = `${practice.url}/graph/v1.0/servicePrincipals(appId='${appId}')/appRoleAssignments?$top=20`;
  const sizes: number[] = [];
  while (next) {
    const page = JSON.parse(await (await fetch(next, { headers: { authorization: `Bearer ${token}` } })).text());
    sizes.push(page.value.length);
    seen.push(...page.value.map(({ id }: { id: string }) => id));
    next = page['@odata.nextLink'] ?? '';
  }
  expect(sizes).toEqual([20, 20, 9]);
  expect(new Set(seen).size).toBe(49);
});

test('counting and redirect filters need eventual consistency', async () => {
  expect((await get('/applications/$count')).status).toBe(400);
  expect((await get('/applications/$count', eventual)).body).toBe(0);
  const filter = "$filter=web/redirectUris/any(p:p eq 'https://portal.example/x')";
  expect((await get(`/applications?${filter}`)).body.error.code).toBe('Request_UnsupportedQuery');
  expect((await get(`/applications?${filter}&$count=true`, eventual)).body).toMatchObject({ '@odata.count': 0, value: [] });
});

test('with User.Read alone the roles of a person are told by id only', async () => {
  const { body } = await get('/me/memberOf');
  expect(body.value).toEqual([
    expect.objectContaining({ '@odata.type': '#microsoft.graph.directoryRole', displayName: null, roleTemplateId: null }),
  ]);
  expect((await get('/me/memberOf/microsoft.graph.directoryRole')).status).toBe(400);
  expect((await get('/me/memberOf/microsoft.graph.directoryRole?$count=true', eventual)).body['@odata.count']).toBe(1);
});

test('a batch answers every request with its own status', async () => {
  const { status, body } = await batch([
    { id: 'me', method: 'GET', url: '/me?$select=id' },
    { id: 'org', method: 'GET', url: '/organization?$select=id,displayName' },
    { id: 'none', method: 'GET', url: "/applications(uniqueName='none')" },
    { id: 'denied', method: 'GET', url: '/oauth2PermissionGrants' },
  ]);
  expect(status).toBe(200);
  const statuses = Object.fromEntries(body.responses.map((part: { id: string; status: number }) => [part.id, part.status]));
  expect(statuses).toEqual({ me: 200, org: 200, none: 404, denied: 403 });
});

test('what depends on a failed request of a batch is 424', async () => {
  const { body } = await batch([
    { id: '2', method: 'GET', url: '/me', dependsOn: ['1'] },
    { id: '1', method: 'GET', url: "/applications(uniqueName='none')" },
  ]);
  expect(body.responses.map((part: { id: string; status: number }) => [part.id, part.status])).toEqual([
    ['1', 404],
    ['2', 424],
  ]);
});

test.each([
  ['21 requests', Array.from({ length: 21 }, (_, n) => ({ id: String(n), method: 'GET', url: '/me' }))],
  ['no requests', []],
  ['an unknown property', [{ id: '1', method: 'GET', url: '/me', timeout: 1 }]],
  [
    'the same id twice',
    [
      { id: '1', method: 'GET', url: '/me' },
      { id: '1', method: 'GET', url: '/me' },
    ],
  ],
  ['a body without content type', [{ id: '1', method: 'POST', url: '/applications', body: { displayName: 'x' } }]],
  ['a circle', [{ id: '1', method: 'GET', url: '/me', dependsOn: ['1'] }]],
])('a batch with %s is refused as a whole', async (_what, requests) => {
  expect((await batch(requests)).status).toBe(400);
});

test('a body that is no JSON, and a wrong version, are refused', async () => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const post = await fetch(`${practice.url}/graph/v1.0/applications`, { method: 'POST', headers, body: '{' });
  expect(post.status).toBe(400);
  expect((await fetch(`${practice.url}/graph/beta/me`, { headers })).status).toBe(400);
  expect((await fetch(`${practice.url}/graph/v1.0/me`, { method: 'PUT', headers })).status).toBe(405);
});
