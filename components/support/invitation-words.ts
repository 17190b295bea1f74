import type { InvitationRow, InvitationTab } from '@/lib/contract/staff-invitations';
import type { Tone } from '../ui/tone';
import { ago, stepWords } from './case-words';
import type { MarkName } from './mark';

type State = InvitationRow['state'];

interface StateMark {
  readonly mark: MarkName;
  readonly tone: Tone;
  readonly word: string;
}

export const invitationMarks: Record<State, StateMark> = {
  'not-opened': { mark: 'mail', tone: 'note', word: 'Not opened' },
  opened: { mark: 'eye', tone: 'wait', word: 'Opened' },
  'in-use': { mark: 'link', tone: 'wait', word: 'In use' },
  held: { mark: 'stop', tone: 'bad', word: 'Other tenant' },
  connected: { mark: 'good', tone: 'good', word: 'Connected' },
  expired: { mark: 'clock', tone: 'note', word: 'Ended unused' },
  revoked: { mark: 'ended', tone: 'note', word: 'Revoked' },
  refused: { mark: 'ended', tone: 'note', word: 'Refused' },
};

/** What stopped the last sign-in, while nobody has come in since. */
export const stopOf = ({ state, setback }: InvitationRow): InvitationRow['setback'] =>
  state === 'in-use' || state === 'expired' ? setback : null;

/** The state as a row shows it: one that somebody was stopped in is not on its way. */
export const markOf = (row: InvitationRow): StateMark =>
  stopOf(row) ? { ...invitationMarks[row.state], mark: 'stop', tone: 'warn' } : invitationMarks[row.state];

export const invitationTabWords: Record<InvitationTab, string> = {
  all: 'All',
  live: 'Live',
  ending: 'Ending soon',
  held: 'Other tenant',
  ended: 'Ended',
};

/** "1,000+" where more were not counted. */
export const countWords = ({ count, atLeast }: { readonly count: number; readonly atLeast: boolean }): string =>
  `${count.toLocaleString('en-US')}${atLeast ? '+' : ''}`;

/** What the state means now, in a few words. */
export function invitationDetail(row: InvitationRow, now: number): string {
  const stop = stopOf(row);
  if (stop) return `stopped at sign-in: ${stop.title}, ${ago(stop.at, now)}`;
  switch (row.state) {
    case 'not-opened':
      return `made ${ago(row.createdAt, now)}`;
    case 'opened':
      return row.openedAt ? `opened ${ago(row.openedAt, now)}, not signed in` : 'not signed in';
    case 'in-use':
      if (row.signedInAt === null) return row.redeemedAt ? `used ${ago(row.redeemedAt, now)}, not signed in` : 'not signed in';
      return row.led ? `${row.led.stuck ? 'stuck at' : 'at'} ${stepWords[row.led.step]}` : `signed in ${ago(row.signedInAt, now)}`;
    case 'held':
      return `from ${row.came?.domain ?? row.came?.tenantId ?? 'elsewhere'}`;
    case 'connected':
      return row.led?.connectedAt ? ago(row.led.connectedAt, now) : '';
    case 'expired':
      return row.openedAt ? `opened ${ago(row.openedAt, now)}, not signed in` : 'never opened';
    case 'revoked':
    case 'refused':
      return row.endedAt ? ago(row.endedAt, now) : '';
    default:
      return row.state satisfies never;
  }
}

const hourMs = 3_600_000;

/** Time that a link is still good for: days in words, hours on its last day; amber in its last two. */
export function timeLeft(expiresAt: string, now: number): { readonly words: string; readonly near: boolean } {
  const hours = (Date.parse(expiresAt) - now) / hourMs;
  if (hours <= 0) return { words: 'over', near: false };
  if (hours < 1) return { words: 'less than 1 h left', near: true };
  if (hours < 24) return { words: `${Math.floor(hours)} h left`, near: true };
  const days = Math.round(hours / 24);
  return { words: days === 1 ? '1 day left' : `${days} days left`, near: hours <= 48 };
}

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** "Tue 1 Dec", in UTC like the bar below. */
export function dayWords(iso: string): string {
  const at = new Date(iso);
  return `${days[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]}`;
}

/** Whether there is a link that somebody may still use for the first time. */
export const isUsable = ({ state, signedInAt }: InvitationRow): boolean =>
  state === 'not-opened' || state === 'opened' || state === 'held' || (state === 'in-use' && signedInAt === null);
