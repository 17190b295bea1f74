import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { leased, newConnection, owner, withOwnDatabase } from '../data/owned.test-data';
import type { CredentialRecord } from '../domain/credential';
import type { Facts } from '../domain/facts';
import { application, complete, credential, ids } from '../domain/record.test-data';
import { stages } from '../domain/stages.test-data';
import type { SealerRun } from '../sealer/sealer-run';
import { advance } from './advance';
import { scripted } from './advance.test-support';
import { worker } from './mover';
import type { Ports } from './ports';
import { interruptProofs, proofRecorded, proofsRecorded, watchProof } from './watch-proof';

withOwnDatabase();

let ports: Ports;
let key: ConnectionKey;
beforeEach(async () => {
  ({ ports } = scripted());
  key = await newConnection();
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const sealed = (attempt: string): CredentialRecord =>
  credential({ attempt, applicationObjectId: ids.object, keyId: randomUUID(), state: 'sealed', deliveredAt: null, provedAt: null });

/** Writes a connection whose key was just sealed, after as many that came to nothing. */
async function sealedAfter(failures: number): Promise<string> {
  const { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt } = stages.connected;
  const made = { acceptedAt, acceptedBy, applicationObjectId, appId, servicePrincipalId, stableAt, grantsCompleteAt, observed: complete };
  const attempt = randomUUID();
  const earlier = Array.from({ length: failures }, () => ({ ...sealed(randomUUID()), state: 'removed' as const }));
  const { lease, record } = await leased(key);
  const facts = { ...made, credentials: [...earlier, sealed(attempt)] };
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
  await connectionData.release(lease);
  return attempt;
}

/** A sealer that has reported its key, and ends without a proof when it is ended. */
function sealer(): SealerRun {
  let gone: (report: null) => void = () => undefined;
  const proof = new Promise<null>((resolve) => {
    gone = resolve;
  });
  const minted = Promise.reject(new Error('nobody asks'));
  minted.catch(() => undefined);
  return { minted, proof, ended: proof.then(() => undefined), progress: () => null, end: () => gone(null) };
}

async function write(facts: Facts): Promise<void> {
  for (;;) {
    const held = await connectionData.lease(key);
    if (!held) continue;
    await connectionData.write(held.lease, held.record, { actor: 'portal', action: 'test', facts });
    return;
  }
}

const stands = async () => {
  const record = await connectionData.load(key);
  return { states: record?.credentials.map(({ state }) => state), problem: record?.problem?.code ?? null, epoch: record?.epoch };
};

test('a sealer that ends without a proof leaves its key unproved at once, so that nobody waits for it', async () => {
  const attempt = await sealedAfter(0);
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  run.end();
  await proofRecorded(attempt);
  expect(await stands()).toMatchObject({ states: ['unproved'], problem: null });
  expect(proofRecorded(attempt)).toBeNull();
});

test.each([
  [4, null],
  [5, 'proof-interrupted'],
])('after %i proofs in a row that were interrupted, the next one: %s', async (failures, problem) => {
  const attempt = await sealedAfter(failures);
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  run.end();
  await proofRecorded(attempt);
  expect(await stands()).toMatchObject({ states: [...Array(failures).fill('removed'), 'unproved'], problem });
});

test('a proof that came is written with what it asked Microsoft, for the timeline and for a ticket', async () => {
  const attempt = await sealedAfter(0);
  const write = vi.spyOn(ports.data, 'write');
  const call = {
    purpose: 'Get a token',
    at: new Date(),
    durationMs: 1,
    status: 401,
    requestId: 'r',
    clientRequestId: 'c',
    code: 'AADSTS53003',
  };
  const report = { kind: 'proof', proof: { at: new Date(), apis: [] }, trace: [call] } as const;
  watchProof(ports, key, { attempt, run: { ...sealer(), proof: Promise.resolve(report) }, made: true });
  await proofRecorded(attempt);
  expect(write.mock.calls.map(([, , command]) => [command.action, command.proofCalls])).toEqual([['proof.recorded', [call]]]);
});

test('a process that ends interrupts the proofs that run in it, and is done when that is recorded', async () => {
  const attempt = await sealedAfter(0);
  watchProof(ports, key, { attempt, run: sealer(), made: true });
  const all = proofsRecorded();
  interruptProofs();
  await all;
  expect(await stands()).toMatchObject({ states: ['unproved'] });
});

test('a proof that comes while the tenant is to be looked at anew waits for the look', async () => {
  const attempt = await sealedAfter(0);
  const seen = (await connectionData.load(key))?.observed ?? null;
  await write({ observed: null });
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  run.end();
  const recorded = proofRecorded(attempt);
  await write({ observed: seen });
  await recorded;
  expect(await stands()).toMatchObject({ states: ['unproved'] });
});

test('a sealer that made no key leaves nothing to record', async () => {
  const attempt = await sealedAfter(0);
  const before = await stands();
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: false });
  run.end();
  await proofRecorded(attempt);
  expect(await stands()).toEqual(before);
});

test('a proof that has come and cannot be written down is not said to be under way, and nobody waits for it', async () => {
  const attempt = await sealedAfter(0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] });
  const said = vi.spyOn(ports.data, 'stillProving').mockResolvedValue(true);
  let answer: () => void = () => undefined;
  const lease = vi.spyOn(ports.data, 'lease').mockImplementationOnce(
    () =>
      new Promise((resolve) => {
        answer = () => resolve(null);
      }),
  );
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  run.end();
  await vi.advanceTimersByTimeAsync(9_000);
  expect([said.mock.calls.length, proofRecorded(attempt) === null]).toEqual([1, false]);
  await vi.advanceTimersByTimeAsync(60_000);
  expect([said.mock.calls.length, proofRecorded(attempt)]).toEqual([1, null]);
  // it is written all the same when that is possible again
  vi.useRealTimers();
  lease.mockRestore();
  answer();
  await expect.poll(stands).toMatchObject({ states: ['unproved'] });
});

test('as long as a proof runs its process says so, and no longer', async () => {
  const attempt = await sealedAfter(0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const said = vi.spyOn(ports.data, 'stillProving').mockResolvedValue(true);
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  await vi.advanceTimersByTimeAsync(24_500);
  expect(said.mock.calls).toEqual(Array(3).fill([key, attempt]));
  run.end();
  await proofRecorded(attempt);
  vi.advanceTimersByTime(60_000);
  expect(said).toHaveBeenCalledTimes(3);
});

test.each([
  ['nobody waits for any more', [false, true]],
  ['has a key that could not be written down', [false, false, false, false, false]],
])('a proof that %s is over: else its key would be tried in vain by one sealer after the other', async (_, before) => {
  const attempt = await sealedAfter(0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const words = vi.spyOn(ports.data, 'stillProving').mockResolvedValue(false);
  for (const word of before) words.mockResolvedValueOnce(word);
  const run = sealer();
  const end = vi.spyOn(run, 'end');
  watchProof(ports, key, { attempt, run, made: true });
  await vi.advanceTimersByTimeAsync(before.length * 8_000 + 500);
  expect([words.mock.calls.length, end.mock.calls.length]).toEqual([before.length, 0]);
  await vi.advanceTimersByTimeAsync(8_000);
  expect(end).toHaveBeenCalledTimes(1);
  await proofRecorded(attempt);
});

test('one waits for all proofs of the process, also for those that begin meanwhile, and nobody else waits beside it', async () => {
  const [first, second] = [sealer(), sealer()];
  const [one, two] = [await sealedAfter(0), randomUUID()];
  watchProof(ports, key, { attempt: one, run: first, made: true });
  let isOver = false;
  const all = proofsRecorded().then(() => {
    isOver = true;
  });
  await proofsRecorded();
  watchProof(ports, key, { attempt: two, run: second, made: false });
  first.end();
  await proofRecorded(one);
  await new Promise(setImmediate);
  expect(isOver).toBe(false);
  second.end();
  await all;
  expect(proofRecorded(two)).toBeNull();
});

test('a word that did not reach the database is said again at the next tick', async () => {
  const attempt = await sealedAfter(0);
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const said = vi.spyOn(ports.data, 'stillProving').mockResolvedValue(true);
  said.mockRejectedValueOnce(new Error('the database is away'));
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: true });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(said).toHaveBeenCalledTimes(2);
  run.end();
  await proofRecorded(attempt);
});

test('a proof that runs here is waited for however long the database has heard nothing of it; one of a process that is gone is not', async () => {
  const attempt = await sealedAfter(0);
  const ours = { ...application, redirectUris: [ports.settings.callbackUrl], passwords: [] };
  const delivered = { ...sealed(attempt), state: 'delivered' as const, deliveredAt: ports.now(), intendedAt: ports.now() };
  await write({ observed: { ...complete, application: ours }, credentials: [delivered] });
  // longer than one sealer lives
  const late = `intended_at = now() - interval '10 minutes', watched_until = now() - interval '1 minute'`;
  await owner().query(`UPDATE credentials SET ${late} WHERE attempt = $1`, [attempt]);
  const run = sealer();
  watchProof(ports, key, { attempt, run, made: false });
  await advance(ports, key, worker);
  expect(await stands()).toMatchObject({ states: ['delivered'] });
  run.end();
  await proofRecorded(attempt);
  await advance(ports, key, worker);
  expect(await stands()).toMatchObject({ states: ['unproved'] });
});
