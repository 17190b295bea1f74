import { AuditQuery } from '@/lib/contract/staff-audit';
import { onlyMethod, staffFile } from '@/lib/web/staff-route';
import { auditFile } from '@/lib/web/support/audit-file';

/** Every audit line that fits the filter, for a spreadsheet. */
export const GET = staffFile({ query: AuditQuery, handle: ({ query, caller }) => auditFile(query, caller) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
