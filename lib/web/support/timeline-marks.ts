import type { TimelineItem } from '../../contract/staff';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import type { Problem } from '../../domain/connection';
import { causeTitle } from '../../domain/support/cause-title';
import { deedWords } from './deed-words';

/** An entry that no journal holds: what an invitation tells of itself, and a problem that nothing else tells of. */
export type Mark = Pick<TimelineItem, 'id' | 'kind' | 'change' | 'purpose' | 'result' | 'by' | 'who' | 'problemCode' | 'evidence'> & {
  readonly at: Date;
};

interface Marked {
  readonly invitation: ListedInvitation | null;
  /** null: none is recorded, or another entry tells of it. */
  readonly problem: Problem | null;
}

/** Marks of a case, newest first. */
export function marksOf({ invitation, problem }: Marked): Mark[] {
  const all = [...(invitation ? invitationMarks(invitation) : []), ...(problem ? [problemMark(problem)] : [])];
  return all.sort((one, other) => other.at.getTime() - one.at.getTime() || (one.id < other.id ? 1 : -1));
}

/** The audit names an invitation and not the case that it leads to later. */
function invitationMarks({ invitation }: ListedInvitation): Mark[] {
  const { id, createdAt, createdBy, via, openedAt, redeemedAt, heldAt, connectionId } = invitation;
  const mark = (what: string, at: Date | null, who: Pick<Mark, 'by' | 'who'>): Mark[] =>
    at ? [{ ...who, id: `${what} ${id}`, kind: 'deed', change: what, ...deedWords(what, null), problemCode: null, evidence: [], at }] : [];
  const visitor = { by: 'customer', who: null } as const;
  return [
    ...mark('invitation.made', createdAt, via === 'launch' ? { by: 'platform', who: null } : { by: 'staff', who: createdBy.name }),
    ...mark('invitation.opened', openedAt, visitor),
    ...mark('invitation.redeemed', redeemedAt, visitor),
    // where it led to a case, the audit of that case tells of it
    ...mark('invitation.held', connectionId === null ? heldAt : null, { by: 'portal', who: null }),
  ];
}

function problemMark({ code, at, evidence }: Problem): Mark {
  const isMicrosofts = Boolean(evidence['Code'] ?? evidence['Request ID']);
  return {
    id: `problem ${code} ${at.toISOString()}`,
    kind: 'problem',
    change: code,
    purpose: 'Problem',
    result: causeTitle(code).title,
    by: isMicrosofts ? 'microsoft' : 'portal',
    who: null,
    problemCode: code,
    evidence: Object.entries(evidence).map(([label, value]) => ({ label, value })),
    at,
  };
}
