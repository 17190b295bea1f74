import type { CaseRow, CaseTab, Fixer, StaffStep } from '@/lib/contract/staff-list';
import { folded } from '@/lib/domain/support/search-words';
import type { Tone } from '../ui/tone';
import type { MarkName } from './mark';

/** Icon and tone of each tab; the word always stands beside them. */
export const tabMarks: Record<CaseTab, { readonly mark: MarkName; readonly tone: Tone }> = {
  'needs-us': { mark: 'stop', tone: 'bad' },
  'needs-customer': { mark: 'user', tone: 'warn' },
  waiting: { mark: 'clock', tone: 'wait' },
  drifted: { mark: 'drift', tone: 'warn' },
  expiring: { mark: 'key', tone: 'warn' },
  healthy: { mark: 'good', tone: 'good' },
  ended: { mark: 'ended', tone: 'note' },
};

export const fixerWords: Record<Fixer, { readonly mark: MarkName; readonly word: string }> = {
  fortifydata: { mark: 'shield', word: 'FortifyData' },
  customer: { mark: 'user', word: 'Customer' },
  microsoft: { mark: 'microsoft', word: 'Microsoft' },
  nobody: { mark: 'minus', word: 'Nobody' },
};

export const stepWords: Record<StaffStep, string> = {
  'sign-in': 'Sign in',
  check: 'Check',
  create: 'Create',
  approve: 'Approve',
  secure: 'Secure',
  prove: 'Prove',
  done: 'All done',
};

/** The customer's name and id, where the organization is called something else or is not known; otherwise null. */
export function otherName({ customer, organization }: Pick<CaseRow, 'customer' | 'organization'>): string | null {
  if (!customer || folded(customer.name) === folded(organization?.name ?? '')) return null;
  return `${customer.name}, ${customer.id}`;
}

/** "6 min ago" in lists. */
export function ago(iso: string, now: number): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(iso)) / 60_000));
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h ago`;
  return `${Math.floor(minutes / 1440)} d ago`;
}

/** "5 days", for how long something stands. */
export function lasting(iso: string, now: number): string {
  return ago(iso, now).replace(' ago', '').replace('just now', '< 1 min');
}

const dayMs = 86_400_000;
export const daysUntil = (iso: string, now: number): number => Math.ceil((Date.parse(iso) - now) / dayMs);
