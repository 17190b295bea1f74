import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Practice, startPractice } from '../../practice/server';
import { addPassword } from '../../practice/testing/integration';
import { controlCall, signIn } from '../../practice/testing/portal';
import { newConnection, withOwnDatabase } from '../data/owned.test-data';
import { cloudFor } from '../domain/clouds';
import { manifest } from '../domain/permissions';
import { person, proof } from '../domain/record.test-data';
import { microsoft } from '../microsoft/graph';
import type { SealOrder } from '../sealer/messages';
import type { SealerRun } from '../sealer/sealer-run';
import { advance } from './advance';
import { scripted } from './advance.test-support';
import { accept, decide } from './commands';
import type { Actor, Ports } from './ports';
import { proofsRecorded } from './watch-proof';

withOwnDatabase();

let practice: Practice;
beforeAll(async () => {
  practice = await startPractice({ port: 0, lagSeconds: 0 });
});
afterAll(() => practice.close());

const control = (method: string, path: string, body?: unknown) => controlCall(practice.url, method, path, body);

/** A sealer that makes the key at once and finds it good when it may; nothing is really sealed. */
function runOf(order: SealOrder, mayProve: Promise<void>): SealerRun {
  const { startsAt, expiresAt, displayName, binding } = order;
  const passwordCredential = { displayName, startDateTime: startsAt.toISOString(), endDateTime: expiresAt.toISOString() };
  const minted = addPassword(practice.url, order.delegatedToken, { appId: binding.appId, passwordCredential }).then(
    ({ body }) => ({ kind: 'sealed', jwe: 'sealed', keyId: String(body.keyId), startsAt, expiresAt, trace: [] }) as const,
  );
  const report = mayProve.then(() => ({ kind: 'proof', proof, trace: [] }) as const);
  return { minted, proof: report, ended: report.then(() => undefined), progress: () => null, end: () => undefined };
}

/** The engine with the real adapter to Microsoft, in an organization whose app made by hand has two secrets and two certificates. */
async function adopting() {
  const handMade = [{ secrets: ['old-secret-one', 'old-secret-two'], certificates: 2 }];
  const { body: tenant } = await control('POST', '/tenants', { template: 'woodgrove.example', handMade });
  const { accessToken } = (await signIn(practice.url, `admin@${tenant.domain}`)).result;
  const { ports: script } = scripted();
  const clock = { aheadMs: 0 };
  let prove = (): void => undefined;
  const proving = new Promise<void>((resolve) => {
    prove = resolve;
  });
  const spawn = (order: SealOrder) => runOf(order, proving);
  const now = () => new Date(Date.now() + clock.aheadMs);
  const settings = { ...script.settings, cloud: cloudFor('practice', practice.url) };
  const ports: Ports = { ...script, microsoft, settings, now, sealers: { prepare: () => undefined, spawn } };
  const key = await newConnection(tenant.id);
  const actor: Actor = { person, tenantId: tenant.id, accessToken };
  const keys = async () => {
    const [{ passwordCredentials, keyCredentials }] = (await control('GET', `/tenants/${tenant.id}`)).body.applications;
    return { passwords: passwordCredentials.length, certificates: keyCredentials.length };
  };
  const isRemoval = ({ method, requestBody }: { method: string; requestBody: string }) =>
    method === 'PATCH' && requestBody.includes('"keyCredentials"');
  return {
    pass: (seconds: number) => {
      clock.aheadMs += seconds * 1000;
    },
    settle: () => control('POST', `/tenants/${tenant.id}/age`, { seconds: 3600 }),
    lag: () => control('PATCH', `/tenants/${tenant.id}`, { exactLags: { reads: 600 } }),
    advanced: () => advance(ports, key, actor),
    accepted: async (observedAt: Date, objectId: string) => {
      const adopt = { objectId, removeCertificates: true };
      const command = accept(ports, actor, { manifestSha256: manifest.sha256, leaveOut: [], observedAt, adopt });
      return decide(ports, key, { actor, command });
    },
    keys,
    prove: async () => {
      prove();
      await proofsRecorded();
    },
    removals: async () => (await control('GET', `/journal?since=0&tenant=${tenant.id}`)).body.entries.filter(isRemoval).length,
  };
}

test('behind lists that lag, old keys go once and none comes back; the connection is complete when Microsoft lists none of them', async () => {
  const app = await adopting();
  const seen = await app.advanced();
  const { objectId = '' } = seen.observed?.namesakes[0] ?? {};
  await app.accepted(seen.observed?.at ?? new Date(0), objectId);
  while ((await app.advanced()).credentials.length === 0) app.pass(4);
  expect(await app.keys()).toEqual({ passwords: 3, certificates: 2 });
  await app.settle();
  await app.lag();
  await app.prove();
  const waits = await app.advanced();
  expect(waits).toMatchObject({ state: 'verifying', connectedAt: null, waitReason: 'replication', problem: null });
  expect(waits.adoption?.removed).toHaveLength(4);
  expect(await app.keys()).toEqual({ passwords: 1, certificates: 0 });
  for (const seconds of [4, 4]) {
    app.pass(seconds);
    expect(await app.advanced()).toMatchObject({ connectedAt: null, waitReason: 'replication' });
  }
  expect(await app.removals()).toBe(1);
  app.pass(60);
  expect(await app.advanced()).toMatchObject({ connectedAt: null, waitReason: 'replication' });
  expect(await app.keys(), 'after they were removed once more').toEqual({ passwords: 1, certificates: 0 });
  await app.settle();
  app.pass(4);
  await app.advanced();
  app.pass(4);
  expect(await app.advanced()).toMatchObject({ state: 'connected', waitReason: null });
  expect(await app.keys()).toEqual({ passwords: 1, certificates: 0 });
});
