import { z } from 'zod';
import type { ApprovalLink } from '../domain/approval-link';
import type { ConnectionRecord } from '../domain/connection';
import { linkOf } from './approval-link-rows';
import { appendAudit } from './audit';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { recordOf } from './rows';
import { type StaffName, staffActor } from './staff-people';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';

/** The row of a case as the list shows it; null for an unknown id. */
export async function caseRow(tx: Tx, id: string): Promise<SupportCaseRow | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT ${caseColumns} FROM support_cases c LEFT JOIN support_staff o ON o.oid = c.owner_oid WHERE c.connection_id = ${id}::uuid`;
  return caseRowsOf(rows)[0] ?? null;
}

/** All facts of a connection, with the columns that the staff's role may read. */
export async function caseRecord(tx: Tx, id: string): Promise<ConnectionRecord | null> {
  const row = await tx.connection.findUnique({
    where: { id },
    omit: { leaseUntil: true, updatedAt: true, dueAt: true },
    include: { credentials: { omit: { jwe: true, storeReceipt: true }, orderBy: { intendedAt: 'asc' } } },
  });
  if (!row) return null;
  const credentials = row.credentials.map((credential) => ({ ...credential, storeReceipt: null }));
  return recordOf({ ...row, leaseUntil: null, dueAt: null, updatedAt: row.createdAt, credentials });
}

/** The newest link by which a colleague of the customer approves; its hashes cannot be read here. */
export async function caseLink(tx: Tx, connectionId: string): Promise<ApprovalLink | null> {
  const row = await tx.approvalLink.findFirst({
    where: { connectionId },
    omit: { tokenHash: true, browserHash: true },
    orderBy: [{ createdAt: 'desc' }, { endedAt: { sort: 'desc', nulls: 'first' } }],
  });
  return row && linkOf({ ...row, tokenHash: '', browserHash: null });
}

/** Notes, oldest first. */
export interface CaseNote {
  readonly id: string;
  readonly at: Date;
  readonly by: StaffName;
  readonly text: string;
}

const NoteRow = z.object({ id: z.string(), at: z.date(), oid: z.string(), name: z.string().nullable(), text: z.string() });

/** The newest two hundred, oldest of them first. */
export async function caseNotes(tx: Tx, id: string): Promise<CaseNote[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT n.id, n.at, n.by_oid AS oid, s.name, n.text FROM support_notes n LEFT JOIN support_staff s ON s.oid = n.by_oid
    WHERE n.connection_id = ${id}::uuid ORDER BY n.at DESC, n.id DESC LIMIT 200`;
  return rows
    .map((row) => NoteRow.parse(row))
    .map(({ oid, name, ...note }) => ({ ...note, by: { oid, name: name ?? oid } }))
    .reverse();
}

/** One line of the audit that names a member of the staff at this case. */
export interface CaseAccess {
  readonly at: Date;
  readonly by: StaffName;
  readonly action: string;
}

const AccessRow = z.object({ micros: z.bigint(), actor: z.string(), name: z.string().nullable(), action: z.string() });

/** What staff did at a case, newest first: thirty writes, and two hundred looks, which cannot push them out. */
export async function caseAccess(tx: Tx, id: string): Promise<CaseAccess[]> {
  const lines = (which: Prisma.Sql, limit: number) => Prisma.sql`(SELECT seq, at_micros, actor, action FROM audit_lines
    WHERE connection_id = ${id}::uuid AND actor LIKE 'staff:%' AND ${which} ORDER BY seq DESC LIMIT ${limit})`;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT a.at_micros AS micros, a.actor, s.name, a.action
    FROM (${lines(Prisma.sql`action <> 'staff.case.read'`, 30)} UNION ALL ${lines(Prisma.sql`action = 'staff.case.read'`, 200)}) a
    LEFT JOIN support_staff s ON 'staff:' || s.oid::text = a.actor ORDER BY a.seq DESC`;
  return rows
    .map((row) => AccessRow.parse(row))
    .map(({ micros, actor, name, action }) => {
      const oid = actor.slice('staff:'.length);
      return { at: new Date(Number(micros / 1000n)), by: { oid, name: name ?? oid }, action };
    });
}

/** Writes the audit line of a look at a case, unless the same person had one in the last ten minutes. */
export async function noteRead(tx: Tx, { id, tenantId }: Pick<SupportCaseRow, 'id' | 'tenantId'>, oid: string): Promise<void> {
  const fresh = await tx.$queryRaw<unknown[]>`
    INSERT INTO support_reads AS r (connection_id, oid, at) VALUES (${id}::uuid, ${oid}::uuid, now())
    ON CONFLICT (connection_id, oid) DO UPDATE SET at = EXCLUDED.at WHERE r.at < now() - interval '10 minutes' RETURNING 1`;
  if (fresh.length === 0) return;
  await appendAudit(tx, { actor: staffActor(oid), action: 'staff.case.read', tenantId, connectionId: id, details: {} });
}
