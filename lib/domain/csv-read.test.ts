import { describe, expect, test } from 'vitest';
import { toCsv } from './csv';
import { readCsv, type Separator } from './csv-read';

const cells = (text: string, separator: Separator = ',') => {
  const read = readCsv(text, separator);
  return 'records' in read ? read.records.map((record) => [record.row, ...record.cells]) : read.fault;
};

describe('a CSV document', () => {
  test.each([
    ['CRLF', 'a,b\r\n1,2\r\n'],
    ['LF', 'a,b\n1,2\n'],
    ['CR', 'a,b\r1,2\r'],
    ['no end at the end', 'a,b\r\n1,2'],
  ])('may end its lines with %s', (_, text) => {
    expect(cells(text)).toEqual([
      [1, 'a', 'b'],
      [2, '1', '2'],
    ]);
  });

  test('keeps separators, line ends and quotes of quoted cells, and counts rows as a spreadsheet does', () => {
    expect(cells('a,b\n"one, ""two""\r\nthree",x\n\n,,\nlast,y')).toEqual([
      [1, 'a', 'b'],
      [2, 'one, "two"\r\nthree', 'x'],
      [5, 'last', 'y'],
    ]);
  });

  test.each([';', '\t'] as const)('is separated by %j, and then a comma is text', (separator) => {
    expect(cells(`a${separator}b,c\n`, separator)).toEqual([[1, 'a', 'b,c']]);
  });

  test('keeps empty cells at both ends', () => expect(cells(',a,\n')).toEqual([[1, '', 'a', '']]));

  test('of nothing has no records', () => expect([cells(''), cells('\n\r\n'), cells(' ,\t')]).toEqual([[], [], []]));

  test.each([
    ['a,b\n"never,closed\nx', 2, /never closes/],
    ['a,b\nx"y,z', 2, /inside a cell/],
    ['a,b\n\n"x"y,z', 3, /follows a closing quote/],
  ])('with a stray quote is refused with its row: %j', (text, row, reason) => {
    expect(cells(text)).toEqual({ row, reason: expect.stringMatching(reason) });
  });

  test('that this portal wrote is read as it was, formulas as text', () => {
    const rows = [
      ['=HYPERLINK("x")', '@a', 'O\'Neill "Inc."', '-1', '+49', ' =1', 'two\nlines'],
      ['＝1', "'quoted'", 'a;b', '\t', '', 'Müller 支社', "d'or"],
    ];
    const read = readCsv(toCsv(['1', '2', '3', '4', '5', '6', '7'], rows), ',');
    expect('records' in read && read.records.slice(1).map((record) => record.cells)).toEqual(
      // a cell of one tab gets its apostrophe for another reason
      rows.map((row) => row.map((cell) => (cell === '\t' ? "'\t" : cell))),
    );
  });

  test('of three million characters without an end of line comes to its end', () => {
    const count = (text: string) => Object.values(cells(text)).length;
    expect([count('"'.repeat(3_000_000)), count('x,'.repeat(1_500_000)), count('"\n'.repeat(1_000_001))]).toEqual([1, 1, 2]);
  });
});
