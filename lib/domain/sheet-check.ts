import { expectedName } from './expected';
import { type DraftField, type NewInvitation, readDraft } from './invitation-draft';
import type { SheetRow } from './invitation-sheet';

/** A row whose fields are good, and whose organization no other row before it names. */
export interface ReadyRow {
  readonly row: SheetRow;
  readonly invitation: NewInvitation;
}

/** `field` is null where the row itself is wrong. */
export interface RowFault {
  readonly field: DraftField | null;
  readonly reason: string;
}

export interface FaultyRow {
  readonly row: SheetRow;
  readonly faults: readonly RowFault[];
}

export interface CheckedRows {
  readonly ready: readonly ReadyRow[];
  readonly faulty: readonly FaultyRow[];
}

/** Checks rows by themselves and against each other; of two that name the same organization the first may stay. */
export function checkRows(rows: readonly SheetRow[]): CheckedRows {
  const ready: ReadyRow[] = [];
  const faulty: FaultyRow[] = [];
  const firstRows = new Map<string, number>();
  for (const row of rows) {
    const read = readDraft(row.draft);
    const name = 'invitation' in read ? expectedName(read.invitation.expected) : null;
    const first = name === null ? undefined : firstRows.get(name);
    if (name !== null && first === undefined) firstRows.set(name, row.row);
    const faults: RowFault[] = [
      ...(row.tooLong
        ? [{ field: null, reason: 'This row has more cells than the header. Put text that holds a separator in quotes' }]
        : []),
      ...('faults' in read ? read.faults : []),
      ...(first === undefined ? [] : [{ field: 'expects' as const, reason: `The same organization stands in row ${first}` }]),
    ];
    if (faults.length === 0 && 'invitation' in read) ready.push({ row, invitation: read.invitation });
    else faulty.push({ row, faults });
  }
  return { ready, faulty };
}

/** Takes rows out that something outside of the file stands in the way of. */
export function withConflicts({ ready, faulty }: CheckedRows, reasonOf: (expected: string) => string | null): CheckedRows {
  const found = ready.flatMap(({ row, invitation }) => {
    const reason = reasonOf(expectedName(invitation.expected));
    return reason === null ? [] : [{ row, faults: [{ field: 'expects' as const, reason }] }];
  });
  const gone = new Set(found.map(({ row }) => row));
  return {
    ready: ready.filter(({ row }) => !gone.has(row)),
    faulty: [...faulty, ...found].sort((left, right) => left.row.row - right.row.row),
  };
}
