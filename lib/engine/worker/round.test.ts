import { beforeEach, describe, expect, test } from 'vitest';
import { connectionData } from '../../data/connections';
import { expireLease, leased, newConnection, owner, withOwnDatabase } from '../../data/owned.test-data';
import { createSession, findSession } from '../../data/sessions';
import { openConnection } from '../../data/sign-ins';
import { sweepOver } from '../../data/sweep';
import { findWork } from '../../data/work';
import { unwatchedProofMs } from '../../domain/credential';
import { person } from '../../domain/record.test-data';
import { StoreError, type StoreErrorKind } from '../../store/store';
import { type Scripted, scripted } from '../advance.test-support';
import { decide, retry } from '../commands';
import { Resting } from './resting';
import { workOn, workRound } from './round';
import { auditOf, journalOf, type SealedConnection, sealedConnection } from './sealed.test-support';

withOwnDatabase();

let script: Scripted;
beforeEach(async () => {
  await owner().query('UPDATE connections SET due_at = NULL, lease_until = NULL');
  script = scripted();
});

const outside = () => ({ engine: script.ports, findWork, sweep: sweepOver, close: async () => undefined });
const round = (resting = new Resting(), ends = () => false) => workRound({ outside: outside(), resting, ends });
const storeSays = (kind: StoreErrorKind) => () => {
  throw new StoreError(kind);
};
const pass = (seconds: number) => {
  script.now = new Date(script.now.getTime() + seconds * 1000);
};
const stateOf = async (key: SealedConnection) => (await connectionData.load(key))?.state;
const keyOf = async (key: SealedConnection) => (await connectionData.load(key))?.credentials.at(-1);
const supportCase = async (key: SealedConnection) =>
  (await owner().query('SELECT tab, cause, turns_at, turns_to FROM support_cases WHERE connection_id = $1', [key.id])).rows[0];

describe('a sealed key with nobody at a browser', () => {
  test('is delivered and its proof taken: connected, by the worker’s name, and the admin’s tokens are gone', async () => {
    const key = await sealedConnection();
    const session = { idHash: key.attempt, person, sealedToken: 'sealed', tokenExpiresAt: new Date(Date.now() + 60_000) };
    await createSession({ id: key.id, tenantId: key.tenantId, ...session });
    expect(await round()).toBe(1);
    expect(await stateOf(key)).toBe('connected');
    expect(await journalOf(key)).toEqual(['deliverCredential done by worker', 'proveAccess done by worker']);
    expect((await auditOf(key)).slice(-4)).toEqual([
      'deliverCredential.intended by worker',
      'operation.done by worker',
      'proveAccess.intended by worker',
      'operation.done by worker',
    ]);
    expect(await findSession(key.attempt)).toMatchObject({ sealedToken: null });
    expect(script.asked).toEqual(['put']);
    expect(await round()).toBe(0);
  });

  test('is delivered although its admin, or a colleague who has accepted nothing, has signed in anew', async () => {
    const key = await sealedConnection();
    await openConnection({ cloud: 'global', tenantId: key.tenantId, person: { ...person, oid: key.attempt } });
    await round();
    expect(await stateOf(key)).toBe('connected');
    expect(script.asked).toEqual(['put']);
  });

  test('waits for its proof, is not looked at before, and counts as unproved once no proof can come', async () => {
    const key = await sealedConnection({ provedAt: null });
    await round();
    expect(await stateOf(key)).toBe('verifying');
    expect(await round()).toBe(0);
    pass(unwatchedProofMs / 1000 + 1);
    await workOn(script.ports, key);
    expect(await keyOf(key)).toMatchObject({ state: 'unproved' });
    expect(await stateOf(key)).toBe('minting');
    expect(await round()).toBe(0); // a new key needs its admin
  });
});

describe('a store that is away', () => {
  test('is asked again at growing distances that are kept, and gets the key when it is back', async () => {
    const key = await sealedConnection();
    script.before = storeSays('unavailable');
    const pauses: number[] = [];
    for (let tries = 1; tries <= 12; tries += 1) {
      await workOn(script.ports, key);
      const record = await connectionData.load(key);
      expect(record).toMatchObject({ state: 'delivering', waitReason: 'delivery', credentials: [{ deliveryTries: tries }] });
      const pause = ((record?.notBefore?.getTime() ?? 0) - script.now.getTime()) / 1000;
      pauses.push(pause);
      await workOn(script.ports, key);
      expect(script.asked).toHaveLength(tries);
      pass(pause + 0.001);
    }
    expect(pauses.every((pause, index) => pause >= 1 && pause <= Math.min(300, 2 ** (index + 1)))).toBe(true);
    script.before = () => undefined;
    await workOn(script.ports, key);
    expect(await stateOf(key)).toBe('connected');
    expect(await connectionData.load(key)).toMatchObject({ waitReason: null, waitingSince: null, notBefore: null });
  });

  test('raises the alarm after 15 minutes, once, however many workers look', async () => {
    const key = await sealedConnection();
    script.before = storeSays('unavailable');
    pass(14 * 60 + 40);
    await workOn(script.ports, key);
    expect(await keyOf(key)).toMatchObject({ deliveryAlarmedAt: null });
    pass(30);
    await Promise.all(Array.from({ length: 5 }, () => workOn(script.ports, key)));
    const alarmedAt = (await keyOf(key))?.deliveryAlarmedAt;
    expect(alarmedAt).toEqual(script.now);
    pass(600);
    for (let times = 0; times < 3; times += 1) await workOn(script.ports, key);
    expect((await keyOf(key))?.deliveryAlarmedAt).toEqual(alarmedAt);
    expect((await auditOf(key)).filter((line) => line === 'delivery.alarmed by worker')).toHaveLength(1);
  });

  test('is asked again, and alarms, while another problem waits for its person; that one stays, and after it all goes on', async () => {
    const key = await sealedConnection();
    const { lease, record } = await leased(key);
    const problem = { code: 'claims-challenge', at: new Date(), evidence: {} } as const;
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { problem } });
    await connectionData.release(lease);
    script.before = storeSays('unavailable');
    expect(await round()).toBe(1);
    script.before = storeSays('refused');
    pass(15 * 60 + 20);
    await workOn(script.ports, key);
    expect(await connectionData.load(key)).toMatchObject({ state: 'attention', problem: { code: 'claims-challenge' } });
    expect(await keyOf(key)).toMatchObject({ state: 'sealed', deliveryTries: 2, deliveryAlarmedAt: script.now });
    expect(await supportCase(key)).toMatchObject({ tab: 'needs-us', cause: 'delivery' });
    script.before = () => undefined;
    pass(300);
    await workOn(script.ports, key);
    expect(await connectionData.load(key)).toMatchObject({ problem: { code: 'claims-challenge' } });
    expect(await keyOf(key)).toMatchObject({ state: 'delivered' });
    expect(await supportCase(key)).toMatchObject({ tab: 'needs-customer', cause: 'claims-challenge' });
    await decide(script.ports, key, { actor: { person, tenantId: key.tenantId, accessToken: null }, command: retry });
    await workOn(script.ports, key);
    expect(await stateOf(key)).toBe('connected');
  });

  test('alarms even where going on fails in a way that nobody foresaw', async () => {
    const key = await sealedConnection();
    await owner().query('UPDATE credentials SET jwe = NULL WHERE attempt = $1', [key.attempt]);
    pass(16 * 60);
    await expect(workOn(script.ports, key)).rejects.toThrow('nothing sealed to deliver');
    expect(await keyOf(key)).toMatchObject({ deliveryAlarmedAt: script.now });
  });

  test('makes a worker look at the time of the alarm, whenever the next try is', async () => {
    const key = await sealedConnection({ deliveryTries: 40 });
    await owner().query("UPDATE connections SET not_before = now() + interval '5 minutes' WHERE id = $1", [key.id]);
    const { lease, record } = await leased(key);
    const credentials = record.credentials.map((item) => ({ ...item, sealedAt: new Date(Date.now() - 15 * 60_000 - 1000) }));
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { credentials } });
    await connectionData.release(lease);
    script.now = new Date();
    expect(await round()).toBe(1);
    expect(script.asked).toEqual([]);
    expect(await keyOf(key)).toMatchObject({ deliveryAlarmedAt: script.now });
  });
});

describe('a store that says no', () => {
  test('is a problem that nobody has to press a button for: it is asked again, and once it was mended the connection goes on', async () => {
    const key = await sealedConnection();
    script.before = storeSays('refused');
    await workOn(script.ports, key);
    expect(await connectionData.load(key)).toMatchObject({
      state: 'attention',
      problem: { code: 'delivery-delayed', evidence: { Code: 'refused' } },
      credentials: [{ deliveryAlarmedAt: null }],
    });
    await workOn(script.ports, key);
    expect(script.asked).toHaveLength(1);
    pass(3);
    script.before = () => undefined;
    await workOn(script.ports, key);
    expect(await connectionData.load(key)).toMatchObject({ state: 'connected', problem: null, notBefore: null });
  });

  test('and then does not answer at all is a wait again', async () => {
    const key = await sealedConnection();
    script.before = storeSays('refused');
    await workOn(script.ports, key);
    pass(3);
    script.before = storeSays('unavailable');
    await workOn(script.ports, key);
    expect(await connectionData.load(key)).toMatchObject({ state: 'delivering', problem: null, waitReason: 'delivery' });
  });

  test('because it holds other content under this name alarms at once, and once', async () => {
    const key = await sealedConnection();
    script.before = storeSays('mismatch');
    await workOn(script.ports, key);
    const raised = script.now;
    expect(await connectionData.load(key)).toMatchObject({ state: 'attention', credentials: [{ deliveryAlarmedAt: raised }] });
    pass(400);
    await workOn(script.ports, key);
    expect(script.asked).toHaveLength(2);
    expect(await keyOf(key)).toMatchObject({ deliveryAlarmedAt: raised, state: 'sealed' });
  });
});

describe('several workers', () => {
  test('share what is due: every key is put once', async () => {
    const keys: SealedConnection[] = [];
    for (let count = 0; count < 12; count += 1) keys.push(await sealedConnection());
    await Promise.all(Array.from({ length: 4 }, () => round()));
    expect(script.asked).toHaveLength(12);
    expect(await Promise.all(keys.map(stateOf))).toEqual(keys.map(() => 'connected'));
    for (const key of keys) expect(await journalOf(key)).toHaveLength(2);
  });

  test('lose nothing when one dies in the middle: another one goes on, and a dead one that wakes up writes nothing', async () => {
    const key = await sealedConnection();
    let wake = () => {};
    const asleep = new Promise<void>((resolve) => {
      wake = resolve;
    });
    let fallenAsleep = () => {};
    const begun = new Promise<void>((resolve) => {
      fallenAsleep = resolve;
    });
    script.before = () => {
      script.before = () => undefined;
      fallenAsleep();
      return asleep;
    };
    const dead = workOn(script.ports, key);
    await begun;
    expect(await round()).toBe(0);
    await expireLease(key.id);
    expect(await round()).toBe(1);
    expect(await stateOf(key)).toBe('connected');
    const after = await journalOf(key);
    expect(after).toEqual(['deliverCredential unknown by worker', 'deliverCredential done by worker', 'proveAccess done by worker']);
    wake();
    await dead;
    expect(await journalOf(key)).toEqual(after);
    expect(await stateOf(key)).toBe('connected');
  });
});

describe('what somebody left behind', () => {
  test('under a lease that has run out is closed as unknown, whatever it was, and not looked at again', async () => {
    const key = await newConnection();
    const { lease, record } = await leased(key);
    await connectionData.intend(lease, record, { change: 'observe', actor: 'x@y', facts: {} });
    expect(await round()).toBe(0);
    await expireLease(key.id);
    expect(await round()).toBe(1);
    expect(await journalOf(key)).toEqual(['observe unknown by x@y']);
    expect(await auditOf(key)).toContain('operation.abandoned by portal');
    expect(script.asked).toEqual([]);
    expect(await round()).toBe(0);
  });

  test('is left alone when there is nothing that needs no person', async () => {
    const key = await newConnection();
    await owner().query('UPDATE connections SET due_at = now() WHERE id = $1', [key.id]);
    expect(await round()).toBe(1);
    expect(await round()).toBe(0);
    expect(await journalOf(key)).toEqual([]);
  });
});

describe('a round', () => {
  test('goes on with the others when one connection fails in a way that nobody foresaw, which then rests', async () => {
    const [broken, good] = [await sealedConnection(), await sealedConnection()];
    await owner().query('UPDATE credentials SET jwe = NULL WHERE attempt = $1', [broken.attempt]);
    const resting = new Resting();
    expect(await round(resting)).toBe(2);
    expect(await stateOf(good)).toBe('connected');
    expect(await journalOf(broken)).toEqual(['deliverCredential unknown by worker']);
    expect(await round(resting)).toBe(0);
    expect(await connectionData.lease(broken)).not.toBeNull();
  });

  test('begins nothing once the end was asked for', async () => {
    const key = await sealedConnection();
    await round(new Resting(), () => true);
    expect(await journalOf(key)).toEqual([]);
  });
});
