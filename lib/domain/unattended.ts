import { isHeld } from './admission';
import { tokenlessChanges } from './change';
import type { ConnectionRecord } from './connection';
import { proofEndsAt } from './credential';
import { alarmDueAt, deliverable, waitsSince } from './delivery';
import { type NextStep, nextStep, type Standpoint } from './next-step';
import { currentCredential } from './state';

/** A browser that drives the connection comes first; it needs no more than this between two steps. */
const browserFirstMs = 3_000;
const nothing: NextStep = { kind: 'nothing' };

/**
 * What can be done with nobody at a browser: a sealed key is put into the store before all else; then a step of the plan that was accepted,
 * as far as it needs no token, or its end. The tenant is taken as it was seen; a fresh sign-in wants a fresh look, and that is for whoever
 * signed in.
 */
export function unattendedStep(record: ConnectionRecord, from: Omit<Standpoint, 'who'>): NextStep {
  const { observed, acceptedBy, problem } = record;
  const waiting = deliverable(record);
  if (waiting) return { kind: 'change', change: { kind: 'deliverCredential', by: 'portal', attempt: waiting.attempt } };
  if (!observed || !acceptedBy || record.connectedAt || problem) return nothing;
  const seen = { ...record, signedInAt: observed.at < record.signedInAt ? observed.at : record.signedInAt };
  const next = nextStep(seen, { ...from, who: acceptedBy.oid });
  if (next.kind === 'finish') return next;
  return next.kind === 'change' && tokenlessChanges.includes(next.change.kind) ? next : nothing;
}

/**
 * From when on it is worth a worker's look; null while only a person can go on. A guess on the safe side, repeated in a column of its own
 * so that work is found without reading anybody's facts; what is really to be done, `unattendedStep` says.
 */
export function dueAt(record: ConnectionRecord): Date | null {
  if (record.connectedAt) return null;
  // support may have decided while somebody else was at work on it
  if (isHeld(record)) return record.invitation?.refusedAt ? null : later(record.signedInAt);
  const waiting = deliverable(record);
  if (waiting) return earliest(record.notBefore ?? later(waitsSince(waiting)), alarmDueAt(waiting));
  const credential = currentCredential(record);
  if (record.problem || !record.grantsCompleteAt) return null;
  switch (credential?.state) {
    case 'delivered':
      return credential.provedAt ? later(credential.provedAt) : new Date(proofEndsAt(credential).getTime() + 1);
    case 'live':
      return later(record.grantsCompleteAt);
    default:
      return null;
  }
}

const later = (date: Date): Date => new Date(date.getTime() + browserFirstMs);
const earliest = (one: Date, other: Date | null): Date => (other && other < one ? other : one);
