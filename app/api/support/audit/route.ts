import { AuditPage, AuditQuery } from '@/lib/contract/staff-audit';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';
import { auditPage } from '@/lib/web/support/audit';

/** The audit, newest first, with the state of its chain. */
export const GET = staffRead({ query: AuditQuery, answer: AuditPage, handle: ({ query }) => auditPage(query) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
