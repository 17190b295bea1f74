import { type Cloud, tenantsOf } from '../cloud';
import { grantRole, removePrincipal } from '../directory/consent';
import { applicationByAppId, principalByAppId, resourceOf } from '../directory/find';
import { type Application, directoryRoles, type RoleKey, type ServicePrincipal, type User } from '../directory/model';
import { settle, type Tenant } from '../directory/tenant';
import { retire } from '../graph/applications';
import { checkedBody, guid, list, oneOf, record, text } from '../graph/check';
import { mergeKeyCredentials } from '../graph/key-credentials';
import { type Json, type JsonObject, textOf } from '../json';
import { ControlFailure } from './failure';

interface Deed {
  readonly cloud: Cloud;
  readonly tenant: Tenant;
  readonly body: JsonObject;
}

const appIdOf = ({ body }: Deed) => textOf(body, 'appId')?.toLowerCase() ?? '';

function application(deed: Deed): Application {
  const found = applicationByAppId(deed.tenant, appIdOf(deed), 'primary');
  if (!found) throw new ControlFailure(404, `${deed.tenant.domain} has no application ${appIdOf(deed)}.`);
  return found;
}

function principal(deed: Deed, appId = appIdOf(deed)): ServicePrincipal {
  const found = principalByAppId(deed.tenant, appId, 'primary');
  if (!found) throw new ControlFailure(404, `${deed.tenant.domain} has no service principal for ${appId}.`);
  return found;
}

/** The permission that `resourceAppId` and `value` name. */
function namedRole(deed: Deed) {
  const resource = resourceOf(tenantsOf(deed.cloud), deed.tenant, principal(deed, textOf(deed.body, 'resourceAppId') ?? ''));
  const role = resource.appRoles.find(({ value }) => value === deed.body.value);
  if (!role) throw new ControlFailure(404, `There is no application permission ${textOf(deed.body, 'value')}.`);
  return { resource, role };
}

function removeGrant(deed: Deed): void {
  const { resource, role } = namedRole(deed);
  const client = principal(deed);
  for (const { id, principalId, resourceId, appRoleId } of deed.tenant.appRoleAssignments.all('primary')) {
    if (principalId === client.id && resourceId === resource.principal.id && appRoleId === role.id)
      deed.tenant.appRoleAssignments.remove(id);
  }
}

function removeAllGrants(deed: Deed): void {
  const client = principal(deed);
  for (const { id, principalId } of deed.tenant.appRoleAssignments.all('primary')) {
    if (principalId === client.id) deed.tenant.appRoleAssignments.remove(id);
  }
  for (const { id, clientId } of deed.tenant.grants.all('primary')) if (clientId === client.id) deed.tenant.grants.remove(id);
}

const addGrant = (deed: Deed) => grantRole(deed.tenant, principal(deed), { ...namedRole(deed), at: deed.cloud.clock.stamp() });

/** Removes the secret with `keyId`, or all of them. */
function removePassword(deed: Deed): void {
  const before = application(deed);
  const keyId = textOf(deed.body, 'keyId');
  const passwordCredentials = keyId === null ? [] : before.passwordCredentials.filter((credential) => credential.keyId !== keyId);
  deed.tenant.applications.put(before.id, { ...before, passwordCredentials });
}

/** Removes the certificate with `keyId`, or all of them. */
function removeCertificate(deed: Deed): void {
  const before = application(deed);
  const keyId = textOf(deed.body, 'keyId');
  const keyCredentials = keyId === null ? [] : before.keyCredentials.filter((credential) => credential.keyId !== keyId);
  deed.tenant.applications.put(before.id, { ...before, keyCredentials });
}

/** Adds a certificate that somebody else brings: `value` is its DER in base64. */
function addCertificate(deed: Deed): void {
  const before = application(deed);
  const keyCredentials = mergeKeyCredentials(before, [...before.keyCredentials, { key: textOf(deed.body, 'value') }]);
  deed.tenant.applications.put(before.id, { ...before, keyCredentials });
}

function removePermission(deed: Deed): void {
  const before = application(deed);
  const { role } = namedRole(deed);
  const requiredResourceAccess = before.requiredResourceAccess.map((entry) => ({
    ...entry,
    resourceAccess: entry.resourceAccess.filter(({ id }) => id !== role.id),
  }));
  deed.tenant.applications.put(before.id, { ...before, requiredResourceAccess });
}

const enable = (accountEnabled: boolean) => (deed: Deed) => {
  const before = principal(deed);
  deed.tenant.servicePrincipals.put(before.id, { ...before, accountEnabled });
};

function purgeApplication(deed: Deed): void {
  retire(deed, application(deed));
  for (const { id, appId } of deed.tenant.deletedApplications.all('primary')) {
    if (appId === appIdOf(deed)) deed.tenant.deletedApplications.remove(id);
  }
}

const roleNames = Object.keys(directoryRoles);

/** Changes a person, who keeps id and account. */
function changePerson({ tenant, body }: Deed, change: Partial<User>): void {
  const account = textOf(body, 'account')?.toLowerCase();
  const index = tenant.users.findIndex(({ signInName }) => signInName === account);
  const person = tenant.users[index];
  if (!person) throw new ControlFailure(404, `${tenant.domain} has nobody who signs in as ${account}.`);
  tenant.users[index] = { ...person, ...change };
}

const isRole = (name: unknown): name is RoleKey => roleNames.includes(String(name));
const setRoles = (deed: Deed) => changePerson(deed, { roles: Array.isArray(deed.body.roles) ? deed.body.roles.filter(isRole) : [] });

const deeds: Readonly<Record<string, (deed: Deed) => void>> = {
  addGrant,
  removeGrant,
  removeAllGrants,
  removePassword,
  removeCertificate,
  addCertificate,
  removePermission,
  deleteApplication: (deed) => retire(deed, application(deed)),
  purgeApplication,
  deletePrincipal: (deed) => removePrincipal(deed.tenant, principal(deed)),
  disablePrincipal: enable(false),
  enablePrincipal: enable(true),
  setRoles,
  disablePerson: (deed) => changePerson(deed, { disabled: true }),
  enablePerson: (deed) => changePerson(deed, { disabled: false }),
  settle: () => undefined,
};

const deedCheck = record(
  {
    do: oneOf(...Object.keys(deeds)),
    appId: guid,
    resourceAppId: guid,
    value: text(20_000),
    keyId: guid,
    account: text(200),
    roles: list(oneOf(...roleNames)),
  },
  ['do'],
);

/** Does in a tenant what an administrator might do behind the portal's back; visible to everybody at once. */
export function act(cloud: Cloud, tenant: Tenant, value: Json): { done: string } {
  const body = checkedBody(value, deedCheck, 'act');
  const name = textOf(body, 'do') ?? '';
  deeds[name]?.({ cloud, tenant, body });
  settle(tenant);
  return { done: name };
}
