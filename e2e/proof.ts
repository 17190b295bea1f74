import { expect } from './fixtures';
import { accepts, integrationName, integrationsIn, stateOf, type Tenant } from './practice';
import { openStored } from './stored';

const day = 86_400_000;
const guide = { application: 49, delegated: 12 };

/**
 * Asserts from the practice cloud's books that an organization holds what the guide asks for, once: one app, one principal, all
 * permissions asked and granted, one key of 730 days, or of fewer where a policy says so, and no certificate. Gives the app.
 */
export async function provesOneOfEach(tenant: Tenant, wanted = guide, days = 730) {
  const application = await provesApp(tenant, wanted);
  expect(application.passwordCredentials).toHaveLength(1);
  expect(application.keyCredentials).toEqual([]);
  const [password] = application.passwordCredentials;
  expect(password?.displayName).toBe('FortifyDataAPISecret');
  expect(Date.parse(password?.endDateTime ?? '') - Date.parse(password?.startDateTime ?? '')).toBe(days * day);
  return application;
}

/** The same of an organization that connects by certificate: no secret at all, and FortifyData's certificate once. */
export async function provesCertificate(tenant: Tenant) {
  const application = await provesApp(tenant, guide);
  expect(application.passwordCredentials).toEqual([]);
  const ours = application.keyCredentials.filter(({ displayName }) => displayName === 'FortifyDataAPICertificate');
  expect(ours).toHaveLength(1);
  expect(ours[0]).toMatchObject({ type: 'AsymmetricX509Cert', usage: 'Verify' });
  return application;
}

/** One app, one principal, every permission asked and granted. */
async function provesApp(tenant: Tenant, wanted: typeof guide) {
  const state = await stateOf(tenant);
  const [application, ...others] = integrationsIn(state);
  if (!application || others.length > 0) throw new Error(`${1 + others.length} apps in ${tenant.domain}`);
  expect(application).toMatchObject({ displayName: integrationName, signInAudience: 'AzureADMyOrg' });
  const asked = application.requiredResourceAccess.flatMap(({ resourceAccess }) => resourceAccess);
  expect(asked.filter(({ type }) => type === 'Role')).toHaveLength(wanted.application);
  expect(asked.filter(({ type }) => type === 'Scope')).toHaveLength(wanted.delegated);
  const principals = state.servicePrincipals.filter(({ appId }) => appId === application.appId);
  expect(principals).toHaveLength(1);
  const mine = (id: string) => id === principals[0]?.id;
  expect(state.appRoleAssignments.filter(({ principalId }) => mine(principalId))).toHaveLength(wanted.application);
  const scopes = state.oauth2PermissionGrants.filter(({ clientId }) => mine(clientId)).flatMap(({ scope }) => scope.trim().split(/\s+/));
  expect(new Set(scopes).size).toBe(wanted.delegated);
  return application;
}

/** Asserts that the stored record, opened with FortifyData's key, holds the one secret that Microsoft accepts. */
export async function provesStoredSecret(tenant: Tenant): Promise<string> {
  const [application] = integrationsIn(await stateOf(tenant));
  const opened = await openStored(tenant);
  expect(opened).toMatchObject({ tenantId: tenant.id, clientId: application?.appId, secretId: application?.passwordCredentials[0]?.keyId });
  expect(await accepts(tenant, opened.clientId, opened.secretValue)).toBe(true);
  expect(await accepts(tenant, opened.clientId, `${opened.secretValue}x`)).toBe(false);
  return opened.secretValue;
}
