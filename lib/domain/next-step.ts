import { isHeld } from './admission';
import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import { type Desired, desiredFor } from './desired';
import type { Observed } from './observed';
import { plan } from './plan';
import { reconcile } from './reconcile';

/** What a connection needs next: a change, a person's decision, or nothing. */
export type NextStep =
  | { readonly kind: 'change'; readonly change: Change }
  | { readonly kind: 'admin'; readonly why: 'decide' | 'consent' | 'problem' | 'guest' | 'held' }
  | { readonly kind: 'finish' }
  | { readonly kind: 'nothing' };

/** Where a record is looked at from. */
export interface Standpoint {
  readonly callbackUrl: string;
  readonly now: Date;
  /** Object id of the person who acts or looks: a plan is accepted by the person who read it, and by nobody else. */
  readonly who: string;
}

/**
 * The plan of a record that was observed, with what it was made from; null before the first look. A connected tenant is planned as it
 * was seen, so that the plan names everything an acceptance would set in motion.
 */
export function plannedFor(
  record: ConnectionRecord,
  { callbackUrl, now }: Pick<Standpoint, 'callbackUrl' | 'now'>,
): { observed: Observed; desired: Desired; changes: Change[] } | null {
  const { observed } = record;
  if (!observed) return null;
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  const seen = record.connectedAt ? { ...record, ...reconcile(record, desired, observed) } : record;
  return { observed, desired, changes: plan({ desired, observed, record: seen, now }) };
}

/**
 * Decides who moves next. Pure. A fresh sign-in is followed by a fresh look at the tenant; nothing is written with the rights of a
 * person who has not accepted the plan, whatever a colleague has accepted; an empty plan finishes.
 */
export function nextStep(record: ConnectionRecord, from: Standpoint): NextStep {
  const held = isHeld(record);
  if (record.problem) return { kind: 'admin', why: held ? 'held' : 'problem' };
  const planned = plannedFor(record, from);
  if (!planned || planned.observed.at < record.signedInAt) return { kind: 'change', change: { kind: 'observe', by: 'portal' } };
  // looked at like any other organization, so that support can compare it with the invitation; nothing else is done there
  if (held) return { kind: 'admin', why: 'held' };
  const { me } = planned.observed;
  if (me.isGuest && me.id === from.who) return { kind: 'admin', why: 'guest' };
  if (record.connectedAt) return planned.changes.length === 0 ? { kind: 'nothing' } : { kind: 'admin', why: 'decide' };
  const accepted = record.acceptedAt !== null && record.acceptedBy?.oid === from.who;
  if (!accepted) return { kind: 'admin', why: 'decide' };
  const [change] = planned.changes;
  if (!change) return { kind: 'finish' };
  return change.by === 'admin' ? { kind: 'admin', why: 'consent' } : { kind: 'change', change };
}
