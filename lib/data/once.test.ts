import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { connectionData } from './connections';
import { newConnection, owner, withOwnDatabase } from './owned.test-data';
import { consumeSignInState } from './sessions';

withOwnDatabase();

const soon = () => new Date(Date.now() + 60_000);
const successes = (answers: readonly boolean[]) => answers.filter((answer) => answer).length;

describe('the state of a sign-in', () => {
  test('is good for one of 100 who use it at once', async () => {
    const hash = randomUUID();
    expect(successes(await Promise.all(Array.from({ length: 100 }, () => consumeSignInState(hash, soon()))))).toBe(1);
    expect(await consumeSignInState(hash, soon())).toBe(false);
  });

  test('is no good when its time is over by the clock of the database, so that nothing must remember it longer', async () => {
    expect(await consumeSignInState(randomUUID(), new Date(Date.now() - 1000))).toBe(false);
  });

  test('does not use up another', async () => {
    expect(await consumeSignInState(randomUUID(), soon())).toBe(true);
    expect(await consumeSignInState(randomUUID(), soon())).toBe(true);
  });
});

describe('a departure to the consent page', () => {
  async function departure(expiresAt = soon()) {
    const key = await newConnection();
    const leaving = { stateHash: randomUUID(), sessionHash: randomUUID() };
    await connectionData.rememberConsent(key, { ...leaving, expiresAt });
    return { key, leaving };
  }

  test('is good for one of 100 who come back at once', async () => {
    const { key, leaving } = await departure();
    const answers = await Promise.all(Array.from({ length: 100 }, () => connectionData.consumeConsent(key, leaving)));
    expect(successes(answers)).toBe(1);
  });

  test('can be asked for without being used up, and is no longer known once it was used', async () => {
    const { key, leaving } = await departure();
    for (let times = 0; times < 2; times += 1) expect(await connectionData.awaitsConsent(key, leaving)).toBe(true);
    expect(await connectionData.consumeConsent(key, leaving)).toBe(true);
    expect(await connectionData.awaitsConsent(key, leaving)).toBe(false);
  });

  test('is no good when its time is over by the clock of the database', async () => {
    const { key, leaving } = await departure(new Date(Date.now() - 1000));
    expect(await connectionData.awaitsConsent(key, leaving)).toBe(false);
    expect(await connectionData.consumeConsent(key, leaving)).toBe(false);
  });

  test('is no good for another session, state, connection or tenant, and is not used up by them', async () => {
    const { key, leaving } = await departure();
    const other = await departure();
    for (const good of [connectionData.awaitsConsent, connectionData.consumeConsent]) {
      expect(await good(key, { ...leaving, sessionHash: other.leaving.sessionHash })).toBe(false);
      expect(await good(key, { ...leaving, stateHash: other.leaving.stateHash })).toBe(false);
      expect(await good(other.key, leaving)).toBe(false);
      expect(await good({ ...key, tenantId: other.key.tenantId }, leaving)).toBe(false);
    }
    expect(await connectionData.consumeConsent(key, leaving)).toBe(true);
  });

  test('cannot be left twice with one state', async () => {
    const { key, leaving } = await departure();
    await expect(connectionData.rememberConsent(key, { ...leaving, expiresAt: soon() })).rejects.toThrow();
    const { rows } = await owner().query('SELECT count(*)::int AS n FROM consent_requests WHERE state_hash = $1', [leaving.stateHash]);
    expect(rows).toEqual([{ n: 1 }]);
  });
});
