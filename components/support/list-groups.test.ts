import { expect, test } from 'vitest';
import { caseRow } from './case-row.test-data';
import { groupsOf } from './list-groups';

const us = caseRow('us', { tab: 'needs-us' });
const customer = caseRow('customer', { tab: 'needs-customer' });
const healthy = caseRow('healthy', { tab: 'healthy' });
const tabs = (rows: Parameters<typeof groupsOf>[0], filter: Parameters<typeof groupsOf>[1]) => groupsOf(rows, filter).map(({ tab }) => tab);

test('rows sorted by whose turn it is stand in one group for each', () => {
  expect(tabs([us, customer, customer, healthy], {})).toEqual(['needs-us', 'needs-customer', 'healthy']);
});

test('another order or a single list has no groups', () => {
  expect(tabs([us, customer], { sort: 'name' })).toEqual([null]);
  expect(tabs([us], { tab: 'needs-us' })).toEqual([null]);
});

test('a row whose turn changed while it is read opens no group of its own', () => {
  const changed = caseRow('changed', { tab: 'needs-us' });
  expect(groupsOf([us, customer, changed, healthy], {}).map(({ rows }) => rows.length)).toEqual([1, 2, 1]);
});
