import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { person } from '../domain/record.test-data';
import { connectionData } from './connections';
import { newConnection, owner, withOwnDatabase } from './owned.test-data';
import { createSession } from './sessions';
import { sweepOver, sweptNothing } from './sweep';

withOwnDatabase();

beforeEach(async () => {
  for (const table of ['sessions', 'used_states', 'consent_requests', 'used_launches']) await owner().query(`DELETE FROM ${table}`);
});

async function session(columns: Record<string, string> = {}): Promise<string> {
  const idHash = randomUUID();
  const inMinutes = new Date(Date.now() + 600_000);
  await createSession({ ...(await newConnection()), idHash, person, sealedToken: 'SEALED-TOKEN', tokenExpiresAt: inMinutes });
  for (const [column, value] of Object.entries(columns))
    await owner().query(`UPDATE sessions SET ${column} = now() + $2::interval WHERE id_hash = $1`, [idHash, value]);
  return idHash;
}
const state = (hash: string, expires: string) =>
  owner().query('INSERT INTO used_states VALUES ($1, now() + $2::interval)', [hash, expires]);
const launched = (hash: string, expires: string) =>
  owner().query('INSERT INTO used_launches VALUES ($1, now() + $2::interval)', [hash, expires]);
const names = async (table: string, column: string) =>
  (await owner().query(`SELECT ${column} AS name FROM ${table} ORDER BY 1`)).rows.map(({ name }) => name);

describe('a sweep', () => {
  test('of a place where nothing is over takes nothing', async () => {
    await session();
    await state('good', '1 minute');
    expect(await sweepOver(10)).toEqual(sweptNothing);
  });

  test('takes the token whose time is over out of a session that lives on', async () => {
    const [over, good] = [await session({ token_expires_at: '-1 second' }), await session()];
    expect(await sweepOver(10)).toEqual({ ...sweptNothing, tokens: 1 });
    const { rows } = await owner().query('SELECT id_hash, sealed_token, token_expires_at FROM sessions');
    expect(rows).toContainEqual({ id_hash: over, sealed_token: null, token_expires_at: null });
    expect(rows).toContainEqual({ id_hash: good, sealed_token: 'SEALED-TOKEN', token_expires_at: expect.any(Date) });
  });

  test('takes sessions that nobody uses any more', async () => {
    await session({ last_seen_at: '-16 minutes' });
    const good = await session({ last_seen_at: '-14 minutes' });
    expect(await sweepOver(10)).toEqual({ ...sweptNothing, sessions: 1 });
    expect(await names('sessions', 'id_hash')).toEqual([good]);
  });

  test('takes used states of sign-ins, departures to the consent page of every tenant and used launches, when they are over', async () => {
    await state('over', '-1 second');
    await state('good', '1 minute');
    for (const [stateHash, ms] of [
      ['gone', -1000],
      ['open', 60_000],
    ] as const)
      await connectionData.rememberConsent(await newConnection(), { stateHash, sessionHash: 's', expiresAt: new Date(Date.now() + ms) });
    await launched('over', '-1 second');
    await launched('good', '1 minute');
    expect(await sweepOver(10)).toEqual({ ...sweptNothing, signInStates: 1, consentRequests: 1, launches: 1 });
    expect(await names('used_launches', 'id_hash')).toEqual(['good']);
    expect([await names('used_states', 'state_hash'), await names('consent_requests', 'state_hash')]).toEqual([['good'], ['open']]);
  });

  test('takes no more than it may, and the rest the next time', async () => {
    for (let count = 0; count < 5; count += 1) await state(randomUUID(), '-1 second');
    const taken = [await sweepOver(3), await sweepOver(3), await sweepOver(3)].map(({ signInStates }) => signInStates);
    expect(taken).toEqual([3, 2, 0]);
  });

  test('ten times at once takes each thing once and fails for nobody', async () => {
    for (let count = 0; count < 20; count += 1) await state(randomUUID(), '-1 second');
    const all = await Promise.all(Array.from({ length: 10 }, () => sweepOver(100)));
    expect(all.reduce((sum, { signInStates }) => sum + signInStates, 0)).toBe(20);
  });

  test.each([
    ['sessions', 'last_seen_at'],
    ['sessions', 'token_expires_at'],
    ['used_states', 'expires_at'],
    ['consent_requests', 'expires_at'],
  ])('finds its rows of %s by the index of %s', async (table, column) => {
    const { rows } = await owner().query('SELECT indexdef FROM pg_indexes WHERE tablename = $1', [table]);
    expect(rows.filter(({ indexdef }) => indexdef.endsWith(`(${column})`))).toHaveLength(1);
  });
});
