import { randomUUID } from 'node:crypto';
import { compactDecrypt } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { guidePermissions } from '../../practice/guide-permissions';
import { type Practice, startPractice } from '../../practice/server';
import { consent, register } from '../../practice/testing/integration';
import { controlCall, signIn } from '../../practice/testing/portal';
import type { ApiKey } from '../domain/proof';
import { buildSealer } from './bundle.test-support';
import type { SealOrder } from './messages';
import { orderFor } from './microsoft.test-support';
import { spawnSealer } from './spawn';

const apis: Readonly<Record<string, ApiKey>> = {
  '00000003-0000-0000-c000-000000000000': 'graph',
  'fc780465-2017-40d4-a0c5-307022471b92': 'endpoint',
  '8ee8fdad-f234-4243-8f3b-15c294843740': 'threat-protection',
};
const wantedRoles: Record<ApiKey, readonly string[]> = { graph: [], endpoint: [], 'threat-protection': [] };
for (const { resourceAppId, type, values } of guidePermissions) {
  const api = apis[resourceAppId];
  if (api && type === 'Role') wantedRoles[api] = values;
}

let practice: Practice;
beforeAll(async () => {
  [practice] = await Promise.all([startPractice({ port: 0, lagSeconds: 0 }), buildSealer()]);
});
afterAll(() => practice.close());
beforeEach(() => control('POST', '/reset', {}));

const control = async (method: string, path: string, body?: unknown) => (await controlCall(practice.url, method, path, body)).body;
const lag = (domain: string, lagSeconds: number) => control('PATCH', `/tenants/${domain}`, { lagSeconds });

/** Brings a tenant to the point where the portal orders a secret; the admin has consented. */
async function readyFor(account: string, { whileConsenting = 0 } = {}) {
  const domain = account.split('@')[1] ?? '';
  const { result } = await signIn(practice.url, account);
  const delegatedToken = result?.accessToken ?? '';
  const { application, appId } = await register(practice.url, delegatedToken);
  const tenant: { id: string } = await control('GET', `/tenants/${domain}`);
  await lag(domain, whileConsenting);
  await consent(practice.url, { tenant: tenant.id, appId, account });
  await lag(domain, 0.01);
  const { order, privateKey } = await orderFor(practice.url);
  const now = Math.floor(Date.now() / 1000) * 1000 - 60_000;
  const ready: SealOrder = {
    ...order,
    delegatedToken,
    applicationObjectId: String(application.body.id),
    binding: { connectionId: randomUUID(), tenantId: tenant.id, appId, attempt: randomUUID(), purpose: 'microsoft-defender' },
    startsAt: new Date(now),
    expiresAt: new Date(now + 730 * 86_400_000),
    wantedRoles,
  };
  return { domain, order: ready, privateKey };
}

interface Entry {
  readonly service: string;
  readonly path: string;
  readonly status: number;
  readonly requestBody: unknown;
  readonly responseBody: unknown;
}
const journal = async (): Promise<Entry[]> => (await control('GET', '/journal')).entries;

describe('a sealer in the practice cloud', () => {
  test('hands over a secret that works, with 49 roles in the tokens and three APIs that answer', async () => {
    const { domain, order, privateKey } = await readyFor('adele@contoso.example');
    const run = spawnSealer(order);
    const minted = await run.minted;
    if (minted.kind !== 'sealed') throw new Error(JSON.stringify(minted));
    const credential = JSON.parse(Buffer.from((await compactDecrypt(minted.jwe, privateKey)).plaintext).toString());
    const judged = await control('POST', `/tenants/${domain}/check-secret`, { appId: order.binding.appId, secret: credential.secretValue });
    expect(judged).toMatchObject({ valid: true, keyId: minted.keyId });
    expect(minted.startsAt).toEqual(order.startsAt);
    expect(minted.expiresAt).toEqual(order.expiresAt);
    const proof = (await run.proof)?.proof;
    expect(proof?.apis.map(({ api, answer, tokenRoles }) => [api, answer, tokenRoles?.length])).toEqual([
      ['threat-protection', 'works', 2],
      ['graph', 'works', 31],
      ['endpoint', 'works', 16],
    ]);
    const where = (await journal()).filter((entry) => JSON.stringify(entry).replaceAll('%7E', '~').includes(credential.secretValue));
    expect(new Set(where.map(({ path }) => path.split('/').at(-1)))).toEqual(new Set(['addPassword', 'token']));
  });

  test('waits out AADSTS7000215 of a secret that Microsoft does not know everywhere yet', async () => {
    const { domain, order } = await readyFor('adele@contoso.example');
    await lag(domain, 1.5);
    const run = spawnSealer(order);
    expect((await run.minted).kind).toBe('sealed');
    expect((await run.proof)?.proof.apis.map(({ answer }) => answer)).toEqual(['works', 'works', 'works']);
    const tokens = (await journal()).filter(({ path }) => path.endsWith('/token'));
    const refused = tokens.filter(({ responseBody }) => JSON.stringify(responseBody).includes('7000215'));
    expect(refused.length).toBeGreaterThan(0);
    const state: { applications: { passwordCredentials: unknown[] }[] } = await control('GET', `/tenants/${domain}`);
    expect(state.applications.flatMap(({ passwordCredentials }) => passwordCredentials)).toHaveLength(1);
  });

  test('waits for roles that come later than the secret, with new tokens', async () => {
    const { order } = await readyFor('adele@contoso.example', { whileConsenting: 3 });
    const run = spawnSealer(order);
    await run.minted;
    await expect.poll(() => run.progress()?.waitingFor, { timeout: 10_000 }).toBe('roles');
    const proof = (await run.proof)?.proof;
    expect(proof?.apis.map(({ answer, tokenRoles }) => [answer, tokenRoles?.length])).toEqual([
      ['works', 2],
      ['works', 31],
      ['works', 16],
    ]);
  });

  test('tells a missing license from a missing permission', async () => {
    const { order } = await readyFor('admin@contoso.example');
    await control('PATCH', '/tenants/contoso.example', { noLicence: true });
    const proof = (await spawnSealer(order).proof)?.proof;
    const answers = Object.fromEntries(proof?.apis.map(({ api, answer }) => [api, answer]) ?? []);
    expect(answers).toMatchObject({ endpoint: 'no-license', 'threat-protection': 'no-license' });
    expect(proof?.apis.every(({ api, tokenRoles }) => tokenRoles?.length === wantedRoles[api].length)).toBe(true);
    const reads = (await journal()).filter(({ path, status }) => /\/(machines|incidents)$/.test(path) && status === 403);
    expect(reads.map(({ path }) => path.split('/').at(-1)).toSorted()).toEqual([...Array(4).fill('incidents'), 'machines']);
  });

  test('asks an API that does not answer until it does', async () => {
    const { order } = await readyFor('adele@contoso.example');
    await control('POST', '/faults', { match: { path: 'machines' }, times: 2, effect: 'before', answer: { status: 503 } });
    const proof = (await spawnSealer(order).proof)?.proof;
    expect(proof?.apis.map(({ api, answer }) => [api, answer])).toContainEqual(['endpoint', 'works']);
    const reads = (await journal()).filter(({ path }) => path.endsWith('/machines'));
    expect(reads.map(({ status }) => status)).toEqual([503, 503, 200]);
  });

  test.each([
    ['admin@litware.example', 'CredentialInvalidLifetimeAsPerAppPolicy'],
    ['admin@tailspin.example', 'CredentialTypeNotAllowedAsPerAppPolicy'],
  ])('reports the policy of %s as a refusal, and leaves no key behind', async (account, code) => {
    const { domain, order } = await readyFor(account);
    expect(await spawnSealer(order).minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'invalid', code } });
    const state: { applications: { passwordCredentials: unknown[] }[] } = await control('GET', `/tenants/${domain}`);
    expect(state.applications.flatMap(({ passwordCredentials }) => passwordCredentials)).toEqual([]);
  });

  test('reports an answer that was lost as unknown, when the key exists', async () => {
    const { domain, order } = await readyFor('adele@contoso.example');
    await control('POST', '/faults', { match: { service: 'graph', path: 'addPassword' }, times: 1, effect: 'after', action: 'reset' });
    expect(await spawnSealer(order).minted).toMatchObject({ kind: 'mint-failed', error: { kind: 'lost' } });
    const state: { applications: { passwordCredentials: unknown[] }[] } = await control('GET', `/tenants/${domain}`);
    expect(state.applications.flatMap(({ passwordCredentials }) => passwordCredentials)).toHaveLength(1);
  });
});
