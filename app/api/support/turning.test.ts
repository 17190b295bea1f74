import { afterEach, beforeAll, expect, test } from 'vitest';
import { CaseAnswer } from '@/lib/contract/staff';
import { CaseList } from '@/lib/contract/staff-list';
import type { ConnectionKey } from '@/lib/data/data';
import { completed, owner } from '@/lib/data/owned.test-data';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { GET as theCase } from './connections/[id]/route';
import { GET as list } from './connections/route';
import { GET as me } from './me/route';

withStaff();
let connected: ConnectionKey;
beforeAll(async () => {
  connected = await completed();
  await ask(me, { as: manu });
});

const due = () =>
  owner().query("UPDATE support_cases SET tab = 'healthy', cause = NULL, turns_to = 'expiring', turns_at = now() - interval '1 minute'");
const person = () => owner().query("UPDATE support_staff SET seen_at = now() - interval '1 day'");
const ended: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ended.splice(0)) await end();
});

test('a page shows cases as they have turned, the moment their time has come', async () => {
  await due();
  const { rows, tabs } = CaseList.parse(await (await ask(list, { as: manu })).json());
  expect([rows[0]?.tab, tabs.find(({ tab }) => tab === 'expiring')?.count]).toEqual(['expiring', 1]);
  await due();
  expect(CaseAnswer.parse(await (await ask(theCase, { id: connected.id, as: manu })).json()).row.tab).toBe('expiring');
});

test('a key that ends turns twice: soon, and ended, on the day itself', async () => {
  const stands = async () => CaseAnswer.parse(await (await ask(theCase, { id: connected.id, as: manu })).json()).row;
  await due();
  expect(await stands()).toMatchObject({ tab: 'expiring', cause: 'key-expiring' });
  const { rows } = await owner().query('SELECT turns_at = key_expires_at AS "atItsEnd", turns_to, since FROM support_cases');
  expect(rows).toMatchObject([{ atItsEnd: true, turns_to: 'expiring' }]);
  const ended = "turns_at = now() - interval '1 minute', key_expires_at = now() - interval '1 minute'";
  await owner().query(`UPDATE support_cases SET ${ended}`);
  expect(await stands()).toMatchObject({ tab: 'expiring', cause: 'key-ended', status: 'The key has ended' });
  const after = await owner().query('SELECT turns_at, turns_to, since FROM support_cases');
  expect(after.rows).toEqual([{ turns_at: null, turns_to: null, since: rows[0]?.since }]);
  // one that nobody has looked at meanwhile is told at once
  await owner().query(`UPDATE support_cases SET tab = 'healthy', cause = NULL, turns_to = 'expiring', ${ended}`);
  expect(await stands()).toMatchObject({ tab: 'expiring', cause: 'key-ended' });
});

test('a page that waits for its reader’s own row holds no case meanwhile', async () => {
  await due();
  await person();
  // what a write does: the person's row first, then the case
  const writer = await owner().connect();
  ended.push(async () => writer.release());
  await writer.query('BEGIN');
  await writer.query('SELECT 1 FROM support_staff FOR UPDATE');
  const page = ask(theCase, { id: connected.id, as: manu });
  const waiting = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
  await expect.poll(async () => (await owner().query(waiting)).rowCount, { timeout: 5000 }).toBe(1);
  const taken = await writer.query('SELECT 1 FROM support_cases FOR UPDATE NOWAIT').catch((error: Error) => error.message);
  await writer.query('ROLLBACK');
  expect(taken).toMatchObject({ rowCount: 1 });
  expect((await page).status).toBe(200);
});
