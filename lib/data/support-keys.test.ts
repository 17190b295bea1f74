import { readFileSync } from 'node:fs';
import { beforeAll, expect, test } from 'vitest';
import type { ConnectionKey } from './data';
import { completed, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const migration = readFileSync('prisma/migrations/20261128009500_support_keys/migration.sql', 'utf8');
const dayMs = 86_400_000;
let key: ConnectionKey;
beforeAll(async () => {
  key = await completed();
});

/** A key of so many days of which so many are left, in a row as an earlier version wrote it. */
async function migrated(days: number, left: number, written: string) {
  await owner().query(
    `UPDATE credentials SET expires_at = now() + make_interval(hours => $2::int * 24), starts_at = now() + make_interval(hours => ($2::int - $3::int) * 24)
     WHERE connection_id = $1`,
    [key.id, left, days],
  );
  await owner().query(
    `UPDATE support_cases SET ${written}, key_expires_at = (SELECT max(expires_at) FROM credentials WHERE connection_id = $1) WHERE connection_id = $1`,
    [key.id],
  );
  await owner().query(migration);
  const { rows } = await owner().query(
    'SELECT tab, cause, turns_at, turns_to, key_expires_at FROM support_cases WHERE connection_id = $1',
    [key.id],
  );
  const { turns_at: turnsAt, key_expires_at: expiresAt, ...row } = rows[0];
  return { ...row, turns: turnsAt && Math.round((expiresAt.getTime() - turnsAt.getTime()) / (dayMs / 10)) / 10 };
}

const healthy = "tab = 'healthy', cause = NULL, turns_to = 'expiring', turns_at = now()";
const expiring = "tab = 'expiring', cause = 'key-expiring', turns_to = NULL, turns_at = NULL";

test.each([
  ['a long key in the middle of its life', 730, 400, healthy, { tab: 'healthy', cause: null, turns: 60, turns_to: 'expiring' }],
  ['a short key that was expiring from its first day', 30, 29, expiring, { tab: 'healthy', cause: null, turns: 10, turns_to: 'expiring' }],
  ['a short key near its end', 30, 9, expiring, { tab: 'expiring', cause: 'key-expiring', turns: 0, turns_to: 'expiring' }],
  ['a key that has ended', 730, -3, expiring, { tab: 'expiring', cause: 'key-ended', turns: null, turns_to: null }],
])('the migration brings the row of %s in step', async (_, days, left, written, row) => {
  expect(await migrated(days, left, written)).toEqual(row);
});

test('it fills a row in which no end of a key stood, and leaves what has drifted', async () => {
  const none = "tab = 'healthy', cause = NULL, turns_to = NULL, turns_at = NULL";
  expect(await migrated(730, 400, none)).toMatchObject({ tab: 'healthy', turns: 60 });
  expect(await migrated(30, 29, "tab = 'drifted', cause = 'drift', turns_to = NULL, turns_at = NULL")).toMatchObject({ tab: 'drifted' });
});

test('a problem that time alone was to help is the customer’s after a while', async () => {
  const { id } = await newConnection();
  const row = async () =>
    (await owner().query('SELECT turns_at > now() AS later, turns_to FROM support_cases WHERE connection_id = $1', [id])).rows[0];
  await owner().query("UPDATE support_cases SET state = 'attention', tab = 'waiting', turns_at = NULL WHERE connection_id = $1", [id]);
  await owner().query(migration);
  expect(await row()).toEqual({ later: true, turns_to: 'needs-customer' });
});
