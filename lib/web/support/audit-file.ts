import type { AuditQuery } from '../../contract/staff-audit';
import { appendAudit } from '../../data/audit';
import { asStaff } from '../../data/prisma';
import { staffActor } from '../../data/staff-people';
import type { CsvCell } from '../../domain/csv';
import type { StaffCaller } from '../staff-caller';
import { askedLines, everyLine } from './audit';
import { csvStream } from './csv-stream';

const header = ['Line', 'Time (UTC)', 'Actor', 'Who', 'Action', 'Tenant ID', 'Connection', 'Details'];

/** The audit as it is filtered; that it left is in the audit. */
export async function auditFile(query: AuditQuery, { oid }: StaffCaller): Promise<Response> {
  const line = { actor: staffActor(oid), action: 'staff.audit.exported', tenantId: null, connectionId: null };
  await asStaff((tx) => appendAudit(tx, { ...line, details: { filtered: Object.keys(query).length > 0 } }));
  return csvStream('defender-connect-audit.csv', header, pages(query));
}

async function* pages(query: AuditQuery): AsyncGenerator<CsvCell[][]> {
  for await (const lines of everyLine(askedLines(query))) {
    yield lines.map(({ seq, at, actor, actorName, action, tenantId, connectionId, details }) => [
      ...[seq, at, actor, actorName, action, tenantId, connectionId, details],
    ]);
  }
}
