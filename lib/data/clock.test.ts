import { describe, expect, test, vi } from 'vitest';
import { databaseNow, learnDatabaseTime } from './clock';
import { newConnection, withOwnDatabase } from './owned.test-data';
import { databaseAnswers } from './prisma';

withOwnDatabase();

const aheadMs = () => databaseNow().getTime() - Date.now();

describe('the time by the database’s clock', () => {
  test.each([-600, 600])('does not follow the machine’s clock when somebody sets it by %d seconds', (seconds) => {
    const before = databaseNow().getTime();
    vi.useFakeTimers({ now: Date.now() + seconds * 1000, toFake: ['Date'] });
    const after = databaseNow().getTime();
    vi.useRealTimers();
    expect(Math.abs(after - before)).toBeLessThan(5_000);
  });

  test.each([
    ['a transaction', () => newConnection()],
    ['the question of the health page', databaseAnswers],
  ])('is heard with %s', async (_, ask) => {
    learnDatabaseTime(new Date(Date.now() + 600_000));
    expect(aheadMs()).toBeGreaterThan(590_000);
    await ask();
    expect(Math.abs(aheadMs())).toBeLessThan(10_000);
  });

  test('goes on between two hearings', async () => {
    const before = databaseNow().getTime();
    await vi.waitUntil(() => databaseNow().getTime() > before);
  });
});
