import { randomUUID } from 'node:crypto';
import { beforeEach, expect, test } from 'vitest';
import type { ConnectionRecord } from '../domain/connection';
import type { CredentialState } from '../domain/credential';
import { complete, credential, ids } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import { databaseNow } from './clock';
import { connectionData } from './connections';
import type { ConnectionKey } from './data';
import { leased, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

let key: ConnectionKey;
let attempt: string;
beforeEach(async () => {
  key = await newConnection();
  attempt = randomUUID();
});

/** Writes the key of a connection that is complete but for its proof. */
async function keyAs(state: CredentialState): Promise<ConnectionRecord> {
  const { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt } = stages.connected;
  const made = { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt, observed: complete };
  const times = { deliveryStartedAt: state === 'sealed' ? null : databaseNow(), deliveredAt: null, provedAt: null };
  const ofKey = credential({ attempt, applicationObjectId: ids.object, keyId: randomUUID(), state, ...times });
  const { lease, record } = await leased(key);
  return connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { ...made, credentials: [ofKey] } });
}

const watchedFor = async () => {
  const { rows } = await owner().query(
    'SELECT extract(epoch FROM watched_until - clock_timestamp())::float8 AS seconds FROM credentials WHERE attempt = $1',
    [attempt],
  );
  return rows[0].seconds as number | null;
};
const forget = (seconds: number) =>
  owner().query('UPDATE credentials SET watched_until = clock_timestamp() + make_interval(secs => $2) WHERE attempt = $1', [
    attempt,
    seconds,
  ]);

test('a key that was just sealed is watched by the process that writes it', async () => {
  const { credentials } = await keyAs('sealed');
  expect(await watchedFor()).toBeGreaterThan(20);
  // the next change of the same chain is planned on this record
  expect(credentials[0]?.watchedUntil).toEqual((await connectionData.load(key))?.credentials[0]?.watchedUntil);
});

test.each(['sealed', 'delivered'] as const)('a word of that process is good for 30 seconds more while the key is %s', async (state) => {
  await keyAs(state);
  await forget(1);
  expect(await connectionData.stillProving(key, attempt)).toBe(true);
  expect(await watchedFor()).toBeGreaterThan(20);
});

test.each(['live', 'unproved', 'removed'] as const)('nothing is watched of a key that is %s', async (state) => {
  await keyAs(state);
  expect(await connectionData.stillProving(key, attempt)).toBe(false);
  expect(await watchedFor()).toBeNull();
});

test('another tenant has no word', async () => {
  await keyAs('delivered');
  await connectionData.stillProving({ id: key.id, tenantId: randomUUID() }, attempt);
  expect(await watchedFor()).toBeNull();
});

test('a change of the key that was planned before the word does not take it back', async () => {
  await keyAs('sealed');
  const before = await connectionData.load(key);
  await forget(300);
  const { lease, record } = await leased(key);
  const credentials = (before?.credentials ?? []).map((item) => ({
    ...item,
    state: 'delivered' as const,
    deliveryStartedAt: databaseNow(),
  }));
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { credentials } });
  expect(await watchedFor()).toBeGreaterThan(250);
});

test('the worker’s next look is put off with the word, so that it does not look in vain', async () => {
  await keyAs('delivered');
  await owner().query('UPDATE connections SET due_at = now() WHERE id = $1', [key.id]);
  await connectionData.stillProving(key, attempt);
  const { rows } = await owner().query("SELECT due_at > now() + interval '20 seconds' AS later FROM connections WHERE id = $1", [key.id]);
  expect(rows).toEqual([{ later: true }]);
});
