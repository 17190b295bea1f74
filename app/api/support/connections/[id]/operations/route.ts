import { PageQuery, TimelinePage } from '@/lib/contract/staff';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';
import { caseOperations } from '@/lib/web/support/case-operations';

/** What was done at a case, page by page. */
export const GET = staffRead({
  query: PageQuery,
  answer: TimelinePage,
  handle: ({ id, query, caller }) => caseOperations(id, query, caller),
});

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
