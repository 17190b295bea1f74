import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { integrationBody, register, uniqueName } from './testing/integration';
import { call, controlCall, graphClient, signIn } from './testing/portal';

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

const send = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  call(practice.url, token, { method, path, ...(body === undefined ? {} : { body }), ...(headers ? { headers } : {}) });
const byName = `/applications(uniqueName='${uniqueName}')`;
const upsert = { prefer: 'create-if-missing' };

test('the first upsert creates and answers 201 with the app, the second answers 204 and there is still one app', async () => {
  const first = await send('PATCH', byName, integrationBody(), upsert);
  const second = await send('PATCH', byName, integrationBody(), upsert);
  expect([first.status, second.status]).toEqual([201, 204]);
  expect(first.body).toMatchObject({ uniqueName, signInAudience: 'AzureADMyOrg', tags: ['fortifydata:defender:v1'] });
  expect(first.headers.get('location')).toContain(first.body.id);
  expect(second.body).toBeNull();
  expect((await send('GET', '/applications')).body.value).toHaveLength(1);
});

test('without the Prefer header a missing app is 404', async () => {
  const { status, body } = await send('PATCH', byName, integrationBody());
  expect(status).toBe(404);
  expect(body.error.code).toBe('Request_ResourceNotFound');
});

test('the principal is upserted by appId: 201, then 204, and 404 without the header', async () => {
  const { appId, principal } = await register(practice.url, token);
  expect(principal.status).toBe(201);
  expect(principal.body).toMatchObject({ appId, servicePrincipalType: 'Application' });
  const again = await send('PATCH', `/servicePrincipals(appId='${appId}')`, { tags: ['WindowsAzureActiveDirectoryIntegratedApp'] }, upsert);
  expect(again.status).toBe(204);
  const missing = await send('PATCH', "/servicePrincipals(appId='22222222-2222-4222-8222-222222222222')", {});
  expect(missing.status).toBe(404);
});

test('a second POST of a principal is 409, one for an unknown app is 400', async () => {
  const { appId } = await register(practice.url, token);
  const double = await send('POST', '/servicePrincipals', { appId });
  expect([double.status, double.body.error.code]).toEqual([409, 'Request_MultipleObjectsWithSameKeyValue']);
  const unknown = await send('POST', '/servicePrincipals', { appId: '22222222-2222-4222-8222-222222222222' });
  expect(unknown.status).toBe(400);
  expect(unknown.body.error.innerError.code).toBe('NoBackingApplicationObject');
});

test('the default audience is the wide one, which allows 30 permissions for each API only', async () => {
  const created = await send('POST', '/applications', { displayName: 'Plain' });
  expect(created.body.signInAudience).toBe('AzureADandPersonalMicrosoftAccount');
  const { signInAudience: _left, ...wide } = integrationBody();
  expect((await send('POST', '/applications', wide)).status).toBe(400);
});

const ids = (count: number) =>
  Array.from({ length: count }, (_, n) => ({ id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`, type: 'Role' }));
const access = (resources: number, each: number) =>
  Array.from({ length: resources }, (_, n) => ({
    resourceAppId: `00000000-0000-4000-9000-${String(n).padStart(12, '0')}`,
    resourceAccess: ids(each),
  }));

test.each([
  ['an unknown property', { nonsense: 1 }],
  ['a read-only property', { appId: '22222222-2222-4222-8222-222222222222' }],
  ['a password', { passwordCredentials: [{ displayName: 'x' }] }],
  ['a name of 121 characters', { displayName: 'x'.repeat(121) }],
  ['an unknown nested property', { web: { redirects: [] } }],
  ['a plain http redirect address', { web: { redirectUris: ['http://portal.example/callback'] } }],
  ['a redirect address with a wildcard', { web: { redirectUris: ['https://*.portal.example/callback'] } }],
  ['a tag with a space', { tags: ['two words'] }],
  ['the same tag twice', { tags: ['a', 'a'] }],
  [
    'a permission of an unknown type',
    { requiredResourceAccess: [{ resourceAppId: ids(1)[0]?.id, resourceAccess: [{ id: ids(1)[0]?.id, type: 'Thing' }] }] },
  ],
  ['51 APIs', { signInAudience: 'AzureADMyOrg', requiredResourceAccess: access(51, 1) }],
  ['401 permissions', { signInAudience: 'AzureADMyOrg', requiredResourceAccess: access(1, 401) }],
])('%s in the body is refused with 400 and changes nothing', async (_what, body) => {
  const answer = await send('POST', '/applications', { displayName: 'App', ...body });
  expect(answer.status).toBe(400);
  expect(answer.body.error.message).not.toBe('');
  expect((await send('GET', '/applications')).body.value).toEqual([]);
});

test('400 permissions and http on localhost are allowed', async () => {
  const body = {
    displayName: 'App',
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: access(2, 200),
    web: { redirectUris: ['http://localhost:3000/x'] },
  };
  expect((await send('POST', '/applications', body)).status).toBe(201);
});

test('a PATCH replaces collections and keeps what complex values do not name', async () => {
  const { appId } = await register(practice.url, token);
  await send('PATCH', `/applications(appId='${appId}')`, { web: { homePageUrl: 'https://portal.example' }, tags: ['b'] });
  const { body } = await send('GET', `/applications(appId='${appId}')`);
  expect(body.web.redirectUris).toHaveLength(1);
  expect(body.web.homePageUrl).toBe('https://portal.example');
  expect(body.tags).toEqual(['b']);
});

test('uniqueName is set once and belongs to one app', async () => {
  const { application } = await register(practice.url, token);
  expect((await send('PATCH', `/applications/${application.body.id}`, { uniqueName: 'other' })).status).toBe(400);
  expect((await send('POST', '/applications', { displayName: 'Second', uniqueName })).status).toBe(400);
});

test('deleting keeps the app among the deleted items, takes principal and grants, and frees the unique name', async () => {
  const { application, appId } = await register(practice.url, token);
  expect((await send('DELETE', `/applications/${application.body.id}`)).status).toBe(204);
  expect((await send('GET', `/applications/${application.body.id}`)).status).toBe(404);
  expect((await send('GET', `/servicePrincipals(appId='${appId}')`)).status).toBe(404);
  const deleted = await send('GET', '/directory/deletedItems/microsoft.graph.application');
  expect(deleted.body.value).toMatchObject([{ appId, deletedDateTime: expect.any(String) }]);
  expect((await send('PATCH', byName, integrationBody(), upsert)).status).toBe(201);
});

test('a deleted app can be restored, or removed for good', async () => {
  const { application } = await register(practice.url, token);
  const { id } = application.body;
  await send('DELETE', `/applications/${id}`);
  expect((await send('POST', `/directory/deletedItems/${id}/restore`)).body.deletedDateTime).toBeNull();
  expect((await send('GET', `/applications/${id}`)).status).toBe(200);
  await send('DELETE', `/applications/${id}`);
  expect((await send('DELETE', `/directory/deletedItems/${id}`)).status).toBe(204);
  expect((await send('POST', `/directory/deletedItems/${id}/restore`)).status).toBe(404);
});

test('an unmodified Graph client finds the app by tag, by name and by key', async () => {
  const { appId } = await register(practice.url, token);
  const client = graphClient(practice.url, token);
  const byTag = await client.api('/applications').filter("tags/any(t:t eq 'fortifydata:defender:v1')").select('id,appId').get();
  expect(byTag.value).toEqual([{ id: expect.any(String), appId }]);
  const byDisplayName = await client.api('/applications').filter("displayName eq 'Microsoft Defender Integration for FortifyData'").get();
  expect(byDisplayName.value).toHaveLength(1);
  expect((await client.api(`/applications(uniqueName='${uniqueName}')`).get()).appId).toBe(appId);
  await expect(client.api('/applications/22222222-2222-4222-8222-222222222222').get()).rejects.toMatchObject({
    statusCode: 404,
    code: 'Request_ResourceNotFound',
  });
});
