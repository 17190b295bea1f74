import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { Replicated } from './replicated';
import { type Practice, startPractice } from './server';
import { Browser, pageOf } from './testing/browser';
import { addPassword, appToken, connect, consentAddress, register, uniqueName } from './testing/integration';
import { call, controlCall, signIn } from './testing/portal';

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());
beforeEach(() => controlCall(practice.url, 'POST', '/reset'));

const lag = (lagSeconds: number) => controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { lagSeconds });
const tokenOf = async () => (await signIn(practice.url, 'adele@contoso.example')).result.accessToken;

test('a write is seen by the primary at once and by replicas after 0.3 to 2 times the mean, in order', () => {
  vi.useFakeTimers({ now: 1_000_000 });
  try {
    const rows = new Replicated<{ n: number }>(() => 1_000);
    rows.put('a', { n: 1 });
    expect([rows.get('a', 'primary'), rows.get('a', 'replica')]).toEqual([{ n: 1 }, null]);
    vi.setSystemTime(1_000_299);
    expect(rows.get('a', 'replica')).toBeNull();
    vi.setSystemTime(1_002_001);
    expect(rows.get('a', 'replica')).toEqual({ n: 1 });
    for (let n = 2; n < 60; n += 1) rows.put('a', { n });
    expect(rows.get('a', 'replica')).toEqual({ n: 1 });
    rows.remove('a');
    expect([rows.get('a', 'primary'), rows.all('replica')]).toEqual([null, [{ n: 1 }]]);
    vi.setSystemTime(1_010_000);
    expect(rows.get('a', 'replica')).toBeNull();
  } finally {
    vi.useRealTimers();
  }
});

test('a new app is 404 to reads while writes already reach it, and appears by itself', async () => {
  const token = await tokenOf();
  await lag(600);
  const { appId, application, principal } = await register(practice.url, token);
  expect([application.status, principal.status]).toEqual([201, 201]);
  const read = () => call(practice.url, token, { path: `/applications(appId='${appId}')` });
  expect((await read()).status).toBe(404);
  expect((await addPassword(practice.url, token, { appId })).status).toBe(200);
  const upsert = {
    method: 'PATCH',
    path: `/applications(uniqueName='${uniqueName}')`,
    body: { notes: 'again' },
    headers: { prefer: 'create-if-missing' },
  };
  expect((await call(practice.url, token, upsert)).status).toBe(204);
  await lag(0);
  expect((await read()).body.passwordCredentials).toHaveLength(1);
});

test('the consent page does not know an app that is not replicated', async () => {
  const token = await tokenOf();
  await lag(600);
  const { appId } = await register(practice.url, token);
  const browser = new Browser(practice.url);
  const address = consentAddress(practice.url, 'contoso.example', appId);
  expect(pageOf(await browser.open(address)).html).toContain('AADSTS700016');
  await lag(0);
  expect(pageOf(await browser.open(address)).html).toContain('Pick an account');
});

test('a new secret is AADSTS7000215 and a new grant is missing from tokens until they are replicated', async () => {
  const token = await tokenOf();
  const at = await connect(practice.url, token, 'adele@contoso.example');
  const scope = 'https://graph.microsoft.com/.default';
  await controlCall(practice.url, 'POST', '/tenants/contoso.example/act', { do: 'removeAllGrants', appId: at.appId });
  await lag(600);
  const fresh = await addPassword(practice.url, token, { appId: at.appId });
  const ask = () => appToken(practice.url, { ...at, secret: fresh.body.secretText, scope });
  expect((await ask()).body.error_codes).toEqual([7000215]);
  await lag(0);
  expect((await ask()).status).toBe(200);
});

test('a principal can be made to wait for its app', async () => {
  const token = await tokenOf();
  await controlCall(practice.url, 'PATCH', '/tenants/contoso.example', { lagSeconds: 600, principalTooEarly: true });
  const { principal, appId } = await register(practice.url, token);
  expect([principal.status, principal.body.error.innerError.code]).toEqual([400, 'NoBackingApplicationObject']);
  await lag(0);
  expect((await call(practice.url, token, { method: 'POST', path: '/servicePrincipals', body: { appId } })).status).toBe(201);
});
