import type { ConnectionRecord } from '../connection';
import { nextStep, plannedFor } from '../next-step';
import { currentCredential } from '../state';
import { type Fixer, fixerOf } from './fixer';
import { type SupportStep, stepOf } from './step';

/** Whose turn it is: the first sort of the support dashboard. Every connection is in one tab. */
export const supportTabs = ['needs-us', 'needs-customer', 'waiting', 'drifted', 'expiring', 'healthy', 'ended'] as const;
export type SupportTab = (typeof supportTabs)[number];

/** A key whose end is this near is shown as expiring. */
export const expiringDays = 60;
/** After this long without a change the admin's page is closed or their token gone: somebody has to come back. */
export const unattendedMinutes = 15;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Where a connection stands, for lists and counts. */
export interface Standing {
  readonly tab: SupportTab;
  readonly step: SupportStep;
  /** Problem code, wait reason, `drift`, `key-expiring`; null where nothing is in the way. */
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

function turnOf(record: ConnectionRecord, from: { readonly callbackUrl: string; readonly now: Date }): Turn {
  switch (record.state) {
    case 'disconnecting':
    case 'disconnected':
      return { tab: 'ended', cause: null };
    case 'held':
      return record.invitation?.refusedAt ? { tab: 'ended', cause: 'refused' } : { tab: 'needs-us', cause: 'held' };
    case 'invited':
      return { tab: 'needs-customer', cause: null };
    case 'attention': {
      const code = record.problem?.code ?? 'internal';
      return { tab: tabOfFixer[fixerOf(code)], cause: code };
    }
    case 'connected':
      return connectedTurn(record, from);
    default:
      return runningTurn(record, from);
  }
}

const tabOfFixer: Readonly<Record<Fixer, SupportTab>> = {
  fortifydata: 'needs-us',
  customer: 'needs-customer',
  microsoft: 'waiting',
  nobody: 'waiting',
};

/** Drift is what a look at the tenant has shown: what is planned for a connected tenant is what differs there. */
function connectedTurn(record: ConnectionRecord, { callbackUrl, now }: { readonly callbackUrl: string; readonly now: Date }): Turn {
  const planned = plannedFor(record, { callbackUrl, now });
  const key = currentCredential(record);
  const isGone = (planned?.changes.length ?? 0) > 0 && !(key && key.expiresAt <= now);
  if (isGone) return { tab: 'drifted', cause: 'drift' };
  if (!key) return { tab: 'healthy', cause: null };
  const turnsAt = new Date(key.expiresAt.getTime() - expiringDays * dayMs);
  if (turnsAt <= now) return { tab: 'expiring', cause: 'key-expiring' };
  return { tab: 'healthy', cause: null, turnsAt, turnsTo: 'expiring' };
}

/** Under way: the admin's turn at once where only they can go on; otherwise theirs, or ours, when nothing moves for long. */
function runningTurn(record: ConnectionRecord, from: { readonly callbackUrl: string; readonly now: Date }): Turn {
  const who = record.acceptedBy?.oid ?? record.admin.oid;
  if (nextStep(record, { ...from, who }).kind === 'admin') return { tab: 'needs-customer', cause: null };
  const delivery = currentCredential(record)?.state === 'sealed';
  const turnsAt = new Date(from.now.getTime() + unattendedMinutes * minuteMs);
  return { tab: 'waiting', cause: record.waitReason, turnsAt, turnsTo: delivery ? 'needs-us' : 'needs-customer' };
}
