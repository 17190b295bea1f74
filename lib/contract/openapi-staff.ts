import { EmptyBody } from './connection';
import type { Operation } from './openapi';
import { Bundle, CaseAnswer, FollowUpBody, NoteBody, OwnerBody, PageQuery, StaffMe, TimelinePage } from './staff';
import { AuditPage, AuditQuery, ChainState } from './staff-audit';
import { BulkAnswer, BulkBody, SheetBody, SheetReport } from './staff-invitation-sheet';
import { DecisionBody, InvitationBody, InvitationList, InvitationMade, InvitationQuery, InvitationRow } from './staff-invitations';
import { CaseList, CaseListQuery } from './staff-list';
import { Numbers, NumbersQuery } from './staff-numbers';

const base = '/api/support';
const aCase = `${base}/connections/{id}`;
const invitations = `${base}/invitations`;
const anInvitation = `${invitations}/{id}`;
const always = [401, 403, 405, 503] as const;

type Read = Pick<Operation, 'path' | 'summary' | 'answer' | 'query' | 'named'>;
/** `depends`: on how things stand; 409 where they do not allow it. */
type Write = Required<Pick<Operation, 'path' | 'summary' | 'answer' | 'body'>> & { readonly depends?: true };

const read = (operation: Read): Operation => {
  const errors = [400, ...always, ...(operation.path.includes('{id}') ? [404] : [])];
  return { ...operation, method: 'get', who: 'staff', errors };
};
const write = ({ depends, ...operation }: Write): Operation => {
  const errors = [400, ...always, ...(operation.path.includes('{id}') ? [404] : []), ...(depends ? [409] : []), 413, 415];
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
    answer: 'csv',
  }),
  read({ path: aCase, summary: 'Everything about one connection; audited', answer: CaseAnswer }),
  read({
    path: `${aCase}/operations`,
    summary: 'Operations of a case and what people did at it, newest first; audited',
    query: PageQuery,
    answer: TimelinePage,
  }),
  read({
    path: `${aCase}/bundle`,
    summary: 'The case without names, ids and secrets, as a file for a ticket; audited',
    answer: Bundle,
    named: true,
  }),
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
    depends: true,
  }),
  write({
    path: `${aCase}/extend-link`,
    summary:
      'Give the link to a colleague who approves seven days from now; 409 `stale` where none is open, or somebody has signed in with it',
    body: EmptyBody,
    answer: CaseAnswer,
    depends: true,
  }),
  read({ path: invitations, summary: 'The list of invitations with its tabs', query: InvitationQuery, answer: InvitationList }),
  write({
    path: invitations,
    summary: 'Invite a customer; the one answer that shows the link, or every fault field by field',
    body: InvitationBody,
    answer: InvitationMade,
  }),
  read({
    path: `${invitations}/export.csv`,
    summary: 'Every invitation that fits, without links, for a spreadsheet; audited',
    query: InvitationQuery,
    answer: 'csv',
  }),
  write({
    path: `${invitations}/check`,
    summary: 'What would become of a CSV file of customers, row by row; writes nothing. 3 MB and 10,000 rows at most',
    body: SheetBody,
    answer: SheetReport,
  }),
  write({
    path: `${invitations}/bulk`,
    summary: 'Invite the customers of a CSV file: all or nothing, or the rows that are ready; the one answer that shows the links',
    body: BulkBody,
    answer: BulkAnswer,
  }),
  write({
    path: `${anInvitation}/extend`,
    summary: 'Seven days from now; 409 `stale` where its state does not allow it, here and below',
    body: EmptyBody,
    answer: InvitationRow,
    depends: true,
  }),
  write({
    path: `${anInvitation}/replace`,
    summary: 'A new link; the old one is dead',
    body: EmptyBody,
    answer: InvitationMade,
    depends: true,
  }),
  write({ path: `${anInvitation}/revoke`, summary: 'Take the link back', body: EmptyBody, answer: InvitationRow, depends: true }),
  write({
    path: `${anInvitation}/release`,
    summary: 'Let the other organization go on that was compared; 409 `stale` too where yet another has come since, here and below',
    body: DecisionBody,
    answer: InvitationRow,
    depends: true,
  }),
  write({
    path: `${anInvitation}/refuse`,
    summary: 'End it: another organization came',
    body: DecisionBody,
    answer: InvitationRow,
    depends: true,
  }),
  read({ path: `${base}/numbers`, summary: 'Funnel, times, causes, health, expiring keys', query: NumbersQuery, answer: Numbers }),
  read({ path: `${base}/audit`, summary: 'The audit, newest first, with the state of its chain', query: AuditQuery, answer: AuditPage }),
  read({
    path: `${base}/audit/export.csv`,
    summary: 'Every audit line that fits, for a spreadsheet; audited',
    query: AuditQuery,
    answer: 'csv',
  }),
  write({
    path: `${base}/audit/verify`,
    summary: 'Check the next 20,000 lines of the audit chain; audited',
    body: EmptyBody,
    answer: ChainState,
  }),
];
