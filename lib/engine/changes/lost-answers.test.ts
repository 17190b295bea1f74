import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { connectionData } from '../../data/connections';
import type { ConnectionKey } from '../../data/data';
import { leased, newConnection, withOwnDatabase } from '../../data/owned.test-data';
import { credentialDisplayName } from '../../domain/credential';
import type { Observed, ObservedPassword } from '../../domain/observed';
import { application, complete, person, proof } from '../../domain/record.test-data';
import { stages } from '../../domain/stages.test-data';
import type { SealOrder } from '../../sealer/messages';
import { mayBeMade } from '../../sealer/mint';
import type { SealerRun } from '../../sealer/sealer-run';
import { advance } from '../advance';
import { type Scripted, scripted } from '../advance.test-support';
import { decide, retry } from '../commands';
import { worker } from '../mover';
import type { Ports } from '../ports';

withOwnDatabase();

/** What becomes of the next request for a key. */
type End = 'made' | 'made, answer lost' | 'answer lost' | 'pause asked for';

let script: Scripted;
let ports: Ports;
let key: ConnectionKey;
let ends: End[];
const orders: SealOrder[] = [];
/** What Microsoft really holds, oldest first. */
let held: ObservedPassword[];

beforeEach(async () => {
  script = scripted();
  ports = { ...script.ports, sealers: { prepare: () => undefined, spawn } };
  key = await newConnection();
  script.now = new Date();
  orders.splice(0);
  held = [];
  const { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId } = stages.connected;
  const { stableAt, consentReturnedAt, grantsCompleteAt } = stages.connected;
  const made = { acceptedAt, acceptedBy, manifestHash, applicationObjectId, appId, servicePrincipalId };
  lists([]);
  const facts = { ...made, stableAt, consentReturnedAt, grantsCompleteAt, observed: { ...script.observed, at: script.now } };
  const { lease, record } = await leased(key);
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts });
});

/** From now on reads show these keys. */
function lists(passwords: readonly ObservedPassword[]): void {
  const shown = { ...application, redirectUris: [script.ports.settings.callbackUrl], passwords };
  script.observed = { ...complete, application: shown } satisfies Observed;
}

function spawn(order: SealOrder): SealerRun {
  orders.push(order);
  const end = ends.shift() ?? 'made';
  const { startsAt, expiresAt } = order;
  const keyId = randomUUID();
  if (end.startsWith('made')) held.push({ keyId, displayName: credentialDisplayName, startsAt, expiresAt });
  const run = { ended: Promise.resolve(), progress: () => null, end: () => undefined };
  if (end === 'made') {
    const minted = { kind: 'sealed', jwe: 'sealed', keyId, startsAt, expiresAt, trace: [] } as const;
    return { ...run, minted: Promise.resolve(minted), proof: Promise.resolve({ kind: 'proof', proof, trace: [] }) };
  }
  const error = mayBeMade(end === 'pause asked for' ? { status: 503, retryAfterSeconds: 40 } : {});
  return { ...run, minted: Promise.resolve({ kind: 'mint-failed', error, trace: [] }), proof: Promise.resolve(null) };
}

const by = () => ({ person, tenantId: key.tenantId, accessToken: 'token' });
const advanced = () => advance(ports, key, by());
const triedAgain = () => decide(ports, key, { actor: by(), command: retry });
const pass = (seconds: number) => {
  script.now = new Date(script.now.getTime() + seconds * 1000);
};
const statesOf = ({ credentials }: Awaited<ReturnType<typeof advanced>>) => credentials.map(({ state }) => state);
const removals = () => script.asked.filter((method) => method === 'removePassword').length;

/** The second key is made and proved while lists show nothing of either. */
async function provedUnlisted() {
  ends = ['made, answer lost', 'made'];
  await advanced();
  expect(await advanced()).toMatchObject({ waitReason: 'key-lookup', problem: null });
  pass(61);
  await advanced();
  pass(11);
  return advanced();
}

describe('a key whose answer was lost, where lists lag for minutes', () => {
  test('keeps the next one, though it works, from going live until a list shows it; then the lost one shows, too, and goes first', async () => {
    expect(await provedUnlisted()).toMatchObject({ state: 'verifying', waitReason: 'key-lookup', connectedAt: null });
    pass(200);
    expect(await advanced()).toMatchObject({ state: 'verifying', waitReason: 'key-lookup', connectedAt: null });
    expect(await advance(ports, key, worker)).toMatchObject({ state: 'verifying', connectedAt: null });
    pass(30);
    lists(held);
    const end = await advanced();
    expect([end.state, statesOf(end), removals(), orders.length]).toEqual(['connected', ['removed', 'live'], 1, 2]);
    expect(end.credentials.at(-1)?.keyId).toBe(held.at(-1)?.keyId);
  });

  test('is told after 15 minutes, in a problem that can be tried again and then looks on with the same key', async () => {
    await provedUnlisted();
    pass(901);
    const told = await advanced();
    expect([told.problem?.code, statesOf(told)]).toEqual(['secret-unknown', ['unknown', 'delivered']]);
    expect(await triedAgain()).toMatchObject({ problem: null });
    expect(await advanced()).toMatchObject({ waitReason: 'key-lookup', problem: null });
    pass(600);
    lists(held);
    const end = await advanced();
    expect([end.state, statesOf(end), orders.length]).toEqual(['connected', ['removed', 'live'], 2]);
  });

  test('ends with another key where somebody has taken the new one away: no list ever shows it', async () => {
    await provedUnlisted();
    pass(3_601);
    lists(held.slice(0, 1));
    const end = await advanced();
    expect([end.state, statesOf(end), orders.length]).toEqual(['connected', ['removed', 'removed', 'live'], 3]);
  });
});

describe('a request for a key that is never answered', () => {
  /** One attempt, and the looks for its key. */
  const lost = async () => {
    await advanced();
    await advanced();
    pass(61);
  };

  test('is sent three times; then a person decides, and another try begins anew', async () => {
    ends = Array.from({ length: 6 }, () => 'answer lost');
    for (let tried = 0; tried < 3; tried += 1) await lost();
    const told = await advanced();
    expect(told.problem).toMatchObject({ code: 'secret-unknown', evidence: { 'Answers lost': '3 in a row' } });
    expect([statesOf(told), orders.length]).toEqual([['unknown', 'unknown', 'unknown', 'refused'], 3]);
    await triedAgain();
    for (let tried = 0; tried < 3; tried += 1) await lost();
    expect([(await advanced()).problem?.code, orders.length]).toEqual(['secret-unknown', 6]);
  });

  test('is sent as often while its keys are found and removed', async () => {
    ends = Array.from({ length: 4 }, () => 'made, answer lost');
    for (let tried = 0; tried < 3; tried += 1) {
      await advanced();
      lists(held.slice(tried, tried + 1));
      pass(1);
    }
    await advanced();
    const told = await advanced();
    expect([told.problem?.code, statesOf(told), removals()]).toEqual(['secret-unknown', ['removed', 'removed', 'removed', 'refused'], 3]);
  });

  test('is followed by the pause that Microsoft asks for, and nothing is asked before', async () => {
    ends = ['pause asked for'];
    const paused = await advanced();
    expect(paused).toMatchObject({ waitReason: 'key-lookup', notBefore: new Date(script.now.getTime() + 40_000), problem: null });
    const asked = script.asked.length;
    pass(39);
    await advanced();
    expect(script.asked).toHaveLength(asked);
    pass(1);
    await advanced();
    expect(script.asked).toHaveLength(asked + 1);
  });
});
