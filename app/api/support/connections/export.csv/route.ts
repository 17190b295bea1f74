import { CaseListQuery } from '@/lib/contract/staff-list';
import { onlyMethod, staffFile } from '@/lib/web/staff-route';
import { caseFile } from '@/lib/web/support/case-file';

/** Every case that fits search and filters, for a spreadsheet. */
export const GET = staffFile({ query: CaseListQuery, handle: ({ query, caller }) => caseFile(query, caller) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
