import type { View } from '../replicated';
import { type FirstPartyApp, firstPartyApps, firstPartyPermissions } from './first-party';
import type { Application, AppRole, PermissionScope, ServicePrincipal } from './model';
import type { Tenant } from './tenant';

/** An application with the tenant that owns its registration. */
export interface Registration {
  readonly home: Tenant;
  readonly application: Application;
}

/** An API as one tenant knows it: its principal and its permissions there. */
export interface Resource {
  readonly principal: ServicePrincipal;
  readonly names: readonly string[];
  readonly appRoles: readonly AppRole[];
  readonly scopes: readonly PermissionScope[];
}

export const applicationByAppId = (tenant: Tenant, appId: string, view: View): Application | null =>
  tenant.applications.all(view).find((application) => application.appId === appId) ?? null;

export const principalByAppId = (tenant: Tenant, appId: string, view: View): ServicePrincipal | null =>
  tenant.servicePrincipals.all(view).find((principal) => principal.appId === appId) ?? null;

/** Finds a registration in whichever tenant owns it. */
export function registrationOf(tenants: Iterable<Tenant>, appId: string, view: View): Registration | null {
  for (const home of tenants) {
    const application = applicationByAppId(home, appId, view);
    if (application) return { home, application };
  }
  return null;
}

function ownResource(principal: ServicePrincipal, registration: Registration): Resource {
  const { application } = registration;
  const names = [application.appId, `api://${application.appId}`];
  return { principal, names, appRoles: application.appRoles, scopes: application.api.oauth2PermissionScopes };
}

function firstPartyResource(principal: ServicePrincipal, tenant: Tenant, app: FirstPartyApp): Resource {
  return { principal, names: [app.appId, ...app.names], ...firstPartyPermissions(tenant, app) };
}

/** The API behind a principal, with the permissions that this tenant's copy has. */
export function resourceOf(tenants: Iterable<Tenant>, tenant: Tenant, principal: ServicePrincipal): Resource {
  const firstParty = firstPartyApps.get(principal.appId);
  if (firstParty) return firstPartyResource(principal, tenant, firstParty);
  const registration = registrationOf(tenants, principal.appId, 'primary');
  return registration ? ownResource(principal, registration) : { principal, names: [principal.appId], appRoles: [], scopes: [] };
}

const withoutSlash = (name: string) => name.replace(/\/$/, '');

/** Finds the API that a token scope names (for example https://graph.microsoft.com), or null when the tenant has no principal for it. */
export function resourceByName(tenants: readonly Tenant[], at: { tenant: Tenant; view: View }, name: string): Resource | null {
  const { tenant, view } = at;
  for (const principal of tenant.servicePrincipals.all(view)) {
    const resource = resourceOf(tenants, tenant, principal);
    if (resource.names.some((known) => withoutSlash(known) === withoutSlash(name))) return resource;
  }
  return null;
}
