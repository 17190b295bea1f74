import { newId, sha256 } from '../ids';
import type { View } from '../replicated';
import type { Resource } from './find';
import type { AppRole, OAuth2PermissionGrant, PermissionScope, ServicePrincipal } from './model';
import type { Tenant } from './tenant';

/** Records one application permission as granted; granting twice changes nothing. */
export function grantRole(tenant: Tenant, client: ServicePrincipal, granted: { resource: Resource; role: AppRole; at: string }): void {
  const { resource, role, at } = granted;
  const { principal } = resource;
  const exists = tenant.appRoleAssignments
    .all('primary')
    .some((known) => known.principalId === client.id && known.resourceId === principal.id && known.appRoleId === role.id);
  if (exists) return;
  const id = sha256(newId());
  tenant.appRoleAssignments.put(id, {
    id,
    appRoleId: role.id,
    createdDateTime: at,
    deletedDateTime: null,
    principalDisplayName: client.displayName,
    principalId: client.id,
    principalType: 'ServicePrincipal',
    resourceDisplayName: principal.displayName,
    resourceId: principal.id,
  });
}

interface ScopeGrant {
  readonly resource: Resource;
  readonly scopes: readonly string[];
  /** The person who consents for themselves alone; null: for the whole organization. */
  readonly userId: string | null;
}

/** Records delegated permissions as granted, joined with those granted before. */
export function grantScopes(tenant: Tenant, client: ServicePrincipal, { resource, scopes, userId }: ScopeGrant): void {
  const consentType = userId === null ? 'AllPrincipals' : 'Principal';
  const earlier = grantsOf(tenant, client, 'primary').find(
    (grant) => grant.resourceId === resource.principal.id && grant.consentType === consentType && grant.principalId === userId,
  );
  const all = new Set([...(earlier?.scope.split(' ') ?? []), ...scopes]);
  const id = earlier?.id ?? sha256(newId());
  const grant: OAuth2PermissionGrant = {
    id,
    clientId: client.id,
    consentType,
    principalId: userId,
    resourceId: resource.principal.id,
    scope: [...all].join(' '),
  };
  tenant.grants.put(id, grant);
}

/** All delegated grants of a client. */
export const grantsOf = (tenant: Tenant, client: ServicePrincipal, view: View): OAuth2PermissionGrant[] =>
  tenant.grants.all(view).filter((grant) => grant.clientId === client.id);

/** The scopes that a person may use with a client on one API without being asked again. */
export function consentedScopes(tenant: Tenant, client: ServicePrincipal, at: { resource: Resource; userId: string }): Set<string> {
  const mine = grantsOf(tenant, client, 'primary').filter(
    (grant) => grant.resourceId === at.resource.principal.id && (grant.consentType === 'AllPrincipals' || grant.principalId === at.userId),
  );
  return new Set(mine.flatMap((grant) => grant.scope.split(' ')));
}

/** Removes a principal and every grant from or to it. */
export function removePrincipal(tenant: Tenant, principal: ServicePrincipal): void {
  tenant.servicePrincipals.remove(principal.id);
  for (const { id, principalId, resourceId } of tenant.appRoleAssignments.all('primary')) {
    if (principalId === principal.id || resourceId === principal.id) tenant.appRoleAssignments.remove(id);
  }
  for (const { id, clientId, resourceId } of tenant.grants.all('primary')) {
    if (clientId === principal.id || resourceId === principal.id) tenant.grants.remove(id);
  }
}

/** The permission with this id on an API, or null when the tenant's copy has none that can be granted. */
export function permissionById(resource: Resource, type: 'Role' | 'Scope', id: string): AppRole | PermissionScope | null {
  const list: readonly (AppRole | PermissionScope)[] = type === 'Role' ? resource.appRoles : resource.scopes;
  return list.find((permission) => permission.id === id && permission.isEnabled) ?? null;
}
