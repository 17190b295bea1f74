import type { Permission } from '@/lib/domain/permission';
import type { PermissionGroup } from '@/lib/domain/permission-groups';

/** A permission as the lists show it: with the short name of its API. */
export interface ListedPermission extends Permission {
  readonly shortName: string;
}

export interface ListedGroup extends Omit<PermissionGroup, 'rows'> {
  readonly rows: readonly ListedPermission[];
}

/** Words for what goes beyond reading; absent for the rows that only read. */
export const reachNames = { act: 'Can act', change: 'Can change a setting' } as const;
