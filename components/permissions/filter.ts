import type { ListedGroup, ListedPermission } from './listed';

export const permissionFilters = ['all', 'sensitive', 'application', 'delegated'] as const;
export type PermissionFilter = (typeof permissionFilters)[number];

/** Words on the chips. */
export const filterNames: Record<PermissionFilter, string> = {
  all: 'All',
  sensitive: 'Sensitive',
  application: 'Application',
  delegated: 'Delegated',
};

/** Whether a row belongs to a chip. */
export function inFilter(row: ListedPermission, filter: PermissionFilter): boolean {
  if (filter === 'all') return true;
  return filter === 'sensitive' ? row.sensitive : row.type.toLowerCase() === filter;
}

/** Whether every word of the search occurs in what a person may remember of a permission: name, purpose, data, risk, API. */
export function matchesSearch(row: ListedPermission, search: string): boolean {
  const text = [row.value, row.purpose, row.touches, row.riskWhy, row.api, row.shortName, row.note ?? ''].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** The groups with the rows that match; groups without one are left out. */
export function filterGroups(groups: readonly ListedGroup[], search: string, filter: PermissionFilter): readonly ListedGroup[] {
  return groups
    .map((group) => ({ ...group, rows: group.rows.filter((row) => inFilter(row, filter) && matchesSearch(row, search)) }))
    .filter((group) => group.rows.length > 0);
}

/** Rows of all groups together. */
export const countRows = (groups: readonly Pick<ListedGroup, 'rows'>[]): number =>
  groups.reduce((sum, group) => sum + group.rows.length, 0);
