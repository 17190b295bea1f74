import { EmptyBody } from './connection';
import type { Operation } from './openapi';
import { Bundle, CaseAnswer, FollowUpBody, NoteBody, OwnerBody, PageQuery, StaffMe, TimelinePage } from './staff';
import { AuditPage, AuditQuery, ChainState } from './staff-audit';
import { CaseList, CaseListQuery } from './staff-list';
import { Numbers, NumbersQuery } from './staff-numbers';

const base = '/api/support';
const aCase = `${base}/connections/{id}`;
const always = [401, 403, 405, 503] as const;

type Read = Pick<Operation, 'path' | 'summary' | 'answer' | 'query'>;
type Write = Required<Pick<Operation, 'path' | 'summary' | 'answer' | 'body'>>;

const read = (operation: Read): Operation => {
  const errors = [400, ...always, ...(operation.path.includes('{id}') ? [404] : [])];
  return { ...operation, method: 'get', who: 'staff', errors };
};
const write = (operation: Write): Operation => {
  const errors = [400, ...always, ...(operation.path.includes('{id}') ? [404] : []), 409, 413, 415];
  return { ...operation, method: 'post', who: 'staff', errors };
};

/** The endpoints of the support dashboard. */
export const staffOperations: readonly Operation[] = [
  read({ path: `${base}/me`, summary: 'Who this token is', answer: StaffMe }),
  read({ path: `${base}/connections`, summary: 'The list of cases with its tabs', query: CaseListQuery, answer: CaseList }),
  read({
    path: `${base}/connections/export.csv`,
    summary: 'Every case that fits, whatever limit and cursor say, for a spreadsheet; audited',
    query: CaseListQuery,
    answer: 'file',
  }),
  read({ path: aCase, summary: 'Everything about one connection; audited', answer: CaseAnswer }),
  read({ path: `${aCase}/operations`, summary: 'Operations of a case, newest first', query: PageQuery, answer: TimelinePage }),
  read({ path: `${aCase}/bundle`, summary: 'The case without names, ids and secrets, as a file for a ticket; audited', answer: Bundle }),
  write({ path: `${aCase}/notes`, summary: 'Add a note', body: NoteBody, answer: CaseAnswer }),
  write({ path: `${aCase}/owner`, summary: 'Give the case to somebody of the staff, or to nobody', body: OwnerBody, answer: CaseAnswer }),
  write({
    path: `${aCase}/follow-up`,
    summary: 'Set the day on which somebody looks again, or take it away',
    body: FollowUpBody,
    answer: CaseAnswer,
  }),
  write({
    path: `${aCase}/re-check`,
    summary: 'Deliver a sealed key that waits for the store, and mark the case: the next sign-in of the customer reads the tenant anew',
    body: EmptyBody,
    answer: CaseAnswer,
  }),
  read({ path: `${base}/numbers`, summary: 'Funnel, times, causes, health, expiring keys', query: NumbersQuery, answer: Numbers }),
  read({ path: `${base}/audit`, summary: 'The audit, newest first, with the state of its chain', query: AuditQuery, answer: AuditPage }),
  read({
    path: `${base}/audit/export.csv`,
    summary: 'Every audit line that fits, for a spreadsheet; audited',
    query: AuditQuery,
    answer: 'file',
  }),
  write({ path: `${base}/audit/verify`, summary: 'Check the next 20,000 lines of the audit chain', body: EmptyBody, answer: ChainState }),
];
