import { expect, test } from 'vitest';
import { caseRow } from './case-row.test-data';
import { ago, daysUntil, lasting, otherName } from './case-words';

const now = Date.parse('2026-11-26T12:00:00Z');
const before = (minutes: number) => new Date(now - minutes * 60_000).toISOString();

test('times in lists are short', () => {
  expect([0, 6, 61, 47 * 60, 49 * 60, 12 * 1440].map((minutes) => ago(before(minutes), now))).toEqual([
    'just now',
    '6 min ago',
    '1 h ago',
    '47 h ago',
    '2 d ago',
    '12 d ago',
  ]);
  expect([0, 120].map((minutes) => lasting(before(minutes), now))).toEqual(['< 1 min', '2 h']);
});

test('a clock of the browser that is behind shows nothing in the future', () => expect(ago(before(-5), now)).toBe('just now'));

test('a customer is named beside an organization of another name, and where none is known', () => {
  const customer = { name: 'Pinecrest Schools', id: 'C-1042' };
  expect(otherName(caseRow('Contoso', { customer }))).toBe('Pinecrest Schools, C-1042');
  expect(otherName(caseRow('Contoso', { customer, organization: null }))).toBe('Pinecrest Schools, C-1042');
  expect(otherName(caseRow('PINECREST  Schools', { customer }))).toBeNull();
  expect(otherName(caseRow('Contoso'))).toBeNull();
});

test('days left count the day that has begun', () => {
  expect(daysUntil('2026-11-27T11:00:00Z', now)).toBe(1);
  expect(daysUntil('2026-11-26T11:00:00Z', now)).toBeLessThanOrEqual(0);
});
