import { expect, test } from 'vitest';
import type { TimelineItem } from '@/lib/contract/staff';
import { daysOf, isProblem, merged } from './timeline-items';

const item = (id: string, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id,
  change: 'createApplication',
  purpose: 'Create the application',
  by: 'portal',
  attempt: 1,
  at: '2026-11-24T09:30:00.000Z',
  endedAt: null,
  durationMs: null,
  outcome: null,
  result: 'running',
  problemCode: null,
  calls: [],
  ticket: '',
  ...more,
});

test('an operation that comes twice is shown once, with the newer word about it', () => {
  const list = merged([item('a', { outcome: 'done' }), item('b')], [item('a'), item('c')]);
  expect(list.map(({ id, outcome }) => `${id} ${outcome}`)).toEqual(['a done', 'b null', 'c null']);
});

test('refused and unknown are problems, waits are not', () => {
  const outcomes = (['done', 'wait', 'refused', 'unknown', null] as const).filter((outcome) => isProblem(item('x', { outcome })));
  expect(outcomes).toEqual(['refused', 'unknown']);
  expect(isProblem(item('x', { outcome: 'wait', problemCode: 'throttled' }))).toBe(true);
});

test('operations stand under their UTC day', () => {
  const days = daysOf([item('a'), item('b'), item('c', { at: '2026-11-23T23:59:59.999Z' })]);
  expect(days.map(({ day, items }) => `${day}: ${items.length}`)).toEqual(['Tuesday 24 November 2026: 2', 'Monday 23 November 2026: 1']);
});
