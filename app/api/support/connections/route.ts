import { CaseList, CaseListQuery } from '@/lib/contract/staff-list';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';
import { caseList } from '@/lib/web/support/list';

/** The list of cases with its tabs. */
export const GET = staffRead({ query: CaseListQuery, answer: CaseList, handle: ({ query, caller }) => caseList(query, caller.oid) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
