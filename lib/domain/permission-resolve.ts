import type { RequiredResource } from './observed';
import type { Permission } from './permission';

/** What a tenant's service principal of an API offers, as Graph lists it. */
export interface OfferedPermissions {
  readonly appRoles: readonly {
    readonly id: string;
    readonly value: string;
    readonly isEnabled: boolean;
    readonly allowedMemberTypes: readonly string[];
  }[];
  readonly oauth2PermissionScopes: readonly { readonly id: string; readonly value: string; readonly isEnabled: boolean }[];
}

/** `retired`: the API no longer has it; `disabled`: it has it switched off; `resource-missing`: the tenant has no such API. */
export type SetAsideReason = 'retired' | 'disabled' | 'resource-missing';

/** A row of the manifest whose `id` is the one that this tenant's API gives it. */
export type ResolvedPermission = Permission;

export interface Resolution {
  /** In the order of the given rows. */
  readonly resolved: readonly ResolvedPermission[];
  readonly setAside: readonly { readonly row: Permission; readonly reason: SetAsideReason }[];
  /** Rows that resolved to another id than the manifest's, as other clouds have them. */
  readonly idDiffers: readonly { readonly row: Permission; readonly liveId: string }[];
}

/**
 * Looks every permission up by its name in what the tenant really offers, so that an id that differs between clouds or a permission
 * that Microsoft has retired cannot make the whole consent fail.
 * @param rows rows of the manifest
 * @param resources offers by resourceAppId; null or absent: the tenant has no service principal for this API
 * @see https://learn.microsoft.com/graph/api/resources/approle
 */
export function resolvePermissions(
  rows: readonly Permission[],
  resources: ReadonlyMap<string, OfferedPermissions | null | undefined>,
): Resolution {
  const answers = rows.map((row) => ({ row, answer: resolve(row, resources.get(row.resourceAppId)) }));
  const resolved = answers.flatMap(({ row, answer }) => (answer.found ? [{ ...row, id: answer.id }] : []));
  return {
    resolved,
    setAside: answers.flatMap(({ row, answer }) => (answer.found ? [] : [{ row, reason: answer.reason }])),
    idDiffers: answers.flatMap(({ row, answer }) =>
      answer.found && answer.id.toLowerCase() !== row.id.toLowerCase() ? [{ row, liveId: answer.id }] : [],
    ),
  };
}

/**
 * `requiredResourceAccess` of an application: what the consent page will ask. APIs in the order of their first row, permissions in
 * the order of the rows, so that equal input gives equal output.
 * @see https://learn.microsoft.com/graph/api/resources/requiredresourceaccess
 */
export function requiredResourceAccess(rows: readonly Pick<Permission, 'resourceAppId' | 'id' | 'type'>[]): readonly RequiredResource[] {
  const apis = [...new Set(rows.map((row) => row.resourceAppId))];
  return apis.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: rows
      .filter((row) => row.resourceAppId === resourceAppId)
      .map((row) => ({ id: row.id, type: row.type === 'Application' ? ('Role' as const) : ('Scope' as const) })),
  }));
}

type Answer = { readonly found: true; readonly id: string } | { readonly found: false; readonly reason: SetAsideReason };

function resolve(row: Permission, offer: OfferedPermissions | null | undefined): Answer {
  if (!offer) return { found: false, reason: 'resource-missing' };
  const candidates =
    row.type === 'Application'
      ? offer.appRoles.filter((role) => role.allowedMemberTypes.includes('Application'))
      : offer.oauth2PermissionScopes;
  const named = candidates.filter((candidate) => candidate.value === row.value);
  const live = named.find((candidate) => candidate.isEnabled);
  if (live) return { found: true, id: live.id };
  return { found: false, reason: named.length > 0 ? 'disabled' : 'retired' };
}
