import { type CaseRow, type CaseTab, caseTabs } from '@/lib/contract/staff-list';
import type { ListPlace } from './list-query';

export interface RowGroup {
  /** null: rows that are not sorted by whose turn it is. */
  readonly tab: CaseTab | null;
  readonly rows: readonly CaseRow[];
}

/**
 * Rows in groups by whose turn it is, where the list is sorted so. A row whose tab changed in place stays in the group somebody reads it
 * in, and opens no group of its own.
 */
export function groupsOf(rows: readonly CaseRow[], { tab, sort }: ListPlace['filter']): readonly RowGroup[] {
  if (tab || (sort ?? 'turn') !== 'turn' || rows.length === 0) return [{ tab: null, rows }];
  const groups: { tab: CaseTab; rows: CaseRow[] }[] = [];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last && caseTabs.indexOf(row.tab) <= caseTabs.indexOf(last.tab)) last.rows.push(row);
    else groups.push({ tab: row.tab, rows: [row] });
  }
  return groups;
}
