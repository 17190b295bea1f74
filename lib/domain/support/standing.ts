import type { ConnectionRecord, ConnectionState } from '../connection';
import type { CredentialRecord } from '../credential';
import { alarmDueAt, deliverable } from '../delivery';
import { nextStep, plannedFor } from '../next-step';
import type { ProblemCode } from '../problem';
import { endsSoonFrom } from '../renewal';
import { currentCredential } from '../state';
import { type Fixer, fixerOf } from './fixer';
import { type SupportStep, stepOf } from './step';

/** Whose turn it is: the first sort of the support dashboard. Every connection is in one tab. */
export const supportTabs = ['needs-us', 'needs-customer', 'waiting', 'drifted', 'expiring', 'healthy', 'ended'] as const;
export type SupportTab = (typeof supportTabs)[number];

/** After this long without a change the admin's page is closed or their token gone: somebody has to come back. */
const unattendedMinutes = 15;

const minuteMs = 60_000;

/** Where a connection stands, for lists and counts. */
export interface Standing {
  readonly tab: SupportTab;
  readonly step: SupportStep;
  /** Problem code, wait reason, `drift`, `key-expiring`, `key-ended`; null where nothing is in the way. */
  readonly cause: string | null;
  /** At this time, if nothing is written before, `tab` becomes `turnsTo`. */
  readonly turnsAt: Date | null;
  readonly turnsTo: SupportTab | null;
  /** End of the key in use. */
  readonly keyExpiresAt: Date | null;
}

type Turn = Pick<Standing, 'tab' | 'cause'> & Partial<Pick<Standing, 'turnsAt' | 'turnsTo'>>;

/** Derives the standing from the facts, as the state is derived from them. Pure. */
export function standingOf(record: ConnectionRecord, from: { readonly callbackUrl: string; readonly now: Date }): Standing {
  const live = record.connectedAt ? currentCredential(record) : null;
  const turn = turnOf(record, from);
  return { turnsAt: null, turnsTo: null, ...turn, step: stepOf(record), keyExpiresAt: live?.expiresAt ?? null };
}

/** States in which no key is delivered. */
const resting: readonly ConnectionState[] = ['held', 'disconnecting', 'disconnected'];

function turnOf(record: ConnectionRecord, from: { readonly callbackUrl: string; readonly now: Date }): Turn {
  // our store is tried whatever else stands in the way, and comes first: nobody but us can mend it
  const sealed = resting.includes(record.state) ? null : deliverable(record);
  if (sealed && isOverdue(sealed, from.now)) return { tab: 'needs-us', cause: 'delivery' };
  switch (record.state) {
    case 'disconnecting':
    case 'disconnected':
      return { tab: 'ended', cause: null };
    case 'held':
      return record.invitation?.refusedAt ? { tab: 'ended', cause: 'refused' } : { tab: 'needs-us', cause: 'held' };
    case 'invited':
      return { tab: 'needs-customer', cause: null };
    case 'attention':
      return problemTurn(record.problem?.code ?? 'internal', from.now);
    case 'connected':
      return connectedTurn(record, from);
    default:
      return runningTurn(record, from);
  }
}

/** Where a problem stands by whoever can fix it. */
export const tabOfFixer: Readonly<Record<Fixer, SupportTab>> = {
  fortifydata: 'needs-us',
  customer: 'needs-customer',
  microsoft: 'waiting',
  nobody: 'waiting',
};

/** Where time alone helps, somebody still has to come back afterwards and try again. */
function problemTurn(code: ProblemCode, now: Date): Turn {
  const tab = tabOfFixer[fixerOf(code)];
  return tab === 'waiting' ? { tab, cause: code, ...unattendedFrom(now) } : { tab, cause: code };
}

const unattendedFrom = (now: Date) => ({
  turnsAt: new Date(now.getTime() + unattendedMinutes * minuteMs),
  turnsTo: 'needs-customer' as const,
});

/** Drift is what a look at the tenant has shown: what is planned for a connected tenant is what differs there. */
function connectedTurn(record: ConnectionRecord, { callbackUrl, now }: { readonly callbackUrl: string; readonly now: Date }): Turn {
  const planned = plannedFor(record, { callbackUrl, now });
  const key = currentCredential(record);
  const isGone = (planned?.changes.length ?? 0) > 0 && !(key && key.expiresAt <= now);
  if (isGone) return { tab: 'drifted', cause: 'drift' };
  if (!key) return { tab: 'healthy', cause: null };
  if (key.expiresAt <= now) return { tab: 'expiring', cause: 'key-ended' };
  const turnsAt = endsSoonFrom(key);
  if (turnsAt <= now) return { tab: 'expiring', cause: 'key-expiring', turnsAt: key.expiresAt, turnsTo: 'expiring' };
  return { tab: 'healthy', cause: null, turnsAt, turnsTo: 'expiring' };
}

/** Under way: the admin's turn at once where only they can go on; otherwise theirs when nothing moves for long. */
function runningTurn(record: ConnectionRecord, from: { readonly callbackUrl: string; readonly now: Date }): Turn {
  const who = record.acceptedBy?.oid ?? record.admin.oid;
  const next = nextStep(record, { ...from, who });
  if (next.kind === 'admin') return { tab: 'needs-customer', cause: next.why === 'guest' ? 'guest-account' : null };
  const turn = { tab: 'waiting', cause: record.waitReason } as const;
  const sealed = deliverable(record);
  // no try puts the alarm off
  return sealed ? { ...turn, turnsAt: alarmDueAt(sealed), turnsTo: 'needs-us' } : { ...turn, ...unattendedFrom(from.now) };
}

/** A sealed key that has waited until its alarm, whether or not a worker has raised that. */
function isOverdue(sealed: CredentialRecord, now: Date): boolean {
  const alarmAt = alarmDueAt(sealed);
  return !alarmAt || alarmAt <= now;
}
