import { expect, test } from 'vitest';
import type { TimelineItem } from '@/lib/contract/staff';
import { daysOf, isProblem, type Seen, withNewest, withOlder } from './timeline-items';

const item = (id: string, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id,
  kind: 'operation',
  change: 'createApplication',
  purpose: 'Create the application',
  by: 'portal',
  who: null,
  attempt: 1,
  at: '2026-11-24T09:30:00.000Z',
  endedAt: null,
  durationMs: null,
  outcome: null,
  result: 'running',
  problemCode: null,
  evidence: [],
  calls: [],
  ticket: '',
  ...more,
});

const nothing: Seen = { items: [], cursor: null };
const second = (id: string, at: number, more: Partial<TimelineItem> = {}) =>
  item(id, { at: `2026-11-24T09:30:${String(at).padStart(2, '0')}.000Z`, ...more });
const idsOf = ({ items }: Seen) => items.map(({ id }) => id).join('');

test('an entry that comes twice is shown once, with the newer word about it', () => {
  const seen = withNewest(nothing, { items: [second('b', 2), second('a', 1)], cursor: null });
  const { items } = withNewest(seen, { items: [second('b', 2, { outcome: 'done' }), second('a', 1)], cursor: null });
  expect(items.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['b done', 'a null']);
});

test('an entry stays when newer ones push it out of the page, and older ones go on where they ended', () => {
  let seen = withNewest(nothing, { items: [second('d', 4), second('c', 3)], cursor: 'behind c' });
  seen = withOlder(seen, { items: [second('b', 2)], cursor: 'behind b' });
  seen = withNewest(seen, { items: [second('e', 5), second('d', 4)], cursor: 'behind d' });
  expect([idsOf(seen), seen.cursor]).toEqual(['edcb', 'behind b']);
  seen = withOlder(seen, { items: [second('a', 1)], cursor: null });
  seen = withNewest(seen, { items: [second('f', 6), second('e', 5)], cursor: 'behind e' });
  expect([idsOf(seen), seen.cursor]).toEqual(['fedcba', null]);
});

test('where more has come than a page holds, what lies in between can be loaded', () => {
  let seen = withNewest(nothing, { items: [second('b', 2), second('a', 1)], cursor: null });
  seen = withNewest(seen, { items: [second('f', 6), second('e', 5)], cursor: 'behind e' });
  expect([idsOf(seen), seen.cursor]).toEqual(['feba', 'behind e']);
  seen = withOlder(seen, { items: [second('d', 4), second('c', 3)], cursor: 'behind c' });
  expect(idsOf(seen)).toBe('fedcba');
});

test('refused and unknown are problems, waits are not', () => {
  const outcomes = (['done', 'wait', 'refused', 'unknown', null] as const).filter((outcome) => isProblem(item('x', { outcome })));
  expect(outcomes).toEqual(['refused', 'unknown']);
  expect(isProblem(item('x', { outcome: 'wait', problemCode: 'throttled' }))).toBe(true);
});

test('entries stand under their UTC day', () => {
  const days = daysOf([item('a'), item('b'), item('c', { at: '2026-11-23T23:59:59.999Z' })]);
  expect(days.map(({ day, items }) => `${day}: ${items.length}`)).toEqual(['Tuesday 24 November 2026: 2', 'Monday 23 November 2026: 1']);
});
