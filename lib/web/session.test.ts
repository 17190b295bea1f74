import { describe, expect, test, vi } from 'vitest';
import { newConnection, owner } from '../data/owned.test-data';
import { person } from '../domain/record.test-data';
import { cookieOf, signedIn, withPortal } from './portal.test-data';
import { hashOf, randomToken } from './sealing';
import { beginSession, currentSession, endSession } from './session';

withPortal();

const start = async (expiresAt: Date, accessToken = 'token') =>
  beginSession({ key: await newConnection(), person, accessToken, expiresAt });
const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
const rowOf = async (cookie: string) => {
  const idHash = hashOf(cookie.split('=')[1] ?? '');
  return (await owner().query('SELECT * FROM sessions WHERE id_hash = $1', [idHash])).rows[0];
};

describe('a session', () => {
  test('is found by its cookie, with its person, its connection and its token', async () => {
    const { key, cookie } = await signedIn();
    expect(await currentSession(cookie)).toEqual({ idHash: expect.any(String), key, person, accessToken: 'ACCESS-TOKEN-MARKER' });
    expect(await currentSession(`a=b; ${cookie}; c=d`)).toMatchObject({ key });
  });

  test('has a new id of 256 bits each time, in a __Host- cookie of an hour', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => start(inMinutes(60))));
    expect(new Set(all.map(cookieOf)).size).toBe(20);
    for (const cookie of all) expect(cookie).toMatch(/^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure; Max-Age=3600$/);
  });

  test('is stored by the hash of its id; neither id nor token stands in the database', async () => {
    const { cookie } = await signedIn();
    const { rows } = await owner().query('SELECT to_jsonb(sessions)::text AS row FROM sessions');
    expect(JSON.stringify(rows)).not.toMatch(new RegExp(`MARKER|${cookie.split('=')[1]}`));
    expect(await rowOf(cookie)).toMatchObject({ sealed_token: expect.stringMatching(/^[\w-]+\.\.[\w.-]+$/) });
  });

  test('is over for a copied cookie once it was ended, and its cookie is deleted', async () => {
    const { cookie } = await signedIn();
    expect(await endSession(await currentSession(cookie))).toMatch(/^__Host-session=; .*Max-Age=0$/);
    expect(await currentSession(cookie)).toBeNull();
    expect(await endSession(null)).toMatch(/Max-Age=0$/);
  });

  test('that is over by time is not found', async () => {
    const { cookie } = await signedIn();
    await owner().query("UPDATE sessions SET last_seen_at = now() - interval '16 minutes'");
    expect(await currentSession(cookie)).toBeNull();
  });

  test('does not adopt an id that a browser brings along', async () => {
    const preset = randomToken();
    expect(await currentSession(`__Host-session=${preset}`)).toBeNull();
    expect(cookieOf(await start(inMinutes(60)))).not.toContain(preset);
    expect(await currentSession(`__Host-session=${preset}`)).toBeNull();
  });

  const { stringify } = JSON;
  const forged = ['', 'x', 'a'.repeat(42), 'a'.repeat(44), 'a'.repeat(43), `${'a'.repeat(42)}%`, "' OR 1=1 --", '..', stringify({ id: 1 })];
  test.each(forged)('is not found by a forged cookie: %j', async (value) => {
    await signedIn();
    expect(await currentSession(`__Host-session=${value}`)).toBeNull();
  });

  test('is not found by the hash of its id, nor under another name of cookie', async () => {
    const { cookie } = await signedIn();
    const id = cookie.split('=')[1] ?? '';
    for (const other of [`__Host-session=${hashOf(id)}`, `session=${id}`, `practice-session=${id}`, `__Host-flow=${id}`]) {
      expect(await currentSession(other)).toBeNull();
    }
    expect(await currentSession(null)).toBeNull();
  });
});

describe('the delegated token', () => {
  test.each([
    [60, 15 * 60],
    [10, 10 * 60 - 30],
  ])('of %i minutes is kept for at most %i seconds', async (minutes, seconds) => {
    const row = await rowOf(cookieOf(await start(inMinutes(minutes))));
    const left = (row.token_expires_at.getTime() - Date.now()) / 1000;
    expect(left).toBeGreaterThan(seconds - 10);
    expect(left).toBeLessThanOrEqual(seconds);
  });

  test('whose time is over is not given out, and the session lives on', async () => {
    const cookie = cookieOf(await start(inMinutes(0.4)));
    expect(await currentSession(cookie)).toMatchObject({ accessToken: null, person });
  });

  test.each([-10, 10])('is worth the same when the machine’s clock jumps by %d minutes after the sign-in', async (minutes) => {
    const { cookie } = await signedIn();
    const { token_expires_at: before } = await rowOf(cookie);
    vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ['Date'] });
    const during = await currentSession(cookie);
    vi.useRealTimers();
    expect(during).toMatchObject({ accessToken: 'ACCESS-TOKEN-MARKER' });
    expect((await rowOf(cookie)).token_expires_at).toEqual(before);
  });

  test.each([-10, 10])(
    'given out by a machine whose clock is %d minutes off ends when it should by the database’s clock',
    async (minutes) => {
      vi.useFakeTimers({ now: Date.now() + minutes * 60_000, toFake: ['Date'] });
      const cookie = cookieOf(await start(inMinutes(60)));
      vi.useRealTimers();
      const left = (await rowOf(cookie)).token_expires_at.getTime() - Date.now();
      expect(left).toBeGreaterThan(14 * 60_000);
      expect(left).toBeLessThanOrEqual(15 * 60_000 + 5_000);
      await owner().query("UPDATE sessions SET token_expires_at = now() - interval '1 second'");
      expect(await currentSession(cookie)).toMatchObject({ accessToken: null });
    },
  );

  test('of another session does not open in this one', async () => {
    const [mine, theirs] = [await signedIn(), await signedIn()];
    const stolen = (await rowOf(theirs.cookie)).sealed_token;
    await owner().query('UPDATE sessions SET sealed_token = $1 WHERE connection_id = $2', [stolen, mine.key.id]);
    expect(await currentSession(mine.cookie)).toMatchObject({ accessToken: null });
  });

  test('that was deleted leaves the session without one', async () => {
    const { cookie, key } = await signedIn();
    await owner().query('UPDATE sessions SET sealed_token = NULL, token_expires_at = NULL WHERE connection_id = $1', [key.id]);
    expect(await currentSession(cookie)).toMatchObject({ accessToken: null, key });
  });
});
