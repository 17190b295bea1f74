import { describe, expect, test } from 'vitest';
import { countRows, filterGroups, permissionFilters } from './filter';
import { listedGroups } from './listed-groups';

const groups = listedGroups();
const names = (search: string, filter: (typeof permissionFilters)[number] = 'all') =>
  filterGroups(groups, search, filter).flatMap((group) => group.rows.map((row) => row.value));

describe('search of the permission list', () => {
  test('without a word all 61 rows stand in their nine groups', () => {
    expect(countRows(filterGroups(groups, '', 'all'))).toBe(61);
    expect(filterGroups(groups, '', 'all').map((group) => group.rows.length)).toEqual([9, 5, 4, 9, 5, 6, 3, 9, 11]);
  });

  test('upper and lower case are the same', () => {
    expect(names('SITES.READ')).toEqual(['Sites.Read.All']);
    expect(names('sites.read')).toEqual(['Sites.Read.All']);
  });

  test('every word must occur, in any order and in any of the texts', () => {
    expect(names('graph sharepoint')).toEqual(names('sharepoint graph'));
    expect(names('graph sharepoint')).toContain('Sites.Read.All');
    expect(names('sharepoint forensics')).toEqual([]);
  });

  test('a group without a match is left out', () => {
    expect(filterGroups(groups, 'CollectForensics', 'all').map((group) => group.key)).toEqual(['sensitive']);
  });

  test('the chips split the list: 9 sensitive, 49 application, 12 delegated', () => {
    expect(permissionFilters.map((filter) => names('', filter).length)).toEqual([61, 9, 49, 12]);
  });

  test('chip and search narrow together', () => {
    expect(names('ThreatHunting', 'delegated')).toEqual(['ThreatHunting.Read.All']);
    expect(names('CollectForensics', 'delegated')).toEqual([]);
  });
});
