import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { GET as health } from '@/app/api/health/route';
import { ConnectionView, EmptyBody } from '../contract/connection';
import { type DatabaseGate, databaseGate } from '../data/database-gate.test-support';
import { bookkeeping, everything, owner } from '../data/owned.test-data';
import { advance } from '../engine/advance';
import { ports } from '../engine/ports';
import { journalOf, type SealedConnection, sealedConnection } from '../engine/worker/sealed.test-support';
import { actorOf } from './actor';
import { viewOf } from './connect-page';
import { get, ownPage, post, signedIn, withPortal } from './portal.test-data';
import { adminRoute } from './route';

withPortal();

let gate: DatabaseGate;
beforeAll(async () => {
  gate = await databaseGate(process.env['DATABASE_URL'] ?? '');
  process.env['DATABASE_URL'] = gate.url;
});

/** An admin whose key is sealed and waits for the store. */
let key: SealedConnection;
let cookie: string;
beforeEach(async () => {
  key = await sealedConnection();
  ({ cookie } = await signedIn({ id: key.id, tenantId: key.tenantId }));
});
/** What the route does that goes on, less what only a running framework can do afterwards. */
const goOn = adminRoute({
  body: EmptyBody,
  answer: ConnectionView,
  handle: async ({ session }) => viewOf(session, await advance(ports(), session.key, actorOf(session))),
});
const press = () => post(goOn, { id: key.id, headers: { ...ownPage, cookie } });

async function refuses(): Promise<void> {
  const response = await press();
  const text = await response.text();
  expect([response.status, JSON.parse(text).code]).toEqual([503, 'unavailable']);
  expect(text).not.toMatch(/disk|space|P\d{4}|ECONN|127\.0|memory|I\/O/i);
}

async function goesOn(): Promise<void> {
  const response = await press();
  expect([response.status, (await response.json()).state]).toEqual([200, 'connected']);
  const { rows } = await owner().query('SELECT attempt FROM stored_credentials WHERE tenant_id = $1', [key.tenantId]);
  expect(rows).toEqual([{ attempt: key.attempt }]);
}

test('a database that is stopped gives 503 and an unready portal; when it is back, the same press goes on, and nothing was lost', async () => {
  const before = await everything(bookkeeping);
  await gate.shut();
  await refuses();
  await refuses();
  expect((await get(health)).status).toBe(503);
  expect(await everything(bookkeeping)).toBe(before);
  await gate.open();
  expect((await get(health)).status).toBe(200);
  await goesOn();
});

describe('a disk that is full', () => {
  const noRoom = async (table: string, code: string, work: () => Promise<void>) => {
    await owner().query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '${code}'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW EXECUTE FUNCTION no_room()`);
    await work();
    await owner().query('DROP FUNCTION no_room() CASCADE');
  };

  const places = ['sessions', 'connections', 'operations', 'audit_lines'];
  const cases = places.flatMap((table) => ['53100', '53200', '58030'].map((code) => [table, code] as const));
  test.each(cases)(
    'at a write to %s (%s) gives 503, nothing is written, and with room again the same press goes on',
    async (table, code) => {
      const before = await everything(bookkeeping);
      await noRoom(table, code, refuses);
      expect(await everything(bookkeeping)).toBe(before);
      await goesOn();
      expect(await journalOf(key)).toHaveLength(2);
    },
  );

  test('at the place where sealed keys are stored is a wait, and the key is put when there is room', async () => {
    await noRoom('stored_credentials', '53100', async () => {
      const response = await press();
      expect(await response.json()).toMatchObject({ state: 'delivering', wait: { title: 'The sealed key is being delivered' } });
    });
    await owner().query('UPDATE connections SET not_before = now() WHERE id = $1', [key.id]);
    await goesOn();
  });
});
