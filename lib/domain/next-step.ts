import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import { type Desired, desiredFor } from './desired';
import type { Observed } from './observed';
import { plan } from './plan';

/** What a connection needs next: a change, a person's decision, or nothing. */
export type NextStep =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'admin'; readonly why: 'decide' | 'consent' | 'problem' }
  | { readonly kind: 'finish' }
  | { readonly kind: 'nothing' };

/** The plan of a record that was observed, with what it was made from; null before the first look. */
export function plannedFor(
  record: ConnectionRecord,
  callbackUrl: string,
  now: Date,
): { observed: Observed; desired: Desired; changes: Change[] } | null {
  const { observed } = record;
  if (!observed) return null;
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  return { observed, desired, changes: plan({ desired, observed, record, now }) };
}

/**
 * Decides who moves next. Pure. A fresh sign-in is followed by a fresh look at the tenant; nothing is written before this
 * admin accepted the plan, whatever a colleague has accepted before; an empty plan finishes.
 */
export function nextStep(record: ConnectionRecord, callbackUrl: string, now: Date): NextStep {
  if (record.problem) return { kind: 'admin', why: 'problem' };
  const planned = plannedFor(record, callbackUrl, now);
  if (!planned || planned.observed.at < record.signedInAt) return { kind: 'change', change: { kind: 'observe', by: 'portal' } };
  if (record.connectedAt) return planned.changes.length === 0 ? { kind: 'nothing' } : { kind: 'admin', why: 'decide' };
  const accepted = record.acceptedAt !== null && record.acceptedBy?.oid === record.admin.oid;
  if (!accepted) return { kind: 'admin', why: 'decide' };
  const [change] = planned.changes;
  if (!change) return { kind: 'finish' };
  return change.by === 'admin' ? { kind: 'admin', why: 'consent' } : { kind: 'change', change };
}
