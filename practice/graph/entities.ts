import { tenantsOf } from '../cloud';
import { resourceOf } from '../directory/find';
import { type Application, directoryRoles, type ServicePrincipal, type User } from '../directory/model';
import { type JsonObject, toJson } from '../json';
import type { GraphCall } from './call';
import type { Shape } from './odata';
import { applicationProperties, principalProperties } from './properties';

/** An application as Graph answers it: certificates without their bytes. */
export function applicationEntity(application: Application): JsonObject {
  const { other, ...own } = application;
  const keyCredentials = application.keyCredentials.map((credential) => ({ ...credential, key: null }));
  return toJson({ ...own, ...other, keyCredentials });
}

/** The same with the bytes of certificates: one application is answered so when `$select` names them. */
export const applicationWithKeys = (application: Application): JsonObject =>
  toJson({ ...applicationEntity(application), keyCredentials: application.keyCredentials });

/** A service principal as Graph answers it, with the permissions of its API. */
export function principalEntity(call: GraphCall, principal: ServicePrincipal): JsonObject {
  const { other, createdDateTime: _unpublished, ...own } = principal;
  const tenants = tenantsOf(call.cloud);
  const { names, appRoles, scopes } = resourceOf(tenants, call.tenant, principal);
  const backing = tenants.flatMap((tenant) => tenant.applications.all('primary')).find(({ appId }) => appId === principal.appId);
  return toJson({
    ...own,
    ...other,
    deletedDateTime: null,
    appDisplayName: backing?.displayName ?? principal.displayName,
    info: backing?.other.info ?? {
      logoUrl: null,
      marketingUrl: null,
      privacyStatementUrl: null,
      supportUrl: null,
      termsOfServiceUrl: null,
    },
    isDisabled: null,
    servicePrincipalType: 'Application',
    signInAudience: backing?.signInAudience ?? 'AzureADMultipleOrgs',
    replyUrls: backing ? [...backing.web.redirectUris, ...backing.spa.redirectUris] : [],
    servicePrincipalNames: names.filter((name) => name === principal.appId || !backing || name.includes('://')),
    appRoles,
    oauth2PermissionScopes: scopes,
  });
}

/** A person as Graph answers it. */
export function userEntity(user: User): JsonObject {
  const { id, displayName, givenName, surname, userPrincipalName, userType, signInName } = user;
  const unset = { jobTitle: null, mobilePhone: null, officeLocation: null, preferredLanguage: null };
  return {
    id,
    displayName,
    givenName,
    surname,
    userPrincipalName,
    userType,
    mail: signInName,
    businessPhones: [],
    accountEnabled: true,
    ...unset,
  };
}

/** The directory roles of a person; without a directory scope Graph tells little more than their ids. */
export function roleEntities(call: GraphCall, user: User): JsonObject[] {
  const full = ['Directory.Read.All', 'Directory.ReadWrite.All', 'RoleManagement.Read.Directory'];
  const { caller } = call;
  const readable = caller.kind === 'user' && caller.scopes.some((scope) => full.includes(scope));
  return user.roles.map((role) => {
    const { id, name } = directoryRoles[role];
    const told = readable ? { displayName: name, roleTemplateId: id } : { displayName: null, roleTemplateId: null };
    return {
      '@odata.type': '#microsoft.graph.directoryRole',
      id: `${id.slice(0, 24)}${call.tenant.id.slice(24)}`,
      deletedDateTime: null,
      description: null,
      ...told,
    };
  });
}

export const applicationShape: Shape = {
  set: 'applications',
  type: 'microsoft.graph.application',
  known: new Set(applicationProperties),
};

export const principalShape: Shape = {
  set: 'servicePrincipals',
  type: 'microsoft.graph.servicePrincipal',
  known: new Set(principalProperties),
};

const meDefaults = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];
export const userShape: Shape = {
  set: 'users',
  type: 'microsoft.graph.user',
  known: new Set([...meDefaults, 'userType', 'accountEnabled']),
  byDefault: meDefaults,
};

export const roleShape: Shape = {
  set: 'directoryObjects',
  type: 'microsoft.graph.directoryRole',
  known: new Set(['@odata.type', 'id', 'deletedDateTime', 'description', 'displayName', 'roleTemplateId']),
};

export const assignmentShape: Shape = {
  set: 'appRoleAssignments',
  type: 'microsoft.graph.appRoleAssignment',
  known: new Set([
    'id',
    'deletedDateTime',
    'appRoleId',
    'createdDateTime',
    'principalDisplayName',
    'principalId',
    'principalType',
    'resourceDisplayName',
    'resourceId',
  ]),
};

export const grantShape: Shape = {
  set: 'oauth2PermissionGrants',
  type: 'microsoft.graph.oAuth2PermissionGrant',
  known: new Set(['id', 'clientId', 'consentType', 'principalId', 'resourceId', 'scope']),
};

export const federatedShape: Shape = {
  set: 'federatedIdentityCredentials',
  type: 'microsoft.graph.federatedIdentityCredential',
  known: new Set(['id', 'name', 'issuer', 'subject', 'description', 'audiences']),
};
