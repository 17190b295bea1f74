import {
  countApplications,
  createApplication,
  deleteApplication,
  getApplication,
  listApplications,
  listFederatedCredentials,
  listOwners,
  updateApplication,
} from './applications';
import type { GraphCall, GraphResult } from './call';
import { getDeletedItem, listDeletedApplications, purgeDeletedItem, restoreDeletedItem } from './deleted-items';
import { listAppRoleAssignments, listGrants, listPrincipalGrants } from './grants';
import { getMe, getOrganization, listMyGroups, listMyRoles, listOrganizations } from './organization';
import { addPassword, removePassword } from './passwords';
import { getDefaultAppManagementPolicy } from './policies';
import { listAlerts, listIncidents, listSecureScores, runHuntingQuery } from './security';
import { countPrincipals, createPrincipal, deletePrincipal, getPrincipal, listPrincipals, updatePrincipal } from './service-principals';

/** One operation, and the permissions of which a caller needs any one (Microsoft Graph permissions reference). */
export interface Route {
  readonly method: string;
  readonly template: string;
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
  readonly run: (call: GraphCall) => GraphResult;
}

/** Stands for every application; the operation itself refuses them with a better answer. */
export const anyRole = '*';

interface Access {
  readonly scopes: readonly string[];
  readonly roles: readonly string[];
}

const same = (...names: string[]): Access => ({ scopes: names, roles: names });
const readApplications = same('Application.Read.All', 'Application.ReadWrite.All', 'Directory.Read.All', 'Directory.ReadWrite.All');
const writeApplications = same('Application.ReadWrite.All', 'Directory.ReadWrite.All');
const readGrants = same('Directory.Read.All', 'Directory.ReadWrite.All', 'DelegatedPermissionGrant.ReadWrite.All');
const readMe: Access = {
  scopes: ['User.Read', 'User.ReadWrite', 'User.ReadBasic.All', 'User.Read.All', 'Directory.Read.All'],
  roles: [anyRole],
};
const readOrganization: Access = {
  scopes: ['User.Read', 'Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
  roles: ['Organization.Read.All', 'Directory.Read.All', 'Directory.ReadWrite.All'],
};

const route = (method: string, template: string, more: { access: Access; run: Route['run'] }): Route => ({
  method,
  template,
  ...more.access,
  run: more.run,
});

/** Everything that the practice Graph serves. */
export const routes: readonly Route[] = [
  route('GET', 'me', { access: readMe, run: getMe }),
  route('GET', 'me/memberOf', { access: readMe, run: listMyGroups }),
  route('GET', 'me/memberOf/directoryRole', { access: readMe, run: listMyRoles }),
  route('GET', 'organization', { access: readOrganization, run: listOrganizations }),
  route('GET', 'organization/{}', { access: readOrganization, run: getOrganization }),
  route('GET', 'applications', { access: readApplications, run: listApplications }),
  route('GET', 'applications/$count', { access: readApplications, run: countApplications }),
  route('POST', 'applications', { access: writeApplications, run: createApplication }),
  route('GET', 'applications/{}', { access: readApplications, run: getApplication }),
  route('PATCH', 'applications/{}', { access: writeApplications, run: updateApplication }),
  route('DELETE', 'applications/{}', { access: writeApplications, run: deleteApplication }),
  route('GET', 'applications/{}/owners', { access: readApplications, run: listOwners }),
  route('GET', 'applications/{}/federatedIdentityCredentials', { access: readApplications, run: listFederatedCredentials }),
  route('POST', 'applications/{}/addPassword', { access: writeApplications, run: addPassword }),
  route('POST', 'applications/{}/removePassword', { access: writeApplications, run: removePassword }),
  route('GET', 'servicePrincipals', { access: readApplications, run: listPrincipals }),
  route('GET', 'servicePrincipals/$count', { access: readApplications, run: countPrincipals }),
  route('POST', 'servicePrincipals', { access: writeApplications, run: createPrincipal }),
  route('GET', 'servicePrincipals/{}', { access: readApplications, run: getPrincipal }),
  route('PATCH', 'servicePrincipals/{}', { access: writeApplications, run: updatePrincipal }),
  route('DELETE', 'servicePrincipals/{}', { access: writeApplications, run: deletePrincipal }),
  route('GET', 'servicePrincipals/{}/appRoleAssignments', { access: readApplications, run: listAppRoleAssignments }),
  route('GET', 'servicePrincipals/{}/oauth2PermissionGrants', { access: readGrants, run: listPrincipalGrants }),
  route('GET', 'oauth2PermissionGrants', { access: readGrants, run: listGrants }),
  route('GET', 'directory/deletedItems/application', { access: readApplications, run: listDeletedApplications }),
  route('GET', 'directory/deletedItems/{}', { access: readApplications, run: getDeletedItem }),
  route('POST', 'directory/deletedItems/{}/restore', { access: writeApplications, run: restoreDeletedItem }),
  route('DELETE', 'directory/deletedItems/{}', { access: writeApplications, run: purgeDeletedItem }),
  route('GET', 'policies/defaultAppManagementPolicy', { access: same('Policy.Read.All'), run: getDefaultAppManagementPolicy }),
  route('GET', 'security/secureScores', { access: same('SecurityEvents.Read.All', 'SecurityEvents.ReadWrite.All'), run: listSecureScores }),
  route('GET', 'security/incidents', { access: same('SecurityIncident.Read.All', 'SecurityIncident.ReadWrite.All'), run: listIncidents }),
  route('GET', 'security/alerts_v2', { access: same('SecurityAlert.Read.All', 'SecurityAlert.ReadWrite.All'), run: listAlerts }),
  route('POST', 'security/runHuntingQuery', { access: same('ThreatHunting.Read.All'), run: runHuntingQuery }),
];
