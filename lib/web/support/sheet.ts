import type { BulkAnswer, BulkBody, SheetLink, SheetReport } from '../../contract/staff-invitation-sheet';
import { asStaff, type Tx } from '../../data/prisma';
import { invitationConflicts } from '../../data/staff-invitation-conflicts';
import { auditMade, insertInvitations, inviteAlone } from '../../data/staff-invitation-writes';
import { rememberStaff } from '../../data/staff-people';
import { expectedName } from '../../domain/expected';
import { type CheckedRows, checkRows, type ReadyRow, withConflicts } from '../../domain/sheet-check';
import { linkAddress, linkLifeDays, newLinkToken } from '../link-token';
import type { StaffCaller } from '../staff-caller';
import { conflictWords } from './conflict-words';
import { sheetOf } from './sheet-file';

/** What would become of a file, row by row. Nothing is written. */
export async function checkSheet(file: string): Promise<SheetReport> {
  const { sheet, warnings } = sheetOf(file);
  const alone = checkRows(sheet.rows);
  return reportOf(await asStaff((tx) => checkedIn(tx, alone)), warnings);
}

/** Makes the invitations of a file in one transaction: all of its rows or none, or those that are ready. The links are in this answer alone. */
export async function makeMany({ file, mode }: BulkBody, by: StaffCaller): Promise<BulkAnswer> {
  const { sheet, warnings } = sheetOf(file);
  const alone = checkRows(sheet.rows);
  return asStaff(async (tx) => {
    await inviteAlone(tx);
    const checked = await checkedIn(tx, alone);
    const report = reportOf(checked, warnings);
    if (checked.ready.length === 0 || (mode === 'all-or-nothing' && checked.faulty.length > 0)) return { report, made: [] };
    await rememberStaff(tx, by);
    const made = await madeOf(tx, by, checked.ready);
    await auditMade(
      tx,
      by,
      made.map(({ id }) => id),
    );
    return { report, made };
  });
}

async function checkedIn(tx: Tx, alone: CheckedRows): Promise<CheckedRows> {
  const conflicts = await invitationConflicts(
    tx,
    alone.ready.map(({ invitation }) => invitation.expected),
  );
  return withConflicts(alone, (expected) => {
    const conflict = conflicts.get(expected);
    return conflict ? conflictWords(conflict) : null;
  });
}

async function madeOf(tx: Tx, by: StaffCaller, ready: readonly ReadyRow[]): Promise<SheetLink[]> {
  const withTokens = ready.map((one) => ({ ...one, ...newLinkToken() }));
  const made = await insertInvitations(tx, by, withTokens, linkLifeDays);
  return made.flatMap(({ id, expiresAt }, index) => {
    const one = withTokens[index];
    if (!one) return [];
    const { customer, customerId, expected, contact } = one.invitation;
    const link = linkAddress('invite', one.token);
    return [
      { row: one.row.row, id, customer, customerId, expects: expectedName(expected), contact, link, expiresAt: expiresAt.toISOString() },
    ];
  });
}

function reportOf({ ready, faulty }: CheckedRows, warnings: readonly string[]): SheetReport {
  return {
    rows: ready.length + faulty.length,
    ready: ready.length,
    warnings: [...warnings],
    faulty: faulty.map(({ row, faults }) => ({ row: row.row, cells: { ...row.draft }, faults: [...faults] })),
  };
}
