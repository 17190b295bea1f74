/** One record of a CSV document. */
export interface CsvRecord {
  /** As a spreadsheet counts: 1 is the header, empty lines count. */
  readonly row: number;
  readonly cells: readonly string[];
}

/** Why a document cannot be taken apart; behind a stray quote nothing can be told any more. */
export interface CsvFault {
  readonly row: number;
  readonly reason: string;
}

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

const unclosed = 'A quote opens in this row and never closes.';
const stray = 'A quote stands inside a cell. Put the whole cell in quotes, and double the quote.';
const behind = 'Text follows a closing quote. Put the whole cell in quotes, and double quotes inside it.';

/**
 * Reads a CSV document (RFC 4180) strictly: quoted cells may hold separators, line ends and doubled quotes; lines end with CRLF, LF or CR.
 * Records whose cells are all empty are left out. Nothing is guessed: a stray quote is a fault.
 */
export function readCsv(text: string, separator: Separator): { readonly records: readonly CsvRecord[] } | { readonly fault: CsvFault } {
  const records: CsvRecord[] = [];
  for (let at = 0, row = 1; at < text.length; row += 1) {
    const read = readRecord(text, at, separator);
    if ('reason' in read) return { fault: { row, reason: read.reason } };
    if (read.cells.some((cell) => cell.trim() !== '')) records.push({ row, cells: read.cells });
    at = read.next;
  }
  return { records };
}

type Read<Value> = (Value & { readonly next: number }) | { readonly reason: string };

function readRecord(text: string, start: number, separator: Separator): Read<{ readonly cells: readonly string[] }> {
  const cells: string[] = [];
  for (let at = start; ; at += 1) {
    const cell = text[at] === '"' ? quoted(text, at) : plain(text, at, separator);
    if ('reason' in cell) return cell;
    cells.push(unguarded(cell.value));
    at = cell.next;
    if (text[at] === separator) continue;
    if (at >= text.length) return { cells, next: at };
    if (text[at] !== '\r' && text[at] !== '\n') return { reason: behind };
    return { cells, next: at + (text.startsWith('\r\n', at) ? 2 : 1) };
  }
}

function quoted(text: string, start: number): Read<{ readonly value: string }> {
  for (let at = start + 1; ; at += 2) {
    at = text.indexOf('"', at);
    if (at < 0) return { reason: unclosed };
    if (text[at + 1] !== '"') return { value: text.slice(start + 1, at).replaceAll('""', '"'), next: at + 1 };
  }
}

function plain(text: string, start: number, separator: Separator): Read<{ readonly value: string }> {
  let at = start;
  while (at < text.length && text[at] !== separator && text[at] !== '\r' && text[at] !== '\n') at += 1;
  const value = text.slice(start, at);
  return value.includes('"') ? { reason: stray } : { value, next: at };
}

/** Takes away the apostrophe by which our own files, and spreadsheets, keep a text from being a formula. Text stays text here. */
const unguarded = (cell: string): string => cell.replace(/^'(?=[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u, '');
