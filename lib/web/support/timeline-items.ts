import type { Evidence, TimelineItem } from '../../contract/staff';
import { auditedEvidence } from '../../data/audit-details';
import type { DeedRecord } from '../../data/staff-deeds';
import type { TimelineRecord } from '../../data/staff-timeline';
import type { Problem } from '../../domain/connection';
import { logLines } from '../view/log-lines';
import { deedWords } from './deed-words';
import { deedTicket, ticketText } from './ticket';
import type { Mark } from './timeline-marks';
import { type CasePeople, whoDid } from './timeline-who';

/** An operation of the journal as an entry. */
export function operationItem(record: TimelineRecord, people: CasePeople): TimelineItem {
  const [line] = logLines([record]);
  const words = { purpose: line?.text ?? record.change, result: line?.result ?? '' };
  const evidence = evidenceOf(record, people.record.problem);
  return {
    id: record.id,
    kind: 'operation',
    change: record.change,
    ...words,
    ...whoDid(record.actor, record.change, people),
    attempt: record.attempt,
    at: record.intendedAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
    durationMs: line?.durationMs ?? null,
    outcome: record.outcome,
    problemCode: record.problemCode,
    evidence,
    calls: record.calls.map(({ clientRequestId, at, ...call }) => ({ ...call, at: at.toISOString(), correlationId: clientRequestId })),
    ticket: ticketText(record, { ...people.record, ...words, evidence }),
  };
}

/** The clocks of two processes differ by less. */
const clockSlackMs = 5_000;

/** The evidence of the problem that is recorded now, if this operation brought it. */
function evidenceOf({ problemCode, intendedAt, endedAt }: TimelineRecord, problem: Problem | null): Evidence[] {
  if (!problem || problem.code !== problemCode || !endedAt) return [];
  const at = problem.at.getTime();
  const isFromIt = at >= intendedAt.getTime() - clockSlackMs && at <= endedAt.getTime() + clockSlackMs;
  return isFromIt ? Object.entries(problem.evidence).map(([label, value]) => ({ label, value })) : [];
}

/** A line of the audit as an entry. */
export function deedItem({ seq, at, actor, action, details }: DeedRecord, people: CasePeople): TimelineItem {
  const problemCode = problemOf(action, details);
  const evidence = Object.entries(auditedEvidence).flatMap(([label, key]) => (details[key] ? [{ label, value: details[key] }] : []));
  const words = deedWords(action, problemCode);
  const deed = {
    id: `line ${seq}`,
    kind: 'deed',
    change: action,
    ...words,
    ...whoDid(actor, action, people),
    problemCode,
    evidence,
  } as const;
  return markItem({ ...deed, at }, people);
}

/** A link that came back without an approval tells why in its own words; a hold is a problem of the customer until we decide. */
function problemOf(action: string, { problem, how }: DeedRecord['details']): string | null {
  if (action === 'connection.held') return 'invitation-held';
  return (action === 'approval-link.set-back' ? how : problem) ?? null;
}

/** An entry that is an event and not an operation. */
export function markItem({ at, ...mark }: Mark, { record }: CasePeople): TimelineItem {
  return {
    ...mark,
    attempt: null,
    at: at.toISOString(),
    endedAt: null,
    durationMs: null,
    outcome: mark.problemCode === null ? 'done' : 'refused',
    calls: [],
    ticket: deedTicket({ ...record, ...mark, at }),
  };
}
