import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { Bundle, CaseAnswer, StaffMe, StaffProblem } from '@/lib/contract/staff';
import { CaseList } from '@/lib/contract/staff-list';
import { Numbers } from '@/lib/contract/staff-numbers';
import type { ConnectionKey } from '@/lib/data/data';
import { completed, everything, newConnection, owner } from '@/lib/data/owned.test-data';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { GET as bundle } from './connections/[id]/bundle/route';
import { POST as extendLink } from './connections/[id]/extend-link/route';
import { POST as followUp } from './connections/[id]/follow-up/route';
import { POST as notes } from './connections/[id]/notes/route';
import { GET as operations } from './connections/[id]/operations/route';
import { POST as giveTo } from './connections/[id]/owner/route';
import { POST as recheck } from './connections/[id]/re-check/route';
import { DELETE as otherMethod, GET as theCase } from './connections/[id]/route';
import { GET as csv } from './connections/export.csv/route';
import { GET as list } from './connections/route';
import { GET as me } from './me/route';
import { GET as numbers } from './numbers/route';

withStaff();

let connected: ConnectionKey;
let begun: ConnectionKey;
beforeAll(async () => {
  connected = await completed();
  begun = await newConnection();
});

const reads = { case: theCase, operations, bundle };
const writes: readonly [string, typeof notes, unknown][] = [
  ['notes', notes, { text: 'Called them.' }],
  ['owner', giveTo, { owner: 'me' }],
  ['follow-up', followUp, { on: '2026-12-01' }],
  ['extend-link', extendLink, {}],
  ['re-check', recheck, {}],
];
const lastAudit = async () =>
  (await owner().query('SELECT actor, action, connection_id FROM audit_lines ORDER BY seq DESC LIMIT 1')).rows[0];
const problemOf = async (response: Response) => StaffProblem.strict().parse(await response.json());
const listed = async (query = '', as = rhea) => CaseList.strict().parse(await (await ask(list, { query, as })).json());

test('who calls is told as the server sees it', async () => {
  expect(StaffMe.strict().parse(await (await ask(me, { as: manu })).json())).toEqual({
    oid: manu.oid,
    name: manu.name,
    kind: 'person',
    mayManage: true,
  });
  expect(await (await ask(me)).json()).toMatchObject({ mayManage: false });
});

describe('the list', () => {
  test('has every connection in one tab, and the counts say so', async () => {
    const { tabs, rows, found, cursor } = await listed();
    expect(tabs.find(({ tab }) => tab === 'healthy')?.count).toBe(1);
    expect(tabs.reduce((sum, { count }) => sum + count, 0)).toBe(rows.length);
    expect([found, cursor]).toEqual([{ count: 2, atLeast: false }, null]);
  });

  test('of a tab holds that tab alone', async () => {
    const { rows, found } = await listed('?tab=healthy');
    expect([rows.map(({ id }) => id), found.count]).toEqual([[connected.id], 1]);
    expect(rows[0]).toMatchObject({
      step: 'done',
      stepsDone: 6,
      cause: null,
      action: { by: 'nobody' },
      organization: { name: 'Contoso Ltd' },
    });
  });

  test.each(['contoso', 'Ltd', 'CONTOSO LTD', 'vance', 'adele@contoso', 'ltd adele', 'contoso.example'])('finds “%s”', async (q) => {
    const { rows, tooBroad } = await listed(`?q=${encodeURIComponent(q)}`);
    expect([rows.map(({ id }) => id).includes(connected.id), tooBroad]).toEqual([true, false]);
  });

  test('finds by the beginning of an id', async () => {
    expect((await listed(`?q=${connected.tenantId.slice(0, 13)}`)).rows.map(({ id }) => id)).toEqual([connected.id]);
  });

  test.each(["' OR 1=1 --", '%', '_', '\\', '%%%%', '$1', '<script>', '\u0000', '(((((', 'a'.repeat(200), '\u{10ffff}', '٪'])(
    'takes “%s” as text that fits nothing',
    async (q) => {
      const response = await ask(list, { query: `?q=${encodeURIComponent(q)}&tab=expiring` });
      expect([response.status, (await response.json()).rows]).toEqual([200, []]);
    },
  );

  test('goes on behind a cursor and ends', async () => {
    for (const sort of ['turn', 'activity', 'waiting', 'name', 'expires', 'created']) {
      const first = await listed(`?sort=${sort}&limit=1`);
      const second = await listed(`?sort=${sort}&limit=1&cursor=${first.cursor}`);
      const ids = [...first.rows, ...second.rows].map(({ id }) => id);
      expect([ids.sort(), second.cursor]).toEqual([[connected.id, begun.id].sort(), null]);
    }
  });

  test.each([
    '?tab=all',
    '?nothing=1',
    '?tab=healthy&tab=ended',
    '?limit=0',
    '?limit=101',
    '?limit=x',
    '?cursor=x',
    '?cursor=e30',
    '?owner=x',
    '?due=1',
    '?recheck=1',
    '?by=us',
    '?sort=password',
    '?step=x',
    `?q=${'a'.repeat(201)}`,
  ])('refuses %s with 400 and a reason', async (query) => {
    const response = await ask(list, { query });
    expect([response.status, (await problemOf(response)).reason]).toEqual([
      400,
      expect.stringMatching(/^(The|A) (parameter|cursor) .*\.$/),
    ]);
  });

  test('names what can be asked for: causes by their titles, and colleagues', async () => {
    await owner().query("UPDATE support_cases SET cause = 'consent-role-missing' WHERE connection_id = $1", [begun.id]);
    await ask(me, { as: manu });
    const { causes, staff } = await listed('?cause=throttled', manu);
    expect(causes).toEqual([
      { cause: 'throttled', title: expect.stringMatching(/^[A-Z]/) },
      { cause: 'consent-role-missing', title: 'The role to approve is missing' },
    ]);
    expect((await listed('?cause=consent-role-missing')).rows.map(({ id }) => id)).toEqual([begun.id]);
    await owner().query('UPDATE support_cases SET cause = NULL WHERE connection_id = $1', [begun.id]);
    expect((await listed()).causes).toEqual([]);
    expect(staff).toContainEqual({ oid: manu.oid, name: manu.name });
  });

  test('refuses the cursor of another order', async () => {
    const { cursor } = await listed('?sort=name&limit=1');
    expect((await ask(list, { query: `?sort=activity&cursor=${cursor}` })).status).toBe(400);
  });

  test('is a file for a spreadsheet, without formulas', async () => {
    await owner().query('UPDATE support_cases SET organization = \'=HYPERLINK("x")\' WHERE connection_id = $1', [begun.id]);
    await owner().query("UPDATE support_cases SET customer = 'Pinecrest Schools', customer_id = 'C-1042' WHERE connection_id = $1", [
      begun.id,
    ]);
    const response = await ask(csv, { query: '?sort=expires' });
    const lines = (await response.text()).trim().split('\r\n');
    expect([response.headers.get('content-type'), lines.length]).toEqual(['text/csv; charset=utf-8', 3]);
    expect(lines.join()).toContain('"\'=HYPERLINK(""x"")"');
    expect(lines.map((line) => line.includes('Pinecrest Schools,C-1042'))).toEqual([false, false, true]);
    expect(lines[0]).toContain('Organization,Domain,Customer,Customer ID,Tenant ID');
    expect(await lastAudit()).toMatchObject({ actor: `staff:${rhea.oid}`, action: 'staff.list.exported' });
  });
});

describe('a case', () => {
  const read = async (key: ConnectionKey, as = rhea) => CaseAnswer.strict().parse(await (await ask(theCase, { id: key.id, as })).json());

  test('holds the customer’s view with 61 rows, and no secret', async () => {
    const response = await ask(theCase, { id: connected.id });
    const text = await response.text();
    const answer = CaseAnswer.strict().parse(JSON.parse(text));
    expect(answer.view.matrix.flatMap((api) => api.rows)).toHaveLength(61);
    expect(answer.matrix).toEqual(answer.view.matrix);
    expect(answer.action).toMatchObject({ by: 'nobody', title: 'Nothing to do' });
    expect(text).not.toMatch(/jwe|sealed_?token|accessToken|MARKER/i);
  });

  test('is audited once for one reader, and shows who looked', async () => {
    await read(begun, manu);
    const { access } = await read(begun, manu);
    expect(access.filter(({ by, action }) => by.oid === manu.oid && action === 'staff.case.read')).toHaveLength(1);
    expect(access[0]).toMatchObject({ by: { name: manu.name }, text: 'Looked at the case' });
  });

  test('takes notes, an owner and a date from a manager, each with its audit line', async () => {
    await ask(notes, { id: begun.id, as: manu, body: { text: 'Waits for <b>their</b> admin.' } });
    await ask(giveTo, { id: begun.id, as: manu, body: { owner: 'me' } });
    const answer = CaseAnswer.parse(await (await ask(followUp, { id: begun.id, as: manu, body: { on: '2026-01-02' } })).json());
    expect(answer.notes.map(({ text, by }) => [text, by.name])).toEqual([['Waits for <b>their</b> admin.', manu.name]]);
    expect(answer.row).toMatchObject({ owner: { oid: manu.oid, name: manu.name }, followUpOn: '2026-01-02' });
    expect(answer.access.slice(0, 3).map(({ action }) => action)).toEqual(['staff.follow-up', 'staff.owner', 'staff.note']);
    expect((await listed('?owner=me', manu)).rows.map(({ id }) => id)).toEqual([begun.id]);
    expect((await listed('?due=true')).rows.map(({ id }) => id)).toEqual([begun.id]);
    expect((await listed('?owner=nobody')).rows.map(({ id }) => id)).toEqual([connected.id]);
  });

  test('has a note once that was sent again after a lost answer, and none under the id of another', async () => {
    const id = randomUUID();
    const send = (text: string, of = begun.id, as = manu) => ask(notes, { id: of, as, body: { id, text } });
    const audited = async () => (await owner().query("SELECT 1 FROM audit_lines WHERE details::jsonb ->> 'note' = $1", [id])).rowCount;
    const [first, second] = await Promise.all([send('Sent twice.'), send('Sent twice.')]);
    const third = CaseAnswer.parse(await (await send('Sent twice.')).json());
    expect([first?.status, second?.status, third.notes.filter((note) => note.id === id).length, await audited()]).toEqual([200, 200, 1, 1]);
    const others = [
      await send('Another text.'),
      await send('Sent twice.', connected.id),
      await send('Sent twice.', begun.id, { ...manu, oid: randomUUID() }),
    ];
    expect(others.map(({ status }) => status)).toEqual([400, 400, 400]);
  });

  test('is given to nobody who is not of the staff', async () => {
    expect((await ask(giveTo, { id: begun.id, as: manu, body: { owner: randomUUID() } })).status).toBe(400);
  });

  test('says honestly what a re-check can do, and marks it', async () => {
    const answer = CaseAnswer.parse(await (await ask(recheck, { id: connected.id, as: manu, body: {} })).json());
    expect(answer.recheck).toMatchObject({ looksAtNextSignIn: true, lookedAt: null, delivery: null, askedBy: { name: manu.name } });
    expect(answer.action.recheck).toEqual({
      does: 'mark',
      words: expect.stringMatching(/^Marks the case\..* signs in next; no token of theirs is kept/),
    });
    expect((await listed('?recheck=true')).rows).toMatchObject([{ id: connected.id, recheckAsked: true }]);
    await newConnection(connected.tenantId);
    expect((await listed('?recheck=true')).rows).toEqual([]);
  });

  test('makes a bundle without a name, an id or a secret, with other words each time', async () => {
    const texts = await Promise.all([1, 2].map(async () => (await ask(bundle, { id: connected.id })).text()));
    const [one, two] = texts.map((text) => Bundle.strict().parse(JSON.parse(text)));
    for (const text of texts) {
      expect(text).not.toMatch(/contoso|adele|\bvance\b|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-/i);
      expect(text).not.toContain(connected.tenantId.slice(0, 8));
    }
    expect(one?.case['tenant']).not.toEqual(two?.case['tenant']);
    expect(one?.matrix).toHaveLength(61);
  });
});

describe('who may not', () => {
  test.each(Object.entries(reads))('gets the same 404 for an unknown and a malformed id: %s', async (_, route) => {
    const answers = [];
    for (const id of [randomUUID(), 'x', "'; --", '']) {
      const response = await ask(route, { id });
      const { trace: _trace, ...rest } = await problemOf(response);
      answers.push([response.status, rest]);
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]?.[0]).toBe(404);
  });

  test.each(writes)('is a reader, at %s: 403, nothing written but the audit line', async (_, route, body) => {
    const before = await everything();
    const response = await ask(route, { id: begun.id, body });
    expect([response.status, (await problemOf(response)).reason]).toEqual([403, expect.stringContaining('Support.Manage')]);
    expect(await lastAudit()).toEqual({ actor: `staff:${rhea.oid}`, action: 'staff.refused', connection_id: begun.id });
    expect(JSON.parse(before).slice(0, 9)).toEqual(JSON.parse(await everything()).slice(0, 9));
  });

  test.each(writes)('gets 404 for an unknown id as a manager, at %s', async (_, route, body) => {
    expect((await ask(route, { id: randomUUID(), as: manu, body })).status).toBe(404);
  });

  test.each(writes)('gets 400 for another body, at %s', async (_, route) => {
    for (const body of [{ text: 1 }, { text: '' }, { owner: 'x' }, { on: 'soon' }, { x: 1 }, [], null])
      expect((await ask(route, { id: begun.id, as: manu, body })).status).toBe(400);
  });

  test('has no token: 401 that names the scheme', async () => {
    const response = await ask(list, { as: null });
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  test('has no role: 403', async () => {
    expect((await ask(list, { as: { ...rhea, roles: [] } })).status).toBe(403);
  });

  test('uses another method: 405', async () => {
    const response = await ask(otherMethod, { method: 'DELETE' });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  });
});

test('the figures add up', async () => {
  const { started, connected: done, funnel, health, times } = Numbers.strict().parse(await (await ask(numbers)).json());
  expect([started, done]).toEqual([2, 1]);
  expect(funnel.map(({ reached, passed }) => [reached, passed])).toEqual([
    [2, 2],
    [2, 1],
    [1, 1],
    [1, 1],
    [1, 1],
    [1, 1],
  ]);
  expect(health.reduce((sum, { count }) => sum + count, 0)).toBe(2);
  expect(times.find(({ step }) => step === 'all')?.measured).toBe(1);
});
