import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { intended as attempted, ids } from '../domain/record.test-data';
import { connectionData } from './connections';
import { everything, expireLease, leased, leasedConnection, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const observing = { change: 'observe', actor: 'portal', facts: {} } as const;
const command = { actor: 'portal', action: 'test', facts: { appId: ids.app } };
const stale = { name: 'PortalError', code: 'stale' };

describe('the lease of a connection', () => {
  test('is won by one of 50 who ask at once', async () => {
    const key = await newConnection();
    const answers = await Promise.all(Array.from({ length: 50 }, () => connectionData.lease(key)));
    expect(answers.filter((answer) => answer !== null)).toHaveLength(1);
  });

  test('raises the epoch each time it is taken', async () => {
    const key = await newConnection();
    const epochs: number[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      const { lease, record } = await leased(key);
      expect(record.epoch).toBe(lease.epoch);
      epochs.push(lease.epoch);
      await connectionData.release(lease);
    }
    expect(epochs).toEqual([1, 2, 3]);
  });

  test('lasts 15 seconds without a sign of life, by the clock of the database', async () => {
    const { lease } = await leasedConnection();
    const { rows } = await owner().query('SELECT extract(epoch FROM lease_until - now())::float AS left FROM connections WHERE id = $1', [
      lease.id,
    ]);
    expect(rows[0].left).toBeGreaterThan(6);
    expect(rows[0].left).toBeLessThanOrEqual(15);
  });

  test('that is over can be taken by somebody else, and the first holder writes nothing any more', async () => {
    const first = await leasedConnection();
    expect(await connectionData.lease(first.lease)).toBeNull();
    await expireLease(first.lease.id);
    const second = await leased(first.lease);
    expect(second.lease.epoch).toBe(first.lease.epoch + 1);
    const before = await everything();
    await expect(connectionData.write(first.lease, first.record, command)).rejects.toMatchObject(stale);
    await expect(connectionData.intend(first.lease, first.record, observing)).rejects.toMatchObject(stale);
    expect(await everything()).toBe(before);
    expect(await connectionData.write(second.lease, second.record, command)).toMatchObject({ appId: ids.app });
  });

  test('is not given back by somebody whose lease is over', async () => {
    const first = await leasedConnection();
    await expireLease(first.lease.id);
    const { lease } = await leased(first.lease);
    await connectionData.release(first.lease);
    expect(await connectionData.lease(lease)).toBeNull();
  });

  test('is given back with the outcome of a change, and kept with its intent', async () => {
    const { lease, record } = await leasedConnection();
    const { operationId, record: intended } = await connectionData.intend(lease, record, observing);
    expect(await connectionData.lease(lease)).toBeNull();
    const ended = { outcome: 'done', detail: null, facts: {}, calls: [], actor: 'portal', next: null } as const;
    await connectionData.conclude(lease, intended, { ...ended, operationId });
    expect(await connectionData.lease(lease)).not.toBeNull();
  });

  test('is given back with a command', async () => {
    const { lease, record } = await leasedConnection();
    await connectionData.write(lease, record, command);
    expect(await connectionData.lease(lease)).not.toBeNull();
  });

  test('finds a key that was intended and never reported to be of unknown outcome', async () => {
    const { lease, record } = await leasedConnection();
    const facts = { credentials: [attempted({ attempt: randomUUID() })] };
    await connectionData.intend(lease, record, { change: 'mintCredential', actor: 'portal', facts });
    await expireLease(lease.id);
    const { record: found } = await leased(lease);
    expect(found.credentials).toMatchObject([{ state: 'unknown', unknownAt: expect.any(Date) }]);
    expect(await connectionData.load(lease)).toMatchObject({ credentials: found.credentials });
  });

  test('of an unknown connection is null', async () => {
    expect(await connectionData.lease({ tenantId: randomUUID(), id: randomUUID() })).toBeNull();
  });
});

describe('a write', () => {
  test('planned on another state than the database has writes nothing', async () => {
    const { lease, record } = await leasedConnection();
    const before = await everything();
    const planned = { ...record, state: 'attention' as const };
    await expect(connectionData.write(lease, planned, command)).rejects.toMatchObject(stale);
    await expect(connectionData.intend(lease, planned, observing)).rejects.toMatchObject(stale);
    expect(await everything()).toBe(before);
  });

  test('that would make a move which the table does not list writes nothing', async () => {
    const { lease, record } = await leasedConnection();
    const before = await everything();
    await expect(connectionData.write(lease, record, { ...command, facts: { connectedAt: new Date() } })).rejects.toThrow(RangeError);
    expect(await everything()).toBe(before);
  });

  test('with a lease on another connection writes nothing', async () => {
    const [mine, theirs] = [await leasedConnection(), await leasedConnection()];
    const crossed = { ...mine.lease, id: theirs.lease.id };
    const before = await everything();
    await expect(connectionData.write(crossed, mine.record, command)).rejects.toMatchObject(stale);
    expect(await everything()).toBe(before);
  });

  test('of two outcomes for one epoch: the second, planned on the old state, writes nothing', async () => {
    const { lease, record } = await leasedConnection();
    const problem = { code: 'throttled', at: new Date(), evidence: {} } as const;
    await connectionData.write(lease, record, { ...command, facts: { problem } });
    await expect(connectionData.write(lease, record, command)).rejects.toMatchObject(stale);
    expect(await connectionData.load(lease)).toMatchObject({ state: 'attention', appId: null });
  });
});
