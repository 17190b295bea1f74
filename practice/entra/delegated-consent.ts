import { type Account, type Cloud, tenantsOf } from '../cloud';
import { principalFor } from '../directory/blank';
import { consentedScopes, grantScopes } from '../directory/consent';
import { principalByAppId, type Resource, resourceOf } from '../directory/find';
import type { PermissionScope, RoleKey, ServicePrincipal } from '../directory/model';
import type { AuthorizeRequest } from './authorize-request';
import { EntraError } from './errors';
import { resourceFor } from './scopes';

/** Roles that may consent to delegated permissions for everybody (grant tenant-wide admin consent, Microsoft Entra ID). */
const consentRoles: readonly RoleKey[] = [
  'globalAdministrator',
  'privilegedRoleAdministrator',
  'cloudApplicationAdministrator',
  'applicationAdministrator',
];

export const mayConsentForAll = ({ user }: Account): boolean => user.roles.some((role) => consentRoles.includes(role));

/** What consent a sign-in still needs. */
export interface NeededConsent {
  readonly resource: Resource;
  /** Every delegated permission that the request is about. */
  readonly asked: readonly PermissionScope[];
  /** Those among them to which nobody has consented yet. */
  readonly missing: readonly PermissionScope[];
  /** True when this person cannot consent to what is missing (AADSTS90094). */
  readonly adminNeeded: boolean;
  readonly mayConsentForAll: boolean;
}

/** The permissions behind the scopes of a request; `.default` is all that the registration lists for the API. */
function askedPermissions(request: AuthorizeRequest, resource: Resource): PermissionScope[] {
  const { application } = request.client;
  const listed = application.requiredResourceAccess.find(({ resourceAppId }) => resourceAppId === resource.principal.appId);
  return request.scopes.values.flatMap((value) => {
    if (value === '.default') {
      const ids = listed?.resourceAccess.map(({ id }) => id) ?? [];
      return resource.scopes.filter(({ id }) => ids.includes(id));
    }
    const found = resource.scopes.find((scope) => scope.value === value && scope.isEnabled);
    if (found) return [found];
    throw new EntraError(
      650053,
      `The application '${application.displayName}' asked for scope '${value}' that doesn't exist on the resource '${resource.principal.appId}'. Contact the app vendor.`,
    );
  });
}

/** Finds out what is missing. A renewed question (`prompt=consent`) is about everything. */
export function consentFor(cloud: Cloud, request: AuthorizeRequest, account: Account): NeededConsent {
  const { tenant, user } = account;
  const resource = resourceFor(cloud, tenant, request.scopes.resourceName);
  const asked = askedPermissions(request, resource);
  const principal = principalByAppId(tenant, request.client.application.appId, 'primary');
  const granted = principal ? consentedScopes(tenant, principal, { resource, userId: user.id }) : new Set<string>();
  const missing = asked.filter(({ value }) => !granted.has(value));
  const forAll = mayConsentForAll(account);
  const weighed = request.prompt === 'consent' ? asked : missing;
  const adminNeeded = !forAll && weighed.some(({ type }) => type === 'Admin');
  return { resource, asked, missing, adminNeeded, mayConsentForAll: forAll };
}

/** The client's principal in a tenant; consent makes it when it is missing. */
export function ensurePrincipal(cloud: Cloud, account: Account, client: AuthorizeRequest['client']): ServicePrincipal {
  const existing = principalByAppId(account.tenant, client.application.appId, 'primary');
  if (existing) return existing;
  const made = principalFor(client.application, client.home, cloud.clock.stamp());
  account.tenant.servicePrincipals.put(made.id, made);
  return made;
}

/** Records consent: for the whole organization when the person may do that, for the person alone otherwise. */
export function recordConsent(cloud: Cloud, request: AuthorizeRequest, account: Account): void {
  const { resource, asked } = consentFor(cloud, request, account);
  const principal = ensurePrincipal(cloud, account, request.client);
  const current = principalByAppId(account.tenant, resource.principal.appId, 'primary');
  const target = current ? resourceOf(tenantsOf(cloud), account.tenant, current) : resource;
  const scopes = [...request.scopes.oidc, ...asked.map(({ value }) => value)];
  grantScopes(account.tenant, principal, { resource: target, scopes, userId: mayConsentForAll(account) ? null : account.user.id });
}
