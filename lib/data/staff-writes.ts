import { PortalError } from '../error';
import { type AuditEntry, appendAudit } from './audit';
import { asStaff, type Tx } from './prisma';
import { caseRow } from './staff-case';
import { rememberStaff, type StaffName, staffActor } from './staff-people';
import type { SupportCaseRow } from './staff-rows';

/** What support may change of a case; the connection itself is not among it. */
export type CaseWrite =
  | { readonly kind: 'note'; readonly id: string; readonly text: string }
  | { readonly kind: 'owner'; readonly oid: string | null }
  | { readonly kind: 'follow-up'; readonly on: string | null }
  | { readonly kind: 'extend-link'; readonly lifeDays: number }
  | { readonly kind: 'recheck'; readonly delivery: 'delivered' | 'failed' | null };

/**
 * Writes to a case, with its audit line in the same transaction. A note that was written before is not written again.
 * @returns false for an unknown id
 * @throws PortalError `stale` where there is no link to a colleague that could be extended
 */
export async function writeCase(id: string, by: StaffName, write: CaseWrite): Promise<boolean> {
  return asStaff(async (tx) => {
    const row = await caseRow(tx, id);
    if (!row) return false;
    await rememberStaff(tx, by);
    const details = await apply(tx, row, { by, write });
    if (details === null) return true;
    const line = { actor: staffActor(by.oid), tenantId: row.tenantId, connectionId: id };
    await appendAudit(tx, { ...line, action: `staff.${write.kind}`, details });
    return true;
  });
}

async function apply(
  tx: Tx,
  { id }: SupportCaseRow,
  { by, write }: { by: StaffName; write: CaseWrite },
): Promise<AuditEntry['details'] | null> {
  switch (write.kind) {
    case 'note':
      return (await addNote(tx, id, { by, note: write })) ? { note: write.id, characters: write.text.length } : null;
    case 'owner':
      await requireStaff(tx, write.oid);
      await tx.$executeRaw`UPDATE support_cases SET owner_oid = ${write.oid}::uuid WHERE connection_id = ${id}::uuid`;
      return { owner: write.oid };
    case 'follow-up':
      await tx.$executeRaw`UPDATE support_cases SET follow_up_on = ${write.on}::date WHERE connection_id = ${id}::uuid`;
      return { on: write.on };
    case 'extend-link':
      return { link: await extendLink(tx, id, write.lifeDays) };
    case 'recheck':
      await tx.$executeRaw`UPDATE support_cases SET recheck_at = clock_timestamp(), recheck_by = ${by.oid}::uuid,
        recheck_delivery = ${write.delivery} WHERE connection_id = ${id}::uuid`;
      return { delivery: write.delivery };
    default:
      return write satisfies never;
  }
}

type Note = Extract<CaseWrite, { kind: 'note' }>;

/** @returns false where it is there already: its first answer was lost. @throws PortalError `bad-request` where its id is another note's */
async function addNote(tx: Tx, caseId: string, { by, note: { id, text } }: { by: StaffName; note: Note }): Promise<boolean> {
  const added = await tx.$executeRaw`
    INSERT INTO support_notes (id, connection_id, at, by_oid, text)
    VALUES (${id}::uuid, ${caseId}::uuid, clock_timestamp(), ${by.oid}::uuid, ${text}) ON CONFLICT DO NOTHING`;
  if (added === 1) return true;
  const same = await tx.$queryRaw<unknown[]>`SELECT 1 FROM support_notes
    WHERE id = ${id}::uuid AND connection_id = ${caseId}::uuid AND by_oid = ${by.oid}::uuid AND text = ${text}`;
  if (same.length === 0) throw new PortalError('bad-request', 'Another note has this id.');
  return false;
}

/**
 * Gives the link to a colleague so many days from now, while it is good, nobody has signed in with it, and the approval is missing.
 * @returns its id
 */
async function extendLink(tx: Tx, caseId: string, lifeDays: number): Promise<string> {
  const [extended] = await tx.$queryRaw<{ id: string }[]>`
    UPDATE approval_links l SET expires_at = clock_timestamp() + make_interval(days => ${lifeDays}::int)
    FROM connections c
    WHERE c.id = ${caseId}::uuid AND c.grants_complete_at IS NULL AND l.connection_id = c.id AND l.ended_at IS NULL AND l.redeemed_at IS NULL
      AND l.expires_at > clock_timestamp()
    RETURNING l.id`;
  if (!extended) throw new PortalError('stale', 'There is no link to a colleague that more time would help; the customer makes a new one');
  return extended.id;
}

/** A case is given to somebody who has used the dashboard. */
async function requireStaff(tx: Tx, oid: string | null): Promise<void> {
  if (oid !== null && !(await tx.supportStaff.findUnique({ where: { oid }, select: { oid: true } })))
    throw new PortalError('bad-request', 'Nobody of the staff has this id.');
}
