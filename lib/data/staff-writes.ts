import { PortalError } from '../error';
import { type AuditEntry, appendAudit } from './audit';
import { asStaff, type Tx } from './prisma';
import { caseRow } from './staff-case';
import { rememberStaff, type StaffName, staffActor } from './staff-people';
import type { SupportCaseRow } from './staff-rows';

/** What support may change of a case; the connection itself is not among it. */
export type CaseWrite =
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'owner'; readonly oid: string | null }
  | { readonly kind: 'follow-up'; readonly on: string | null }
  | { readonly kind: 'recheck'; readonly delivery: 'delivered' | 'failed' | null };

/**
 * Writes to a case, with its audit line in the same transaction.
 * @returns false for an unknown id
 */
export async function writeCase(id: string, by: StaffName, write: CaseWrite): Promise<boolean> {
  return asStaff(async (tx) => {
    const row = await caseRow(tx, id);
    if (!row) return false;
    await rememberStaff(tx, by);
    const details = await apply(tx, row, { by, write });
    const line = { actor: staffActor(by.oid), tenantId: row.tenantId, connectionId: id };
    await appendAudit(tx, { ...line, action: `staff.${write.kind}`, details });
    return true;
  });
}

async function apply(tx: Tx, { id }: SupportCaseRow, { by, write }: { by: StaffName; write: CaseWrite }): Promise<AuditEntry['details']> {
  switch (write.kind) {
    case 'note': {
      const [note] = await tx.$queryRaw<{ id: string }[]>`
        INSERT INTO support_notes (id, connection_id, at, by_oid, text)
        VALUES (gen_random_uuid(), ${id}::uuid, clock_timestamp(), ${by.oid}::uuid, ${write.text}) RETURNING id`;
      return { note: note?.id ?? null, characters: write.text.length };
    }
    case 'owner':
      await requireStaff(tx, write.oid);
      await tx.$executeRaw`UPDATE support_cases SET owner_oid = ${write.oid}::uuid WHERE connection_id = ${id}::uuid`;
      return { owner: write.oid };
    case 'follow-up':
      await tx.$executeRaw`UPDATE support_cases SET follow_up_on = ${write.on}::date WHERE connection_id = ${id}::uuid`;
      return { on: write.on };
    case 'recheck':
      await tx.$executeRaw`UPDATE support_cases SET recheck_at = clock_timestamp(), recheck_by = ${by.oid}::uuid,
        recheck_delivery = ${write.delivery} WHERE connection_id = ${id}::uuid`;
      return { delivery: write.delivery };
    default:
      return write satisfies never;
  }
}

/** A case is given to somebody who has used the dashboard. */
async function requireStaff(tx: Tx, oid: string | null): Promise<void> {
  if (oid !== null && !(await tx.supportStaff.findUnique({ where: { oid }, select: { oid: true } })))
    throw new PortalError('bad-request', 'Nobody of the staff has this id.');
}
