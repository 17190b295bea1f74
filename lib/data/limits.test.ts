import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Limit, spend, spentFor } from './limits';
import { owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const five: Limit = { name: 'five', most: 5, windowSeconds: 600 };
const rows = async () => (await owner().query('SELECT count(*)::int AS n FROM limits')).rows[0]?.n;
const endWindows = () => owner().query("UPDATE limits SET window_ends_at = now() - interval '1 second'");

describe('a limit', () => {
  test('lets so many through of 40 who come at once, and is spent then', async () => {
    const who = randomUUID();
    const answers = await Promise.all(Array.from({ length: 40 }, () => spend(five, who)));
    expect(answers.filter((let_) => let_)).toHaveLength(5);
    expect(await spentFor(five, who)).toBeGreaterThan(590);
  });

  test('counts each one by itself, and each limit by itself', async () => {
    const [mine, theirs] = [randomUUID(), randomUUID()];
    for (let uses = 0; uses < 6; uses += 1) await spend(five, mine);
    expect(await spend(five, mine)).toBe(false);
    expect(await spend(five, theirs)).toBe(true);
    expect(await spend({ ...five, name: 'another' }, mine)).toBe(true);
  });

  test('begins anew when its window is over by the clock of the database', async () => {
    const who = randomUUID();
    for (let uses = 0; uses < 6; uses += 1) await spend(five, who);
    expect(await spend(five, who)).toBe(false);
    await endWindows();
    expect(await spentFor(five, who)).toBe(0);
    expect(await spend(five, who)).toBe(true);
  });

  test('deadlocks nobody who begins anew beside others, and sweeps no more than a few rows at once', async () => {
    await owner().query("INSERT INTO limits SELECT 'old-' || n, 1, now() - interval '2 hours' FROM generate_series(1, 500) n");
    const holder = await owner().connect();
    try {
      await holder.query("BEGIN; UPDATE limits SET uses = 2 WHERE key_hash = 'old-1'");
      expect(await spend(five, randomUUID())).toBe(true);
      const { rows: left } = await owner().query("SELECT count(*)::int AS n FROM limits WHERE key_hash LIKE 'old-%'");
      expect(left[0]?.n).toBe(300);
    } finally {
      await holder.query('ROLLBACK');
      holder.release();
    }
  });

  test('is asked about without a use, and without a row', async () => {
    const before = await rows();
    expect(await spentFor(five, randomUUID())).toBe(0);
    expect(await rows()).toBe(before);
  });

  test('keeps no address in clear, and no row for long', async () => {
    await spend(five, '203.0.113.7');
    const { rows: kept } = await owner().query('SELECT l::text AS row FROM limits l');
    expect(JSON.stringify(kept)).not.toContain('203.0.113.7');
    await owner().query("UPDATE limits SET window_ends_at = now() - interval '2 hours'");
    await spend(five, randomUUID());
    expect(await rows()).toBe(1);
  });
});
