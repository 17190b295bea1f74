import type { Person } from './connection';
import type { CredentialRecord } from './credential';
import { applicationDisplayName, applicationTag, applicationUniqueName, desiredFor, manifestResourceAppIds } from './desired';
import type { Grant, Observed, ObservedApplication, ObservedPassword, ObservedResource } from './observed';
import { manifest, requiredResourceAccess } from './permissions';
import { apiKeys, type Proof } from './proof';

/** A tenant that is all right and the records of its connection at every stage, for tests of anything that takes records. */

export const ids = {
  connection: '0b3f7a52-6d1c-4e89-9a27-58c1f4e0d936',
  tenant: '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901',
  object: '4e8d0c91-a7f3-4b26-8c5d-901e2f3a4b5c',
  app: 'c1f6b8e4-03d2-4a97-b5e8-6f7081920a1b',
  principal: '92ad5e77-4f18-4c03-a6b9-d0e1f2031425',
  key: '6f0c2d3e-8b19-4a57-9c64-1b2a3c4d5e6f',
  attempt: 'e5a7c9d1-2b4f-4683-90ab-cdef01234567',
} as const;
export const [threatProtection = '', graph = '', endpoint = ''] = manifestResourceAppIds;
export const callbackUrl = 'https://connect.example.com/api/consent/callback';
export const globalAdministrator = '62e90394-69f5-4237-9190-012177145e10';

/** A time of the story, which begins at noon. */
export const at = (seconds: number): Date => new Date(Date.UTC(2026, 10, 23, 12, 0, 0) + seconds * 1000);

export const person: Person = {
  oid: '0c7a9e54-31b8-4d6f-8e02-7b5a4c3d2e1f',
  name: 'Adele Vance',
  account: 'adele@contoso.example',
  roles: [globalAdministrator],
};

const principals = ['1f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f1', '2f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f2', '3f2e3d4c-5b6a-4978-8695-a4b3c2d1e0f3'];

/** An API of the manifest as a tenant offers it; roles and scopes named in `without` are not there. */
export function resource(resourceAppId: string, without: readonly string[] = []): ObservedResource {
  const rows = manifest.rows.filter((row) => row.resourceAppId === resourceAppId && !without.includes(row.value));
  const offer = (type: string) => rows.filter((row) => row.type === type).map(({ id, value }) => ({ id, value, isEnabled: true }));
  return {
    servicePrincipalId: principals[manifestResourceAppIds.indexOf(resourceAppId)] ?? '',
    displayName: rows[0]?.api ?? '',
    accountEnabled: true,
    appRoles: offer('Application').map((role) => ({ ...role, allowedMemberTypes: ['Application'] })),
    scopes: offer('Delegated'),
  };
}

export const resources: Observed['resources'] = Object.fromEntries(manifestResourceAppIds.map((appId) => [appId, resource(appId)]));

export const grants: readonly Grant[] = manifest.rows
  .filter((row) => row.type === 'Application')
  .map((row) => ({ resourceId: resources[row.resourceAppId]?.servicePrincipalId ?? '', appRoleId: row.id }));

export const password: ObservedPassword = {
  keyId: ids.key,
  displayName: 'FortifyDataAPISecret',
  startsAt: at(240),
  expiresAt: new Date(at(240).getTime() + 730 * 86_400_000),
};

export const application: ObservedApplication = {
  objectId: ids.object,
  appId: ids.app,
  displayName: applicationDisplayName,
  uniqueName: applicationUniqueName,
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: requiredResourceAccess(manifest.rows),
  redirectUris: [callbackUrl],
  tags: [applicationTag],
  createdAt: at(30),
  passwords: [password],
  certificates: [],
};

/** The tenant before anything is made in it. */
export const untouched: Observed = {
  at: at(10),
  organization: { id: ids.tenant, name: 'Contoso Ltd', domain: 'contoso.example' },
  me: { id: person.oid, name: person.name, account: person.account, isGuest: false },
  resources,
  application: null,
  servicePrincipal: null,
  grants: null,
  namesakes: [],
  policy: null,
  deletedApplications: [],
};

/** The tenant with everything in place. */
export const complete: Observed = {
  ...untouched,
  at: at(320),
  application,
  servicePrincipal: { id: ids.principal, accountEnabled: true },
  grants,
};

export const desired = desiredFor({ observed: complete, leftOut: [], callbackUrl });

/** An attempt at a key: proved and live unless said otherwise. */
export function credential(change: Partial<CredentialRecord> = {}): CredentialRecord {
  const { startsAt, expiresAt } = password;
  const moments = { sealedAt: at(302), deliveryStartedAt: at(303), deliveredAt: at(304), provedAt: at(310), unknownAt: null };
  const delivery = { deliveryTries: 1, deliveryAlarmedAt: null };
  return {
    attempt: ids.attempt,
    applicationObjectId: ids.object,
    state: 'live',
    intendedAt: at(300),
    startsAt,
    expiresAt,
    keyId: ids.key,
    sealThumbprint: 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs',
    thumbprint: null,
    watchedUntil: null,
    ...moments,
    ...delivery,
    ...change,
  };
}

/** An attempt that was only intended: nothing is known of a key. */
export const intended = (change: Partial<CredentialRecord> = {}): CredentialRecord =>
  credential({
    state: 'intended',
    keyId: null,
    sealThumbprint: null,
    sealedAt: null,
    deliveryStartedAt: null,
    deliveryTries: 0,
    deliveredAt: null,
    provedAt: null,
    ...change,
  });

const apiOf = { 'threat-protection': threatProtection, graph, endpoint };

/** Three tokens with every wanted role, three APIs that answer. */
export const proof: Proof = {
  at: at(310),
  apis: apiKeys.map((api) => ({
    api,
    tokenRoles: desired.wantedGrants.filter((grant) => grant.resourceAppId === apiOf[api]).map((grant) => grant.value),
    answer: 'works',
    status: 200,
    durationMs: 400,
    code: null,
    read: 'incidents',
  })),
};
