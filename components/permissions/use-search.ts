'use client';
import { useState } from 'react';
import { filterGroups, type PermissionFilter } from './filter';
import type { ListedGroup } from './listed';

/** Search and chip of a permission list, and the groups that are left of it. */
export function usePermissionSearch(groups: readonly ListedGroup[]) {
  const [search, setSearch] = useState('');
  const [filter, setFilter] = useState<PermissionFilter>('all');
  const shown = filterGroups(groups, search.trim(), filter);
  const narrowed = search.trim() !== '' || filter !== 'all';
  return { search, setSearch, filter, setFilter, shown, narrowed };
}

export type PermissionSearch = ReturnType<typeof usePermissionSearch>;
