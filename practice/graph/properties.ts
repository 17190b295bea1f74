import { applicationExtras, principalExtras } from '../directory/blank';

/** Every property of an application that the practice cloud answers; all of them are published ones. */
export const applicationProperties: readonly string[] = [
  'id',
  'appId',
  'createdDateTime',
  'deletedDateTime',
  'createdByAppId',
  'publisherDomain',
  'displayName',
  'uniqueName',
  'signInAudience',
  'isDisabled',
  'tags',
  'requiredResourceAccess',
  'web',
  'spa',
  'publicClient',
  'api',
  'appRoles',
  'keyCredentials',
  'passwordCredentials',
  ...Object.keys(applicationExtras),
];

/** The same for service principals. */
export const principalProperties: readonly string[] = [
  'id',
  'appId',
  'displayName',
  'accountEnabled',
  'appRoleAssignmentRequired',
  'appOwnerOrganizationId',
  'createdByAppId',
  'tags',
  ...Object.keys(principalExtras),
  'deletedDateTime',
  'appDisplayName',
  'info',
  'isDisabled',
  'servicePrincipalType',
  'signInAudience',
  'replyUrls',
  'servicePrincipalNames',
  'appRoles',
  'oauth2PermissionScopes',
];
