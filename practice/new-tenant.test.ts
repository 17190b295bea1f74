import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPractice } from './server';
import { call, controlCall, signIn } from './testing/portal';

const folder = mkdtempSync(join(tmpdir(), 'practice-new-tenant-'));
const stateFile = join(folder, 'state.json');
let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0, stateFile });
});
afterAll(async () => {
  await practice.close();
  rmSync(folder, { recursive: true });
});

const control = (method: string, path: string, body?: unknown) => controlCall(practice.url, method, path, body);
const make = async (settings = {}) => (await control('POST', '/tenants', { template: 'contoso.example', settings })).body;
const me = (token: string) => call(practice.url, token, { path: '/me' });

test('a made organization has people, settings and a directory of its own, and its people sign in', async () => {
  const [one, two] = [await make({ noLicence: true }), await make()];
  expect(one.domain).toMatch(/^t[0-9a-f]{8}\.contoso\.example$/);
  expect([one.domain, one.id]).not.toEqual([two.domain, two.id]);
  expect([one.settings.noLicence, two.settings.noLicence]).toEqual([true, false]);
  const { result } = await signIn(practice.url, `adele@${one.domain}`);
  expect(result.tenantId).toBe(one.id);
  const [mine, other] = [await control('GET', `/tenants/${one.id}`), await control('GET', `/tenants/${two.id}`)];
  const clients = (state: typeof mine) => state.body.servicePrincipals.length;
  expect(clients(mine)).toBe(clients(other) + 1);
  expect(mine.body.users.some(({ userPrincipalName }: { userPrincipalName: string }) => userPrincipalName.endsWith(`@${one.domain}`))).toBe(
    true,
  );
});

test('the state file leaves made organizations out, and they cannot be reset', async () => {
  const { id } = await make();
  expect(existsSync(stateFile)).toBe(true);
  expect(readFileSync(stateFile, 'utf8')).not.toContain(id);
  expect(await control('POST', '/reset', { tenant: id })).toMatchObject({ status: 400 });
  expect(await control('POST', '/tenants', { template: 'nowhere.example' })).toMatchObject({ status: 404 });
});

test('a fault meant for one organization strikes its sign-in and its calls, and nobody else', async () => {
  const [one, two] = [await make(), await make()];
  const [mine, other] = await Promise.all([one, two].map(({ domain }) => signIn(practice.url, `adele@${domain}`)));
  await control('POST', '/faults', { match: { service: 'graph', tenant: one.id }, answer: { status: 503 } });
  expect((await me(other?.result.accessToken ?? '')).status).toBe(200);
  expect((await me(mine?.result.accessToken ?? '')).status).toBe(503);
  await control('POST', '/faults', { match: { service: 'login', path: '/token$', tenant: one.id }, answer: { status: 503 }, times: 9 });
  await expect(signIn(practice.url, `adele@${two.domain}`)).resolves.toMatchObject({ result: { tenantId: two.id } });
  await expect(signIn(practice.url, `adele@${one.domain}`)).rejects.toThrow();
  await control('DELETE', '/faults');
});

test('the journal can be read for one organization', async () => {
  const [one, two] = [await make(), await make()];
  for (const { domain } of [one, two]) await signIn(practice.url, `adele@${domain}`);
  const { entries } = (await control('GET', `/journal?tenant=${one.id}`)).body;
  expect(entries.length).toBeGreaterThan(2);
  expect(new Set(entries.map(({ tenantId }: { tenantId: string }) => tenantId))).toEqual(new Set([one.id]));
});
