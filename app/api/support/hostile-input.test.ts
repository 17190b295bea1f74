import { beforeAll, describe, expect, test } from 'vitest';
import type { ConnectionKey } from '@/lib/data/data';
import { everything, newConnection } from '@/lib/data/owned.test-data';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { cursorOf } from '@/lib/web/staff-query';
import { GET as auditCsv } from './audit/export.csv/route';
import { GET as audit } from './audit/route';
import { POST as followUp } from './connections/[id]/follow-up/route';
import { POST as notes } from './connections/[id]/notes/route';
import { GET as operations } from './connections/[id]/operations/route';
import { GET as csv } from './connections/export.csv/route';
import { GET as list } from './connections/route';
import { GET as invitationsCsv } from './invitations/export.csv/route';
import { GET as invitations, POST as invite } from './invitations/route';
import { GET as numbers } from './numbers/route';

withStaff();

let key: ConnectionKey;
beforeAll(async () => {
  key = await newConnection();
});

const customer = { customer: 'Contoso', customerId: 'C-1', expects: 'hostile.example', contact: 'it@contoso.example' };
const id = '1a2b3c4d-0000-4000-8000-00000000000c';
const yearZero = '0000-01-01T00:00:00Z';
const name = (text: string) => cursorOf({ sort: 'name', tab: null, key: text, id });

describe('what the database cannot hold is 400 and nothing is written', () => {
  const reads: readonly [string, typeof list, string][] = [
    ['audit, action', audit, '?action=%00'],
    ['audit, actor', audit, '?actor=a%00b'],
    ['audit, time', audit, `?from=${yearZero}`],
    ['audit, late time', audit, '?to=9999-01-01T00:00:00Z'],
    ['audit file', auditCsv, '?action=%00'],
    ['numbers', numbers, '?from=0000-01-01'],
    ['numbers, both', numbers, '?from=0000-01-01&to=0000-01-02'],
    ['list, cause', list, '?cause=%00'],
    ['list file, cause', csv, '?cause=%00'],
    ['list, cursor with NUL', list, `?sort=name&cursor=${name('a\0b')}`],
    ['list, cursor with half a character', list, `?sort=name&cursor=${name('\ud800')}`],
    ['list, cursor of year 0', list, `?sort=created&cursor=${cursorOf({ sort: 'created', tab: null, key: yearZero, id })}`],
    ['list, cursor by turn', list, `?cursor=${cursorOf({ sort: 'turn', tab: 'healthy', key: yearZero, id })}`],
    ['invitations, search', invitations, '?q=%00'],
    ['invitations file, search', invitationsCsv, '?q=a%00b'],
    ['invitations, cursor of year 0', invitations, `?cursor=${cursorOf({ group: 'held', key: yearZero, id })}`],
    [
      'invitations, cursor of another list',
      invitations,
      `?tab=held&cursor=${cursorOf({ group: 'over', key: '2026-01-01T00:00:00Z', id })}`,
    ],
    ['operations, cursor', operations, `?cursor=${cursorOf({ operation: { at: yearZero, id }, line: null, mark: null })}`],
  ];
  test.each(reads)('%s', async (_, route, query) => {
    const before = await everything();
    expect((await ask(route, { id: key.id, query })).status).toBe(400);
    expect(await everything()).toBe(before);
  });

  const writes: readonly [typeof notes, unknown][] = [
    [notes, { text: 'a\0b' }],
    [notes, { text: 'a\u001b[31m' }],
    [notes, { text: 'a\ud800' }],
    [followUp, { on: '0000-01-01' }],
    [followUp, { on: '1969-12-31' }],
    [followUp, { on: '2101-01-01' }],
    [invite, { ...customer, customer: 'a\0b' }],
    [invite, { ...customer, customerId: 'a\ud800' }],
    [invite, { ...customer, note: 'a\u001b[31m' }],
    [invite, { ...customer, contact: 'a@b.example\r\nbcc: x@y.example' }],
    [invite, { ...customer, expects: "x.example'; --" }],
    [invite, { ...customer, expects: { kind: 'domain', domain: 'x.example' } }],
    [invite, { ...customer, tokenHash: 'x' }],
    [invite, { ...customer, id }],
  ];
  test.each(writes)('a write, %#', async (route, body) => {
    const before = await everything();
    expect((await ask(route, { id: key.id, as: manu, body })).status).toBe(400);
    expect(await everything()).toBe(before);
  });
});

test('an invitation is what was typed, in any language and whatever it looks like', async () => {
  const strange = { customer: '<script>alert(1)</script> 支社 🙂', customerId: "'; DROP TABLE invitations; --", note: '=1+1\n\t"x"' };
  const response = await ask(invite, { as: manu, body: { ...customer, ...strange } });
  expect(await response.json()).toMatchObject({ row: strange });
});

test('lines, tabs and signs of any language stay in a note; the first and the last day are taken', async () => {
  const text = 'Müller 支社 🙂\n\tsecond line';
  expect(await (await ask(notes, { id: key.id, as: manu, body: { text } })).json()).toMatchObject({ notes: [{ text }] });
  for (const on of ['1970-01-01', '2100-12-31']) expect((await ask(followUp, { id: key.id, as: manu, body: { on } })).status).toBe(200);
  expect((await ask(list, { query: `?sort=name&cursor=${name('a\tb')}` })).status).toBe(200);
});
