export type CsvCell = string | number | boolean | null;

/**
 * First characters that make a spreadsheet take a cell for a formula, also behind blanks and invisible marks: `= + - @`, their
 * full-width forms, and the controls with which a cell could begin a new one.
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
const formula = /^(?:[\t\r\n]|[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/u;

/**
 * What some spreadsheets split a cell at, by their locale: they read `x,"a;=1"` as `x,"a` and `=1"`, for there the quote does not begin a
 * cell. Quotes between count as blanks, since doubled ones are an empty text in front of what follows.
 */
const innerFormula = /(\r\n|[;\t|\r\n])(?=[\s"\u200b-\u200f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

/**
 * A CSV document (RFC 4180): comma, CRLF, quotes where needed, CRLF at the end. Text that a spreadsheet would run as a formula gets
 * an apostrophe in front, also behind a semicolon, tab, bar or line end within it; numbers stay numbers.
 * @param header names of the columns
 * @param rows cells in the order of the header; null is an empty cell
 */
export function toCsv(header: readonly string[], rows: readonly (readonly CsvCell[])[]): string {
  return csvRows([header, ...rows]);
}

/** Rows of such a document without their header, for files that are made in pieces. */
export function csvRows(rows: readonly (readonly CsvCell[])[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\r\n`).join('');
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell !== 'string') return String(cell);
  const inside = cell.replace(innerFormula, "$1'");
  const safe = formula.test(cell) ? `'${inside}` : inside;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
