import { describe, expect, test } from 'vitest';
import { StaffProblem } from '@/lib/contract/staff';
import { BulkAnswer, SheetReport } from '@/lib/contract/staff-invitation-sheet';
import { completed, everything, owner } from '@/lib/data/owned.test-data';
import { hashOf } from '@/lib/web/sealing';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { POST as bulk } from './invitations/bulk/route';
import { POST as check } from './invitations/check/route';

withStaff();

const header = 'Customer,Customer ID,Tenant ID or domain,Contact,Note';
const line = (name: string, more: { expects?: string; contact?: string } = {}) =>
  `${name},C-1,${more.expects ?? `${name.toLowerCase()}.example`},${more.contact ?? 'it@contoso.example'},`;
const file = (...rows: string[]) => Buffer.from([header, ...rows].join('\r\n'));
const checked = (bytes: Buffer) => ask(check, { as: manu, body: { file: bytes.toString('base64') } });
const reportOn = async (bytes: Buffer) => SheetReport.strict().parse(await (await checked(bytes)).json());
const sent = async (bytes: Buffer, mode: 'all-or-nothing' | 'ready-rows', more: object = {}) =>
  BulkAnswer.strict().parse(await (await ask(bulk, { as: manu, body: { file: bytes.toString('base64'), mode, ...more } })).json());
const count = async () => Number((await owner().query('SELECT count(*) AS n FROM invitations')).rows[0]?.n);

describe('a file', () => {
  test('is reported row by row, faults of fields, duplicates and what is there already; nothing is written', async () => {
    await completed();
    await sent(file(line('Live')), 'ready-rows');
    const before = await everything();
    const rows = [line('Harrow', { expects: 'harrow glass' }), line('Calloway', { expects: 'contoso.example' }), line('Live'), line('New')];
    const report = await reportOn(file(...rows, line('Again', { expects: 'NEW.example' }), line('Wren', { contact: '' })));
    expect(report).toMatchObject({ rows: 6, ready: 1, warnings: [] });
    expect(report.faulty.map(({ row, cells, faults }) => [row, cells.customer, faults])).toEqual([
      [2, 'Harrow', [{ field: 'expects', reason: expect.stringMatching(/without a space/) }]],
      [3, 'Calloway', [{ field: 'expects', reason: expect.stringMatching(/^Connected since/) }]],
      [4, 'Live', [{ field: 'expects', reason: expect.stringMatching(/^Invited already for Live/) }]],
      [6, 'Again', [{ field: 'expects', reason: 'The same organization stands in row 5' }]],
      [7, 'Wren', [{ field: 'contact', reason: expect.stringMatching(/one mail address/) }]],
    ]);
    expect(await everything()).toBe(before);
  });

  test.each([
    ['UTF-8', (text: string) => Buffer.from(text)],
    ['UTF-8 with its mark', (text: string) => Buffer.from(`\ufeff${text}`)],
    ['UTF-16, small end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, big end first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('in %s keeps every sign, formulas as text', async (name, encode) => {
    const customer = `=1+1 Müller 支社 🙂 ${name}`;
    const text = `${header}\n"${customer}",C-1,${name.replaceAll(/\W/g, '').toLowerCase()}.example,it@contoso.example,"two\nlines"\n`;
    const { report, made } = await sent(encode(text), 'all-or-nothing');
    expect([report.warnings, made.map((one) => one.customer)]).toEqual([[], [customer]]);
    const { rows } = await owner().query('SELECT customer, note FROM invitations WHERE id = $1', [made[0]?.id]);
    expect(rows).toEqual([{ customer, note: 'two\nlines' }]);
  });

  test('in Windows-1252 is read with a warning that shows the names; what that has no sign for is a fault', async () => {
    const bytes = Buffer.from(`${header}\n${line('Caf\u00e9', { expects: 'cafe.example' })}\n`, 'latin1');
    expect((await reportOn(bytes)).warnings).toEqual([expect.stringMatching(/Windows-1252.*“Café”/)]);
    const unknown = Buffer.from(`${header}\n${line('Caf\u0081', { expects: 'cafe2.example' })}\n`, 'latin1');
    expect((await reportOn(unknown)).faulty.map(({ faults }) => faults[0]?.field)).toEqual(['customer']);
  });

  test.each([
    ['an Excel workbook', Buffer.from('PK\u0003\u0004…'), /workbook/],
    ['no text', Buffer.from([0x4d, 0x5a, 0x00, 0x01]), /zero bytes/],
    ['no list', Buffer.from('hello'), /must name the columns/],
    ['nothing', Buffer.from(''), /empty/],
    ['cut off', file('"Contoso,x'), /Row 2: A quote opens/],
    ['too long', file(...Array.from({ length: 10_001 }, (_, index) => line(`C${index}`))), /10001 rows/],
  ])('that is %s is 400 and says what to do', async (_, bytes, reason) => {
    const response = await checked(bytes);
    expect([response.status, StaffProblem.parse(await response.json()).reason]).toEqual([400, expect.stringMatching(reason)]);
  });

  test('of more than 3 MB is 413, also where it does not say its length', async () => {
    expect((await checked(Buffer.alloc(3 * 1024 * 1024 + 1, 'a'))).status).toBe(413);
    expect((await checked(Buffer.alloc(9 * 1024 * 1024, 'a'))).status).toBe(413);
  });

  test.each([{ file: 'no base64!' }, { file: 1 }, {}, { file: '', mode: 'some' }])('as %j is 400', async (body) => {
    expect((await ask(check, { as: manu, body })).status).toBe(400);
  });
});

describe('many invitations', () => {
  test('are all made or none, where that is asked for, and the ready ones otherwise', async () => {
    const rows = file(line('One'), line('Two'), line('Bad', { expects: 'bad domain' }));
    const before = await everything();
    expect(await sent(rows, 'all-or-nothing')).toMatchObject({ report: { ready: 2 }, made: [] });
    expect(await everything()).toBe(before);
    const { made } = await sent(rows, 'ready-rows');
    expect(made.map(({ row, customer, expects, link }) => [row, customer, expects, /\/invite\/[\w-]{43}$/.test(link)])).toEqual([
      [2, 'One', 'one.example', true],
      [3, 'Two', 'two.example', true],
    ]);
    expect(await everything()).not.toContain(made[0]?.link.slice(-43));
    expect(await sent(rows, 'ready-rows')).toMatchObject({ report: { ready: 0 }, made: [] });
  });

  test('whose answer was lost get new links, where nobody has opened one and the customer is the same; audited as replaced', async () => {
    const names = ['Lost', 'Opened', 'Elsewhere', 'Revoked'];
    const first = await sent(file(...names.map((name) => line(name))), 'all-or-nothing');
    const idOf = (name: string) => first.made.find(({ customer }) => customer === name)?.id;
    const change = (name: string, facts: string) => owner().query(`UPDATE invitations SET ${facts} WHERE id = $1`, [idOf(name)]);
    await change('Opened', 'opened_at = now()');
    await change('Elsewhere', "customer_id = 'C-2'");
    await change('Revoked', "ended_at = now(), ended_how = 'revoked'");
    const rows = file(...names.map((name) => line(name)), line('Fresh'));
    expect(await reportOn(rows)).toMatchObject({ ready: 2, invited: 1, faulty: [{ row: 2 }, { row: 3 }, { row: 4 }] });
    expect(await sent(rows, 'all-or-nothing', { again: true })).toMatchObject({ report: { faulty: [{ row: 3 }, { row: 4 }] }, made: [] });
    const { made, report } = await sent(rows, 'ready-rows', { again: true });
    expect(made.map(({ customer }) => customer)).toEqual(['Lost', 'Revoked', 'Fresh']);
    expect(report).toMatchObject({ ready: 3, invited: 0, faulty: [{ row: 3 }, { row: 4 }] });
    expect([made[0]?.id, made[0]?.link === first.made[0]?.link]).toEqual([idOf('Lost'), false]);
    const hashes = await owner().query('SELECT token_hash FROM invitations WHERE id = $1', [idOf('Lost')]);
    const token = made[0]?.link.slice(-43) ?? '';
    expect(hashes.rows).toEqual([{ token_hash: hashOf(token) }]);
    const { rows: audited } = await owner().query(
      "SELECT details FROM audit_lines WHERE action = 'staff.invitation.replace' ORDER BY seq DESC LIMIT 1",
    );
    expect(JSON.parse(audited[0]?.details)).toEqual({ invitation: idOf('Lost') });
  });

  test('of a file that is sent twelve times at once are made once', async () => {
    const before = await count();
    const rows = file(...Array.from({ length: 40 }, (_, index) => line(`Twelve${index}`)));
    const answers = await Promise.all(Array.from({ length: 12 }, () => sent(rows, 'all-or-nothing')));
    expect([answers.filter(({ made }) => made.length === 40).length, (await count()) - before]).toEqual([1, 40]);
  });

  test('are ten thousand at most, and those take seconds', async () => {
    const before = await count();
    const rows = file(...Array.from({ length: 10_000 }, (_, index) => line(`M${index}`)));
    const begun = performance.now();
    expect(await reportOn(rows)).toMatchObject({ rows: 10_000, ready: 10_000, faulty: [] });
    const { made } = await sent(rows, 'all-or-nothing');
    expect([made.length, new Set(made.map(({ link }) => link)).size, (await count()) - before]).toEqual([10_000, 10_000, 10_000]);
    expect(performance.now() - begun).toBeLessThan(20_000);
  });
});
