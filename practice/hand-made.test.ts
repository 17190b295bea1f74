import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { register, uniqueName } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());

const control = (method: string, path: string, body?: unknown) => controlCall(practice.url, method, path, body);
const made = async (...handMade: readonly object[]) => {
  const { body } = await control('POST', '/tenants', { template: 'woodgrove.example', handMade });
  return {
    id: body.id,
    state: (await control('GET', `/tenants/${body.id}`)).body,
    token: (await signIn(practice.url, `admin@${body.domain}`)).result.accessToken,
  };
};

test('an app made by hand to the letter asks for and holds the guide’s 61, with one secret, no tag and no name', async () => {
  const { state } = await made({});
  const [application] = state.applications;
  expect(application).toMatchObject({ uniqueName: null, tags: [], signInAudience: 'AzureADMyOrg', keyCredentials: [] });
  expect(application.requiredResourceAccess.flatMap(({ resourceAccess }: { resourceAccess: [] }) => resourceAccess)).toHaveLength(61);
  expect(state.appRoleAssignments).toHaveLength(49);
  expect(application.passwordCredentials).toHaveLength(1);
});

test('differences are those that were asked for, and the values of the secrets are known', async () => {
  const graph = '00000003-0000-0000-c000-000000000000';
  const { id, state, token } = await made(
    {
      missing: ['Sites.Read.All'],
      ungranted: ['Machine.Read.All'],
      beyond: [{ resourceAppId: graph, value: 'Directory.Read.All' }],
      secrets: ['one', 'two'],
    },
    { principal: 'missing', federated: ['github'] },
  );
  const [one, two] = state.applications;
  expect(one.requiredResourceAccess.flatMap(({ resourceAccess }: { resourceAccess: [] }) => resourceAccess)).toHaveLength(60);
  expect(state.appRoleAssignments).toHaveLength(49 - 2 + 1);
  for (const secret of ['one', 'two']) {
    expect((await control('POST', `/tenants/${id}/check-secret`, { appId: one.appId, secret })).body.valid).toBe(true);
  }
  expect((await call(practice.url, token, { path: `/servicePrincipals(appId='${two.appId}')` })).status).toBe(404);
  expect((await call(practice.url, token, { path: `/applications/${two.id}/federatedIdentityCredentials` })).body.value).toMatchObject([
    { name: 'github' },
  ]);
  expect((await call(practice.url, token, { path: `/applications/${two.id}/owners?$select=id` })).body.value).toEqual([]);
});

test('its certificates are real ones, and a write that leaves one out takes it away', async () => {
  const { state, token } = await made({ certificates: 2 });
  const [{ id: objectId, keyCredentials }] = state.applications;
  const path = `/applications/${objectId}`;
  const listed = async () => (await call(practice.url, token, { path: `${path}?$select=id,keyCredentials` })).body.keyCredentials;
  expect(keyCredentials.map(({ displayName }: { displayName: string }) => displayName)).toEqual([
    'CN=reporting.contoso.example',
    'CN=reporting-2.contoso.example',
  ]);
  expect(await listed()).toEqual(keyCredentials);
  const [first, second] = keyCredentials;
  expect(new X509Certificate(Buffer.from(first.key, 'base64')).subject).toBe('CN=reporting.contoso.example');
  expect(first.key).not.toBe(second.key);
  expect((await call(practice.url, token, { method: 'PATCH', path, body: { keyCredentials: [second] } })).status).toBe(204);
  expect(await listed()).toEqual([second]);
});

test('a difference that nobody knows is refused', async () => {
  expect((await control('POST', '/tenants', { template: 'woodgrove.example', handMade: [{ shoeSize: 7 }] })).status).toBe(400);
  expect((await control('POST', '/tenants', { template: 'woodgrove.example', handMade: [{ certificates: 5 }] })).status).toBe(400);
});

test('a deleted app keeps its unique name from others where the organization is set so, until it is gone for good', async () => {
  const { id, token } = await made();
  const { application } = await register(practice.url, token);
  await control('PATCH', `/tenants/${id}`, { deletedKeepsName: true });
  await control('POST', `/tenants/${id}/act`, { do: 'deleteApplication', appId: application.body.appId });
  const upsert = () =>
    call(practice.url, token, {
      method: 'PATCH',
      path: `/applications(uniqueName='${uniqueName}')`,
      body: { displayName: 'x' },
      headers: { prefer: 'create-if-missing' },
    });
  expect(await upsert()).toMatchObject({ status: 400, body: { error: { code: 'Request_MultipleObjectsWithSameKeyValue' } } });
  await call(practice.url, token, { method: 'DELETE', path: `/directory/deletedItems/${application.body.id}` });
  expect((await upsert()).status).toBe(201);
});
