import { apiName, permissionGroups } from '@/lib/domain/permissions';
import type { ListedGroup } from './listed';

/** The whole permission list in its groups. For server components: the browser gets these as data, not as code. */
export const listedGroups = (): readonly ListedGroup[] =>
  permissionGroups().map((group) => ({ ...group, rows: group.rows.map((row) => ({ ...row, shortName: apiName(row.resourceAppId) })) }));
