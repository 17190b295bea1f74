import { type Cloud, tenantsOf } from '../cloud';
import { resourceOf } from '../directory/find';
import type { AppRoleAssignment, ServicePrincipal } from '../directory/model';
import type { Tenant } from '../directory/tenant';
import { applicationWithKeys } from '../graph/entities';
import type { View } from '../replicated';

/** An assignment with the permission it stands for, so that tests can name what they expect. */
function namedAssignment(cloud: Cloud, tenant: Tenant, assignment: AppRoleAssignment) {
  const principal = tenant.servicePrincipals.get(assignment.resourceId, 'primary');
  const resource = principal ? resourceOf(tenantsOf(cloud), tenant, principal) : null;
  const role = resource?.appRoles.find(({ id }) => id === assignment.appRoleId);
  return { ...assignment, resourceAppId: principal?.appId ?? null, value: role?.value ?? null };
}

function bare({ other, ...principal }: ServicePrincipal) {
  return { ...principal, ...other };
}

/** Everything in a tenant's directory, for assertions; role lists of Microsoft's APIs are left out. */
export function tenantState(cloud: Cloud, tenant: Tenant, view: View) {
  const { id, name, domain, shows, staff, settings, users } = tenant;
  return {
    id,
    name,
    domain,
    shows,
    staff,
    settings,
    applications: tenant.applications.all(view).map(applicationWithKeys),
    deletedApplications: tenant.deletedApplications.all(view).map(applicationWithKeys),
    servicePrincipals: tenant.servicePrincipals.all(view).map(bare),
    appRoleAssignments: tenant.appRoleAssignments.all(view).map((assignment) => namedAssignment(cloud, tenant, assignment)),
    oauth2PermissionGrants: tenant.grants.all(view),
    users,
  };
}
