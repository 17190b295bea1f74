import { readCsv, type Separator, separators } from './csv-read';
import { type DraftField, draftFields, type InvitationDraft } from './invitation-draft';

/** Rows that go at once. */
export const sheetRows = 10_000;

/** The columns of a file as the template names them. */
export const sheetColumns: Readonly<Record<DraftField, string>> = {
  customer: 'Customer',
  customerId: 'Customer ID',
  expects: 'Tenant ID or domain',
  contact: 'Contact',
  note: 'Note',
};

/** What columns may be called besides, without blanks and signs. */
const otherNames: Readonly<Record<DraftField, readonly string[]>> = {
  customer: ['customername', 'name', 'organization'],
  customerId: ['customerreference', 'id'],
  expects: ['expects', 'expectedtenantordomain', 'domain', 'tenant', 'tenantid', 'domainortenantid'],
  contact: ['contactmail', 'email', 'mail', 'sentto'],
  note: ['notes', 'noteforstaff', 'comment'],
};

const plain = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
const fieldOf = (name: string): DraftField | null =>
  draftFields.find((field) => plain(sheetColumns[field]) === plain(name) || otherNames[field].includes(plain(name))) ?? null;

/** A row as the file has it. */
export interface SheetRow {
  /** As a spreadsheet counts. */
  readonly row: number;
  readonly draft: InvitationDraft;
  /** It has more cells than the header: nobody can tell which is which. */
  readonly tooLong: boolean;
}

export interface Sheet {
  readonly rows: readonly SheetRow[];
  /** Columns that mean nothing here and were left out. */
  readonly ignored: readonly string[];
}

/** Reads a list of customers. @returns why it is none, where it is none */
export function readSheet(text: string): Sheet | { readonly reason: string } {
  if (text.trim() === '') return { reason: 'The file is empty.' };
  const read = readCsv(text, separatorOf(text));
  if ('fault' in read) return { reason: `Row ${read.fault.row}: ${read.fault.reason}` };
  const [header, ...records] = read.records;
  const columns = columnsOf(header?.cells ?? []);
  if ('reason' in columns) return columns;
  if (records.length === 0) return { reason: 'The file has a header and no rows.' };
  if (records.length > sheetRows) return { reason: `The file has ${records.length} rows. ${sheetRows} go at once; split it.` };
  const rows = records.map(({ row, cells }) => ({ row, draft: draftOf(cells, columns.at), tooLong: cells.length > columns.count }));
  return { rows, ignored: columns.ignored };
}

/** The one by which the header has most columns that are known; the header's names hold none of them. */
function separatorOf(text: string): Separator {
  const header = /^[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
  const known = (separator: Separator) => header.split(separator).filter((name) => fieldOf(name) !== null).length;
  return separators.reduce((best, separator) => (known(separator) > known(best) ? separator : best));
}

interface Columns {
  readonly at: Readonly<Partial<Record<DraftField, number>>>;
  readonly count: number;
  readonly ignored: readonly string[];
}

function columnsOf(names: readonly string[]): Columns | { readonly reason: string } {
  const at: Partial<Record<DraftField, number>> = {};
  const ignored: string[] = [];
  for (const [index, name] of names.entries()) {
    const field = fieldOf(name);
    const other = field === null ? undefined : at[field];
    if (other !== undefined)
      return { reason: `The columns “${names[other]?.trim()}” and “${name.trim()}” mean the same. Keep one of them.` };
    if (field) at[field] = index;
    else if (name.trim() !== '') ignored.push(name.trim().slice(0, 60));
  }
  const lacks = draftFields.filter((field) => field !== 'note' && at[field] === undefined).map((field) => `“${sheetColumns[field]}”`);
  if (lacks.length > 0)
    return { reason: `The first row must name the columns; ${lacks.join(', ')} ${lacks.length > 1 ? 'are' : 'is'} missing.` };
  return { at, count: names.length, ignored };
}

function draftOf(cells: readonly string[], at: Columns['at']): InvitationDraft {
  const cell = (field: DraftField): string => cells[at[field] ?? -1] ?? '';
  return {
    customer: cell('customer'),
    customerId: cell('customerId'),
    expects: cell('expects'),
    contact: cell('contact'),
    note: cell('note'),
  };
}
