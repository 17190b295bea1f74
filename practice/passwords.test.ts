import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { addPassword, appToken, connect, register } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

async function registered(account: string) {
  const { result } = await signIn(practice.url, account);
  const { appId, tenantOf } = await register(practice.url, result.accessToken);
  return { token: result.accessToken, appId, tenant: String(tenantOf) };
}

const days = (count: number) => {
  const start = Date.now() - 60_000;
  return { startDateTime: new Date(start).toISOString(), endDateTime: new Date(start + count * 86_400_000).toISOString() };
};
const graphScope = 'https://graph.microsoft.com/.default';

test('a secret is shown once, with its key id, its hint and the dates exactly as sent', async () => {
  const { token, appId } = await registered('adele@contoso.example');
  const sent = { displayName: 'FortifyDataAPISecret', ...days(730) };
  const { status, body } = await addPassword(practice.url, token, { appId, passwordCredential: sent });
  expect(status).toBe(200);
  expect(body).toMatchObject({ ...sent, customKeyIdentifier: null, hint: body.secretText.slice(0, 3) });
  expect(body.secretText).toMatch(/^[A-Za-z0-9]{3}8Q~[A-Za-z0-9\-_.~]{34}$/);
  const read = await call(practice.url, token, { path: `/applications(appId='${appId}')?$select=passwordCredentials` });
  expect(read.body.passwordCredentials).toEqual([
    { ...sent, customKeyIdentifier: null, hint: body.hint, keyId: body.keyId, secretText: null },
  ]);
});

test('without dates a secret lives two years', async () => {
  const { token, appId } = await registered('adele@contoso.example');
  const { body } = await addPassword(practice.url, token, { appId, passwordCredential: {} });
  const [start, end] = [new Date(body.startDateTime), new Date(body.endDateTime)];
  expect(end.getUTCFullYear() - start.getUTCFullYear()).toBe(2);
});

test('the operation answers under its full OData name and by object id as well', async () => {
  const { token, appId } = await registered('adele@contoso.example');
  const { body } = await call(practice.url, token, { path: `/applications(appId='${appId}')?$select=id` });
  const path = `/applications/${body.id}/microsoft.graph.addPassword`;
  expect((await call(practice.url, token, { method: 'POST', path, body: { passwordCredential: { displayName: 'x' } } })).status).toBe(200);
});

test('a removed secret opens nothing, and removing it again is 400', async () => {
  const { token, appId, tenant } = await registered('adele@contoso.example');
  const made = await addPassword(practice.url, token, { appId });
  const at = { tenant, appId, secret: made.body.secretText, scope: graphScope };
  expect((await appToken(practice.url, at)).status).toBe(200);
  const remove = { method: 'POST', path: `/applications(appId='${appId}')/removePassword`, body: { keyId: made.body.keyId } };
  expect((await call(practice.url, token, remove)).status).toBe(204);
  expect((await appToken(practice.url, at)).body.error_codes).toEqual([7000215]);
  expect((await call(practice.url, token, remove)).status).toBe(400);
});

test('a policy of 180 days refuses a longer secret and takes a shorter one', async () => {
  const { token, appId } = await registered('admin@litware.example');
  const long = await addPassword(practice.url, token, { appId, passwordCredential: days(730) });
  expect([long.status, long.body.error.code]).toEqual([400, 'CredentialInvalidLifetimeAsPerAppPolicy']);
  expect((await addPassword(practice.url, token, { appId, passwordCredential: days(180) })).status).toBe(200);
});

test('an exemption lets a longer secret pass while the policy reads as before', async () => {
  const { token, appId, tenant } = await registered('admin@litware.example');
  await controlCall(practice.url, 'PATCH', `/tenants/${tenant}`, { secretPolicy: { maxDays: 180, exempt: true }, policyReadable: true });
  expect((await addPassword(practice.url, token, { appId, passwordCredential: days(730) })).status).toBe(200);
  const { body } = await call(practice.url, token, { method: 'GET', path: '/policies/defaultAppManagementPolicy' });
  expect(body.applicationRestrictions.passwordCredentials).toMatchObject([{ maxLifetime: 'P180D', state: 'enabled' }]);
});

test('a ban refuses every secret', async () => {
  const { token, appId } = await registered('admin@tailspin.example');
  const { status, body } = await addPassword(practice.url, token, { appId });
  expect([status, body.error.code]).toEqual([400, 'CredentialTypeNotAllowedAsPerAppPolicy']);
});

test.each([
  ['an end before its start', { startDateTime: '2027-01-01T00:00:00Z', endDateTime: '2026-01-01T00:00:00Z' }],
  ['a date without zone', { endDateTime: '2027-01-01T00:00:00' }],
  ['a value chosen by the caller', { secretText: 'mine' }],
])('a secret with %s is refused', async (_what, passwordCredential) => {
  const { token, appId } = await registered('adele@contoso.example');
  expect((await addPassword(practice.url, token, { appId, passwordCredential })).status).toBe(400);
});

test('a secret that is not yet valid, or no longer, is AADSTS7000222', async () => {
  const { token, appId, tenant } = await registered('adele@contoso.example');
  const made = await addPassword(practice.url, token, { appId, passwordCredential: days(10) });
  const at = { tenant, appId, secret: made.body.secretText, scope: graphScope };
  for (const offsetSeconds of [11 * 86_400, -3_600]) {
    await controlCall(practice.url, 'POST', '/clock', { offsetSeconds });
    expect((await appToken(practice.url, at)).body.error_codes).toEqual([7000222]);
  }
});

test('control can say whether a value opens the app, without any lag', async () => {
  const { result } = await signIn(practice.url, 'adele@contoso.example');
  await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { lagSeconds: 600 });
  const { body: application } = await call(practice.url, result.accessToken, {
    method: 'POST',
    path: '/applications',
    body: { displayName: 'A' },
  });
  const made = await addPassword(practice.url, result.accessToken, { appId: application.appId });
  const check = (secret: string) =>
    controlCall(practice.url, 'POST', '/tenants/contoso.example/check-secret', { appId: application.appId, secret });
  expect((await check(made.body.secretText)).body).toEqual({ valid: true, keyId: made.body.keyId, expiresAt: made.body.endDateTime });
  expect((await check('other')).body).toEqual({ valid: false });
});

test('the secret value stands nowhere in the journal but in the answer of addPassword and in token requests', async () => {
  const { result } = await signIn(practice.url, 'adele@contoso.example');
  const { appId, tenant, secret } = await connect(practice.url, result.accessToken, 'adele@contoso.example');
  await appToken(practice.url, { tenant, appId, secret, scope: graphScope });
  await call(practice.url, result.accessToken, { path: `/applications(appId='${appId}')` });
  const { entries } = (await controlCall(practice.url, 'GET', '/journal')).body;
  // forms are percent-encoded on the wire
  const holding = entries.filter((entry: { requestBody: string }) =>
    [JSON.stringify(entry), new URLSearchParams(entry.requestBody).toString(), ...new URLSearchParams(entry.requestBody).values()].some(
      (text) => text.includes(secret),
    ),
  );
  expect(holding.map(({ path }: { path: string }) => path.split('/').at(-1))).toEqual(['addPassword', 'token']);
});
