import { describe, expect, test } from 'vitest';
import { readSheet, sheetColumns } from './invitation-sheet';
import { checkRows, withConflicts } from './sheet-check';

const header = Object.values(sheetColumns).join(',');
const sheet = (text: string) => {
  const read = readSheet(text);
  if ('reason' in read) throw new Error(read.reason);
  return read;
};
const line = (customer: string, expects: string) => `${customer},C-1,${expects},it@contoso.example,`;

describe('a file of customers', () => {
  test.each([',', ';', '\t'])('may be separated by %j, its columns in any order, in any case', (separator) => {
    const names = ['contact', 'TENANT-ID', 'Customer_Id', 'customer', 'notes'].join(separator);
    const { rows } = sheet(`${names}\n${['a@b.example', 'b.example', 'C-1', '"Ltd, a; b"', ''].join(separator)}\n`);
    expect(rows).toEqual([
      {
        row: 2,
        draft: { customer: 'Ltd, a; b', customerId: 'C-1', expects: 'b.example', contact: 'a@b.example', note: '' },
        tooLong: false,
      },
    ]);
  });

  test('may lack the note, have columns of its own, and rows that end early', () => {
    const { rows, ignored } = sheet('Customer,Customer ID,Phone,Domain,E-mail\nA,C-1,"+49",a.example\n');
    expect([rows[0]?.draft, ignored]).toEqual([
      { customer: 'A', customerId: 'C-1', expects: 'a.example', contact: '', note: '' },
      ['Phone'],
    ]);
  });

  test.each([
    ['', /empty/],
    ['\n \n', /empty/],
    [header, /no rows/],
    ['Contoso,contoso.com\n', /“Customer”, “Customer ID”, “Tenant ID or domain”, “Contact” are missing/],
    ['Customer,Customer ID,Domain\nA,B,C\n', /“Contact” is missing/],
    [`${header},Domain\nA\n`, /“Tenant ID or domain” and “Domain” mean the same/],
    [`${header}\n"A,b\n`, /Row 2: A quote opens/],
    [`${header}\n${`${line('A', 'a.example')}\n`.repeat(10_001)}`, /10001 rows\. 10000 go at once/],
  ])('that is none says why', (text, reason) => {
    expect(readSheet(text)).toEqual({ reason: expect.stringMatching(reason) });
  });
});

describe('rows', () => {
  const rows = [
    header,
    line('Harrow Glass', 'harrow glass'),
    line('One', 'One.example'),
    line('Two', 'one.example'),
    `${line('Three', 'three.example')}more`,
    `${line('Four', 'four.example')},more`,
    line('', 'four.example'),
  ];
  const checked = checkRows(sheet(rows.join('\n')).rows);

  test('are told apart, each fault with its row and its field', () => {
    expect(checked.ready.map(({ row }) => row.row)).toEqual([3, 5]);
    expect(checked.faulty.map(({ row, faults }) => [row.row, ...faults.map(({ field }) => field)])).toEqual([
      [2, 'expects'],
      [4, 'expects'],
      [6, null],
      [7, 'customer'],
    ]);
    expect(checked.faulty[1]?.faults[0]?.reason).toBe('The same organization stands in row 3');
  });

  test('that something else is in the way of are faulty, in the order of the file', () => {
    const { ready, faulty } = withConflicts(checked, (expected) => (expected === 'one.example' ? 'Connected already' : null));
    expect([ready.map(({ row }) => row.row), faulty.map(({ row }) => row.row)]).toEqual([[5], [2, 3, 4, 6, 7]]);
  });
});
