import { beforeAll, describe, expect, test } from 'vitest';
import { AuditPage, type AuditQuery } from '@/lib/contract/staff-audit';
import { owner } from '@/lib/data/owned.test-data';
import { readCsv } from '@/lib/domain/csv-read';
import { moverName } from '@/lib/engine/mover';
import { ask, manu, rhea, staffTenant, withStaff } from '@/lib/web/staff.test-data';
import { engineActor } from '@/lib/web/support/change-case';
import { GET as csv } from './audit/export.csv/route';
import { GET as audit } from './audit/route';

withStaff();

const tenant = '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901';
const other = 'c0ffee00-5c7e-4b0b-9f5e-2a86c1d4e902';
const connection = '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936';
const unknownOid = '1a2b3c4d-0000-4000-8000-00000000000c';
const person = '1a2b3c4d-0000-4000-8000-0000000000aa';

interface Line {
  readonly actor: string;
  readonly who: string;
  readonly action?: string;
  readonly at?: string;
  readonly of?: string | null;
  readonly details?: string;
}

/** One line a minute from 10:00 UTC, the first of them number 1; `at` is a time with microseconds. */
const lines = (): readonly Line[] => [
  { actor: 'portal', who: 'Portal', action: 'connection.opened', of: tenant },
  { actor: 'worker', who: 'Portal', of: tenant },
  { actor: 'sealer', who: 'Portal', of: tenant },
  { actor: `${person}@${tenant}`, who: 'Customer', action: 'plan.accepted', of: tenant, details: '{"word":"größer;=1+1"}' },
  {
    actor: moverName(engineActor({ ...manu, kind: 'person', mayManage: true })),
    who: manu.name,
    action: 'credential.delivered',
    of: tenant,
  },
  { actor: `staff:${manu.oid}`, who: manu.name, action: 'staff.recheck', of: tenant },
  { actor: `${unknownOid}@${staffTenant}`, who: 'Staff', of: other },
  { actor: `staff:${unknownOid}`, who: 'Staff' },
  { actor: 'visitor', who: 'Visitor', action: 'invitation.opened' },
  { actor: 'platform', who: 'Platform', action: 'invitation.launched' },
  { actor: 'platform:3f86c0d2-b75e-49a1-8d34-f0e912a7c56b', who: 'Platform', at: '2026-11-20T23:59:59.999900Z' },
  { actor: `${person}@${other}`, who: 'Customer', at: '2026-11-21T00:00:00.000000Z', of: other },
];
const timeOf = ({ at }: Line, index: number) => at ?? `2026-11-20T10:${String(index).padStart(2, '0')}:00Z`;

beforeAll(async () => {
  for (const { oid, name } of [manu, rhea]) await owner().query('INSERT INTO support_staff (oid, name) VALUES ($1, $2)', [oid, name]);
  for (const [index, line] of lines().entries()) {
    const { actor, action = 'x.done', of = null, details = '{}' } = line;
    await owner().query(
      `INSERT INTO audit_lines (seq, at_micros, actor, action, tenant_id, connection_id, details, previous_hash, hash)
       VALUES ($1, extract(epoch FROM $2::timestamptz) * 1000000, $3, $4, $5, $6, $7, '', '')`,
      [index + 1, timeOf(line, index), actor, action, of, of === tenant ? connection : null, details],
    );
  }
  await owner().query('UPDATE audit_head SET seq = $1', [lines().length]);
});

const queryOf = (asked: Partial<Record<keyof AuditQuery, string>>) => `?${new URLSearchParams(asked)}`;
const page = async (asked: Partial<Record<keyof AuditQuery, string>> = {}) =>
  AuditPage.strict().parse(await (await ask(audit, { query: queryOf(asked) })).json());
const found = async (asked: Partial<Record<keyof AuditQuery, string>>) => (await page(asked)).lines.map(({ seq }) => Number(seq));
/** Numbers of the lines that a test names, newest first. */
const those = (fits: (line: Line) => boolean) =>
  lines()
    .flatMap((line, index) => (fits(line) ? [index + 1] : []))
    .reverse();

describe('the audit', () => {
  test('names who acted: staff by name, by either of their two forms; visitors and the platform are not the portal', async () => {
    const shown = (await page()).lines.map(({ actor, actorName }) => [actor, actorName]);
    expect(shown).toEqual(
      lines()
        .map(({ actor, who }) => [actor, who])
        .reverse(),
    );
  });

  test.each([
    ['staff', ['Staff', manu.name]],
    ['customer', ['Customer']],
    ['platform', ['Platform']],
    ['visitor', ['Visitor']],
    ['portal', ['Portal']],
  ])('narrows to %s as it names them', async (who, names) => {
    expect(await found({ who })).toEqual(those((line) => names.includes(line.who)));
  });

  test('narrows to one of the staff, whichever way a line names them, and tells who there is', async () => {
    expect(await found({ who: manu.oid.toUpperCase() })).toEqual(those(({ who }) => who === manu.name));
    expect(await found({ who: rhea.oid })).toEqual([]);
    expect((await page({ who: rhea.oid })).people).toEqual([manu, rhea].map(({ oid, name }) => ({ oid, name })));
    expect((await ask(audit, { query: '?who=everybody' })).status).toBe(400);
  });

  test('narrows to an exact actor, an action, a tenant, a case, and to all of these at once', async () => {
    const actor = `${person}@${tenant}`;
    expect(await found({ actor })).toEqual(those((line) => line.actor === actor));
    expect(await found({ actor: actor.slice(0, -1) })).toEqual([]);
    expect(await found({ action: 'staff.recheck' })).toEqual([6]);
    expect(await found({ tenant: other })).toEqual([12, 7]);
    expect(await found({ connection })).toEqual([6, 5, 4, 3, 2, 1]);
    expect(await found({ connection, tenant: other })).toEqual([]);
    expect(await found({ connection, who: 'staff', action: 'credential.delivered' })).toEqual([5]);
  });

  test.each([
    ['from a time, which is in it', { from: '2026-11-20T10:08:00.000Z' }, [12, 11, 10, 9]],
    ['to a time, which is in it', { to: '2026-11-20T10:02:00.000Z' }, [3, 2, 1]],
    ['between two', { from: '2026-11-20T10:01:30.000Z', to: '2026-11-20T10:03:30.000Z' }, [4, 3]],
    ['to the end of a day, down to its last millisecond', { from: '2026-11-20T10:09:00.000Z', to: '2026-11-20T23:59:59.999Z' }, [11, 10]],
    ['from the beginning of a day', { from: '2026-11-21T00:00:00.000Z' }, [12]],
    ['before everything', { to: '2026-11-19T00:00:00.000Z' }, []],
    ['after everything', { from: '2026-11-22T00:00:00.000Z' }, []],
    ['with another filter', { who: 'portal', from: '2026-11-20T10:01:00.000Z' }, [3, 2]],
  ])('narrows in time: %s', async (_, asked, numbers) => {
    expect(await found(asked)).toEqual(numbers);
  });

  test('comes page by page under a filter, each line once', async () => {
    const first = await page({ who: 'staff', limit: '3' });
    const second = await page({ who: 'staff', limit: '3', cursor: first.cursor ?? '' });
    expect([first, second].map(({ lines: shown }) => shown.map(({ seq }) => Number(seq)))).toEqual([[8, 7, 6], [5]]);
    expect(second.cursor).toBeNull();
  });
});

function rowsOf(text: string) {
  const read = readCsv(text, ',');
  return 'records' in read ? read.records.map(({ cells }) => cells) : [];
}

describe('the file of the audit', () => {
  test('holds what the page shows under the same filter, formulas as text, and its making is the next line', async () => {
    const asked = { who: 'customer', tenant } as const;
    const response = await ask(csv, { query: queryOf(asked), as: rhea });
    expect([response.status, response.headers.get('content-type'), response.headers.get('content-disposition')]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="defender-connect-audit.csv"',
    ]);
    const details = `{"word":"größer;'=1+1"}`;
    expect(rowsOf(await response.text())).toEqual([
      ['Line', 'Time (UTC)', 'Actor', 'Who', 'Action', 'Tenant ID', 'Connection', 'Details'],
      ['4', '2026-11-20T10:03:00.000Z', `${person}@${tenant}`, 'Customer', 'plan.accepted', tenant, connection, details],
    ]);
    const [newest] = (await page()).lines;
    expect(newest).toMatchObject({ actor: `staff:${rhea.oid}`, action: 'staff.audit.exported', details: '{"filtered":true}' });
  });

  test('names everybody as the page does', async () => {
    const response = await ask(csv, { query: queryOf({ to: '2026-11-21T12:00:00.000Z' }) });
    const rows = rowsOf(await response.text()).slice(1);
    expect(rows.map((row) => [row[2], row[3]])).toEqual(
      lines()
        .map(({ actor, who }) => [actor, who])
        .reverse(),
    );
  });
});
