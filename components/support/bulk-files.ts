import type { FaultyRow, SheetLink } from '@/lib/contract/staff-invitation-sheet';
import { toCsv } from '@/lib/domain/csv';
import { draftFields } from '@/lib/domain/invitation-draft';
import { sheetColumns } from '@/lib/domain/invitation-sheet';

const header = draftFields.map((field) => sheetColumns[field]);

/** With the mark by which spreadsheets know UTF-8. */
const csvFile = (names: readonly string[], rows: Parameters<typeof toCsv>[1]): Blob =>
  new Blob([`\ufeff${toCsv(names, rows)}`], { type: 'text/csv;charset=utf-8' });

/** A file with the columns and nothing else. */
export const templateFile = (): Blob => csvFile(header, []);

/** The rows that have faults, as they were, with what is wrong; the portal leaves that column out when it reads the file again. */
export const faultyFile = (rows: readonly FaultyRow[]): Blob =>
  csvFile(
    [...header, 'What is wrong'],
    rows.map(({ cells, faults }) => [...draftFields.map((field) => cells[field] ?? ''), faults.map(({ reason }) => reason).join('; ')]),
  );

/** The links that were made, for a mail merge. */
export const linksFile = (links: readonly SheetLink[]): Blob =>
  csvFile(
    [...header.slice(0, 4), 'Link', 'Valid until (UTC)'],
    links.map(({ customer, customerId, expects, contact, link, expiresAt }) => [
      ...[customer, customerId, expects, contact, link, expiresAt.slice(0, 16).replace('T', ' ')],
    ]),
  );
