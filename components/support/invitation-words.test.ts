import { expect, test } from 'vitest';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import { dayWords, invitationDetail, markOf, stopOf, timeLeft } from './invitation-words';

const now = Date.parse('2026-11-24T09:42:00Z');
const left = (iso: string) => timeLeft(iso, now);

test.each([
  ['2026-12-01T09:42:00Z', '7 days left', false],
  ['2026-11-26T21:00:00Z', '2 days left', false],
  ['2026-11-26T09:00:00Z', '2 days left', true],
  ['2026-11-25T10:00:00Z', '1 day left', true],
  ['2026-11-25T09:00:00Z', '23 h left', true],
  ['2026-11-24T10:00:00Z', 'less than 1 h left', true],
  ['2026-11-24T09:42:00Z', 'over', false],
])('a link until %s has %s', (iso, words, near) => expect(left(iso)).toEqual({ words, near }));

test('a day is named in UTC', () => expect(dayWords('2026-12-01T23:59:00Z')).toBe('Tue 1 Dec'));

const inUse: InvitationRow = {
  id: 'i',
  customer: 'Contoso',
  customerId: 'C-1',
  expects: { kind: 'domain', value: 'contoso.example' },
  contact: null,
  note: null,
  via: 'link',
  state: 'in-use',
  createdAt: '2026-11-23T09:00:00Z',
  createdBy: { oid: 'o', name: 'Manu' },
  expiresAt: '2026-11-30T09:00:00Z',
  openedAt: '2026-11-24T06:42:00Z',
  redeemedAt: null,
  signedInAt: null,
  heldAt: null,
  endedAt: null,
  released: null,
  came: null,
  led: null,
  setback: null,
  can: [],
};

test.each<[string, Partial<InvitationRow>, string]>([
  ['opened', { state: 'opened' }, 'opened 3 h ago, not signed in'],
  ['used by a browser', { redeemedAt: '2026-11-24T07:42:00Z' }, 'used 2 h ago, not signed in'],
  ['signed in, without a case of its own', { signedInAt: '2026-11-24T09:00:00Z' }, 'signed in 42 min ago'],
  ['over, opened', { state: 'expired' }, 'opened 3 h ago, not signed in'],
  ['over, not opened', { state: 'expired', openedAt: null }, 'never opened'],
])('an invitation that is %s says when', (_, more, words) => {
  expect(invitationDetail({ ...inUse, ...more }, now)).toBe(words);
});

test('somebody who was stopped at the sign-in is told so, until the invitation is at another point', () => {
  const setback = {
    at: '2026-11-24T09:30:00Z',
    problem: 'personal-account',
    title: 'This is a personal Microsoft account',
    action: 'Ask the admin to use a work account of Contoso, not a personal one',
    by: 'customer',
    code: null,
    correlationId: null,
  } as const;
  for (const state of ['in-use', 'expired'] as const) {
    const row = { ...inUse, state, setback };
    expect(invitationDetail(row, now)).toBe('stopped at sign-in: This is a personal Microsoft account, 12 min ago');
    expect(markOf(row)).toMatchObject({ mark: 'stop', tone: 'warn' });
  }
  const connected = { ...inUse, state: 'connected' as const, setback };
  expect([stopOf(connected), markOf(connected).tone, markOf(inUse).mark]).toEqual([null, 'good', 'link']);
});
