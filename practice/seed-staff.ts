import type { Cloud } from './cloud';
import { blankApplication, principalFor } from './directory/blank';
import { grantRole, grantScopes } from './directory/consent';
import { type Resource, resourceOf } from './directory/find';
import type { Application, AppRole, PermissionScope } from './directory/model';
import { addSecret } from './directory/secrets';
import type { Tenant } from './directory/tenant';
import { fixedId, newId } from './ids';
import type { PlatformService } from './options';

function role(value: string, displayName: string, ...allowedMemberTypes: readonly ('User' | 'Application')[]): AppRole {
  const id = fixedId(`staff role ${value}`);
  return { allowedMemberTypes, description: displayName, displayName, id, isEnabled: true, origin: 'Application', value };
}

const staffRoles = [
  role('Support.Read', 'View connections', 'User', 'Application'),
  role('Support.Manage', 'Manage invitations, notes and checks', 'User', 'Application'),
  role('Credential.Read', 'Read sealed credentials', 'Application'),
];

/** What the platform's own service may: fetch sealed credentials, read the support dashboard's API. */
const platformRoles: readonly string[] = ['Credential.Read', 'Support.Read'];

const staffScope: PermissionScope = {
  adminConsentDescription: 'Allows the support pages to call the portal for the signed-in person.',
  adminConsentDisplayName: 'Use the support pages',
  id: fixedId('staff scope access_as_user'),
  isEnabled: true,
  type: 'User',
  userConsentDescription: null,
  userConsentDisplayName: null,
  value: 'access_as_user',
};

/** The staff app (single-page app and API in one registration) and the platform's service apps. */
export function seedStaffApps(cloud: Cloud, tenant: Tenant, at: string): void {
  const { staff, platform, services } = cloud.options;
  const blank = blankApplication({ tenant, displayName: 'Defender Connect support', at, appId: staff.clientId });
  const application: Application = {
    ...blank,
    signInAudience: 'AzureADMyOrg',
    spa: { redirectUris: staff.redirectUris },
    appRoles: staffRoles,
    api: { ...blank.api, requestedAccessTokenVersion: 2, oauth2PermissionScopes: [staffScope] },
    other: { ...blank.other, identifierUris: [`api://${staff.clientId}`] },
  };
  tenant.applications.put(application.id, application);
  const principal = principalFor(application, tenant, at);
  tenant.servicePrincipals.put(principal.id, principal);
  const resource = resourceOf([tenant], tenant, principal);
  grantScopes(tenant, principal, { resource, scopes: [staffScope.value], userId: null });
  assignPerson(tenant, resource, { account: 'rhea@fortifydata.example', value: 'Support.Read', at });
  assignPerson(tenant, resource, { account: 'manu@fortifydata.example', value: 'Support.Manage', at });
  const first: PlatformService = { ...platform, displayName: 'FortifyData platform', roles: platformRoles };
  for (const service of [first, ...services]) seedService(tenant, resource, { service, at });
}

function assignPerson(tenant: Tenant, resource: Resource, assigned: { account: string; value: string; at: string }): void {
  const user = tenant.users.find(({ signInName }) => signInName === assigned.account);
  const appRole = resource.appRoles.find(({ value }) => value === assigned.value);
  if (!user || !appRole) return;
  const id = newId();
  tenant.appRoleAssignments.put(id, {
    id,
    appRoleId: appRole.id,
    createdDateTime: assigned.at,
    deletedDateTime: null,
    principalDisplayName: user.displayName,
    principalId: user.id,
    principalType: 'User',
    resourceDisplayName: resource.principal.displayName,
    resourceId: resource.principal.id,
  });
}

function seedService(tenant: Tenant, resource: Resource, { service, at }: { service: PlatformService; at: string }): void {
  const { displayName, clientId, clientSecret, roles } = service;
  const blank = blankApplication({ tenant, displayName, at, appId: clientId });
  const application: Application = { ...blank, signInAudience: 'AzureADMyOrg' };
  addSecret(tenant, application, {
    secretText: clientSecret,
    displayName: 'platform',
    startDateTime: at,
    endDateTime: '2099-01-01T00:00:00Z',
  });
  const principal = principalFor(application, tenant, at);
  tenant.servicePrincipals.put(principal.id, principal);
  for (const role of resource.appRoles.filter(({ value }) => roles.includes(value))) grantRole(tenant, principal, { resource, role, at });
}
