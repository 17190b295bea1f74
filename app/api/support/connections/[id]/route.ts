import { CaseAnswer } from '@/lib/contract/staff';
import { NoQuery } from '@/lib/web/staff-query';
import { onlyMethod, staffRead } from '@/lib/web/staff-route';
import { caseAnswer } from '@/lib/web/support/case';

/** Everything about one connection; that somebody looked is in the audit. */
export const GET = staffRead({ query: NoQuery, answer: CaseAnswer, handle: ({ id, caller }) => caseAnswer(id, caller) });

const other = onlyMethod('GET');

export { other as DELETE, other as PATCH, other as POST, other as PUT };
