import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { at, person } from '../domain/record.test-data';
import { connectionData } from './connections';
import { completed, leased, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { createSession, deleteSession, findSession } from './sessions';
import { openConnection } from './sign-ins';

withOwnDatabase();

async function session() {
  const key = await newConnection();
  const record = { ...key, idHash: randomUUID(), person, sealedToken: 'sealed', tokenExpiresAt: new Date(Date.now() + 600_000) };
  await createSession(record);
  return record;
}
const age = (idHash: string, column: 'created_at' | 'last_seen_at', minutes: number) =>
  owner().query(`UPDATE sessions SET ${column} = now() - make_interval(secs => $2) WHERE id_hash = $1`, [idHash, minutes * 60]);

describe('a session', () => {
  test('comes back as it was stored', async () => {
    const record = await session();
    expect(await findSession(record.idHash)).toEqual(record);
  });

  test.each([
    ['last_seen_at', 14.9, true],
    ['last_seen_at', 15.1, false],
    ['created_at', 59.9, true],
    ['created_at', 60.1, false],
  ] as const)('with a %s of %d minutes ago by the clock of the database is alive: %j', async (column, minutes, alive) => {
    const { idHash } = await session();
    await age(idHash, column, minutes);
    expect((await findSession(idHash)) !== null).toBe(alive);
  });

  test('is kept alive by being seen, but not beyond its 60 minutes', async () => {
    const { idHash } = await session();
    for (let turn = 0; turn < 3; turn += 1) {
      await age(idHash, 'last_seen_at', 14);
      expect(await findSession(idHash)).not.toBeNull();
    }
    await age(idHash, 'created_at', 61);
    expect(await findSession(idHash)).toBeNull();
  });

  test('that was ended is gone, and ending it again is fine', async () => {
    const [mine, other] = [await session(), await session()];
    await deleteSession(mine.idHash);
    await deleteSession(mine.idHash);
    expect(await findSession(mine.idHash)).toBeNull();
    expect(await findSession(other.idHash)).not.toBeNull();
  });

  test.each(['', 'x', "' OR true --", '%'])('is not found by %j', async (idHash) => {
    await session();
    expect(await findSession(idHash)).toBeNull();
  });

  test('gives out no token whose time is over by the clock of the database, swept away or not', async () => {
    const { idHash } = await session();
    await owner().query("UPDATE sessions SET token_expires_at = now() - interval '1 millisecond' WHERE id_hash = $1", [idHash]);
    expect(await findSession(idHash)).toMatchObject({ sealedToken: null });
  });

  test('loses its token, and nothing else, with the write that connects', async () => {
    const [mine, other] = [await session(), await session()];
    await completed(mine);
    expect(await findSession(mine.idHash)).toEqual({ ...mine, sealedToken: null, tokenExpiresAt: null });
    expect(await findSession(other.idHash)).toEqual(other);
  });
});

describe('a sign-in', () => {
  test('of a tenant that is known opens its one connection, in whatever cloud the other is', async () => {
    const key = await newConnection();
    expect(await newConnection(key.tenantId)).toEqual(key);
    const other = await openConnection({ cloud: 'gcc', tenantId: key.tenantId, person });
    expect(other.id).not.toBe(key.id);
  });

  test('20 times at once opens one connection', async () => {
    const tenantId = randomUUID();
    const keys = await Promise.all(Array.from({ length: 20 }, () => newConnection(tenantId)));
    expect(new Set(keys.map((key) => key.id)).size).toBe(1);
  });

  test('takes the newest admin, puts a problem and a wait aside, and keeps every other fact', async () => {
    const key = await newConnection();
    const { lease, record } = await leased(key);
    const problem = { code: 'throttled', at: at(1), evidence: {} } as const;
    const facts = { problem, waitReason: 'throttled', waitingSince: at(1), notBefore: at(2), acceptedAt: at(0) } as const;
    await connectionData.write(lease, record, { actor: 'portal', action: 'x', facts });
    const admin = { ...person, oid: randomUUID(), name: 'Alex' };
    await openConnection({ cloud: 'global', tenantId: key.tenantId, person: admin });
    expect(await connectionData.load(key)).toMatchObject({
      admin,
      problem: null,
      waitReason: null,
      waitingSince: null,
      notBefore: null,
      acceptedAt: at(0),
    });
  });
});
