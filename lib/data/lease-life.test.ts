import { afterEach, beforeAll, beforeEach, describe, expect, type MockInstance, test, vi } from 'vitest';
import { connectionData } from './connections';
import type { ConnectionKey } from './data';
import { type DatabaseGate, databaseGate } from './database-gate.test-support';
import type { PrismaClient } from './generated/client';
import { leasedConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

let gate: DatabaseGate;
beforeAll(async () => {
  gate = await databaseGate(process.env['DATABASE_URL'] ?? '');
  process.env['DATABASE_URL'] = gate.url;
});

const isHeld = async ({ id }: ConnectionKey) => {
  const { rows } = await owner().query('SELECT lease_until > now() AS held FROM connections WHERE id = $1', [id]);
  return rows[0].held as boolean | null;
};

test('a lease that could not be given back while the database was away is free as soon as it is back', async () => {
  const { lease } = await leasedConnection();
  await gate.shut();
  await expect(connectionData.release(lease)).rejects.toThrow();
  expect(await isHeld(lease)).toBe(true);
  await gate.open();
  await vi.waitFor(async () => expect(await isHeld(lease)).toBeNull(), { timeout: 15_000, interval: 100 });
});

test('what comes late takes no lease away that somebody else has taken since', async () => {
  const { lease } = await leasedConnection();
  await gate.shut();
  await expect(connectionData.release(lease)).rejects.toThrow();
  await owner().query('UPDATE connections SET lease_until = NULL WHERE id = $1', [lease.id]);
  await owner().query(`UPDATE connections SET epoch = epoch + 1, lease_until = now() + interval '30 seconds' WHERE id = $1`, [lease.id]);
  const asked = vi.spyOn((globalThis as unknown as { defenderConnectPrisma: PrismaClient }).defenderConnectPrisma, '$transaction');
  await gate.open();
  // the first try that is answered is the last one
  await vi.waitFor(
    async () => expect(await Promise.any(asked.mock.results.map(({ value }) => value)).then(() => 'answered')).toBe('answered'),
    {
      timeout: 15_000,
      interval: 100,
    },
  );
  expect(await isHeld(lease)).toBe(true);
  asked.mockRestore();
});

describe('signs of life', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
  afterEach(() => {
    vi.useRealTimers();
    vi.restoreAllMocks();
  });

  const left = async ({ id }: ConnectionKey) => {
    const { rows } = await owner().query('SELECT extract(epoch FROM lease_until - now())::float AS left FROM connections WHERE id = $1', [
      id,
    ]);
    return rows[0].left as number | null;
  };
  const setLeft = ({ id }: ConnectionKey, seconds: number) =>
    owner().query('UPDATE connections SET lease_until = now() + make_interval(secs => $2) WHERE id = $1', [id, seconds]);
  /** Everything that was asked of the database since `watch`, when it has been answered. */
  let asked: MockInstance;
  const watch = () => {
    asked = vi.spyOn((globalThis as unknown as { defenderConnectPrisma: PrismaClient }).defenderConnectPrisma, '$transaction');
  };
  const answered = () => Promise.allSettled(asked.mock.results.map(({ value }) => value));

  test('prolong a lease while its holder works', async () => {
    const { lease, record } = await leasedConnection();
    await setLeft(lease, 2);
    vi.advanceTimersByTime(4_000);
    await vi.waitFor(async () => expect(await left(lease)).toBeGreaterThan(6));
    await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: {} });
  });

  test.each<[string, (held: Awaited<ReturnType<typeof leasedConnection>>) => Promise<unknown>]>([
    ['given back', ({ lease }) => connectionData.release(lease)],
    ['given back with a write', ({ lease, record }) => connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: {} })],
  ])('end with a lease that is %s', async (_, giveBack) => {
    const held = await leasedConnection();
    await giveBack(held);
    watch();
    vi.advanceTimersByTime(12_000);
    expect(asked).not.toHaveBeenCalled();
  });

  test('end when one change takes longer than any may', async () => {
    const { lease } = await leasedConnection();
    vi.advanceTimersByTime(44_000);
    watch();
    vi.advanceTimersByTime(8_000);
    expect(asked).not.toHaveBeenCalled();
    expect(await left(lease)).not.toBeNull();
  });

  test('do not bring back a lease that is over', async () => {
    const { lease } = await leasedConnection();
    await setLeft(lease, -1);
    watch();
    vi.advanceTimersByTime(8_000);
    expect(asked).toHaveBeenCalled();
    await answered();
    expect(await left(lease)).toBeLessThan(0);
  });

  test('go on over a chain of changes', async () => {
    const { lease, record } = await leasedConnection();
    const intent = { change: 'observe', actor: 'portal', facts: {} } as const;
    const { operationId, record: intended } = await connectionData.intend(lease, record, intent);
    vi.advanceTimersByTime(36_000);
    const ending = { outcome: 'done', detail: null, facts: {}, calls: [], actor: 'portal', next: intent } as const;
    await connectionData.conclude(lease, intended, { ...ending, operationId });
    await setLeft(lease, 2);
    vi.advanceTimersByTime(8_000);
    await vi.waitFor(async () => expect(await left(lease)).toBeGreaterThan(6));
    await connectionData.release(lease);
  });
});
