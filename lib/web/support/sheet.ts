import type { BulkAnswer, BulkBody, SheetLink, SheetReport } from '../../contract/staff-invitation-sheet';
import { asStaff, type Tx } from '../../data/prisma';
import { stillUnopened } from '../../data/staff-invitation-again';
import { invitationConflicts } from '../../data/staff-invitation-conflicts';
import { auditMade, inviteAlone } from '../../data/staff-invitation-writes';
import { rememberStaff } from '../../data/staff-people';
import { expectedName } from '../../domain/expected';
import { type CheckedRows, checkRows, withConflicts } from '../../domain/sheet-check';
import type { StaffCaller } from '../staff-caller';
import { conflictWords } from './conflict-words';
import { sheetOf } from './sheet-file';
import { type InvitedRow, madeOf, replacedOf } from './sheet-links';

/** What would become of a file, row by row. Nothing is written. */
export async function checkSheet(file: string): Promise<SheetReport> {
  const { sheet, warnings } = sheetOf(file);
  const alone = checkRows(sheet.rows);
  return reportOf(await asStaff((tx) => checkedIn(tx, alone)), warnings);
}

/** Makes the invitations of a file in one transaction: all of its rows or none, or those that are ready. The links are in this answer alone. */
export async function makeMany({ file, mode, again = false }: BulkBody, by: StaffCaller): Promise<BulkAnswer> {
  const { sheet, warnings } = sheetOf(file);
  const alone = checkRows(sheet.rows);
  return asStaff(async (tx) => {
    await inviteAlone(tx);
    const checked = await checkedIn(tx, alone);
    const invited = again ? await keptInvited(tx, checked.invited) : [];
    const { ready, faulty } = without(checked, invited);
    const report = reportOf({ ready: [...ready, ...invited], faulty, invited: again ? [] : checked.invited }, warnings);
    const isWhole = mode === 'ready-rows' || faulty.length === 0;
    if (report.ready === 0 || !isWhole) return { report, made: [] };
    await rememberStaff(tx, by);
    const made = await madeOf(tx, by, ready);
    const replaced = await replacedOf(tx, invited);
    const idsOf = (links: readonly SheetLink[]) => links.map(({ id }) => id);
    await auditMade(tx, by, idsOf(replaced), 'replace');
    await auditMade(tx, by, idsOf(made));
    return { report, made: [...made, ...replaced].sort((left, right) => left.row - right.row) };
  });
}

type Checked = CheckedRows & { readonly invited: readonly InvitedRow[] };

async function checkedIn(tx: Tx, alone: CheckedRows): Promise<Checked> {
  const conflicts = await invitationConflicts(
    tx,
    alone.ready.map(({ invitation }) => invitation.expected),
  );
  const checked = withConflicts(alone, (expected) => {
    const conflict = conflicts.get(expected);
    return conflict ? conflictWords(conflict) : null;
  });
  const invited = alone.ready.flatMap((one) => {
    const conflict = conflicts.get(expectedName(one.invitation.expected));
    const unopened = conflict?.kind === 'invited' ? conflict.unopened : null;
    return unopened?.customerId === one.invitation.customerId ? [{ ...one, id: unopened.id }] : [];
  });
  return { ...checked, invited };
}

async function keptInvited(tx: Tx, invited: readonly InvitedRow[]): Promise<readonly InvitedRow[]> {
  const unopened = await stillUnopened(
    tx,
    invited.map(({ id }) => id),
  );
  return invited.filter(({ id }) => unopened.has(id));
}

/** What gets a new link has no fault. */
function without({ ready, faulty }: CheckedRows, invited: readonly InvitedRow[]): CheckedRows {
  const kept = new Set(invited.map(({ row }) => row));
  return { ready, faulty: faulty.filter(({ row }) => !kept.has(row)) };
}

function reportOf({ ready, faulty, invited }: Checked, warnings: readonly string[]): SheetReport {
  return {
    rows: ready.length + faulty.length,
    ready: ready.length,
    invited: invited.length,
    warnings: [...warnings],
    faulty: faulty.map(({ row, faults }) => ({ row: row.row, cells: { ...row.draft }, faults: [...faults] })),
  };
}
