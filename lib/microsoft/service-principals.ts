import { z } from 'zod';
import type { ObservedPrincipal, ObservedResource } from '../domain/observed';
import { manifest } from '../domain/permissions';
import { orExisting } from './existing';
import { graphGet, graphRequest } from './http';
import type { Caller } from './microsoft';
import { literal, segment } from './odata';

export const PrincipalWire = z.object({ id: z.guid(), accountEnabled: z.boolean().nullish() });

/** A first-party API's principal: `appRoles` are its application permissions, `oauth2PermissionScopes` its delegated ones. */
export const ResourceWire = PrincipalWire.extend({
  displayName: z.string().nullish(),
  appRoles: z.array(
    z.object({ id: z.guid(), value: z.string().nullish(), isEnabled: z.boolean(), allowedMemberTypes: z.array(z.string()) }),
  ),
  oauth2PermissionScopes: z.array(z.object({ id: z.guid(), value: z.string().nullish(), isEnabled: z.boolean() })),
});

export const resourceByAppId = (appId: string) =>
  `/servicePrincipals(appId=${literal(appId)})?$select=id,appId,displayName,accountEnabled,appRoles,oauth2PermissionScopes`;
export const principalById = (id: string) => `/servicePrincipals/${segment(id)}?$select=id,accountEnabled`;
export const principalByAppId = (appId: string) => `/servicePrincipals(appId=${literal(appId)})?$select=id,accountEnabled`;

/** Graph leaves `accountEnabled` out of some answers; a principal is enabled unless it says otherwise. */
export const reshapePrincipal = (wire: z.infer<typeof PrincipalWire>): ObservedPrincipal => ({
  id: wire.id,
  accountEnabled: wire.accountEnabled ?? true,
});

/** Keeps of an API's hundreds of permissions those which the manifest names. */
export function reshapeResource(wire: z.infer<typeof ResourceWire>, resourceAppId: string): ObservedResource {
  const rows = manifest.rows.filter((row) => row.resourceAppId === resourceAppId);
  const isNamed = (type: 'Application' | 'Delegated', value: string) => rows.some((row) => row.type === type && row.value === value);
  return {
    servicePrincipalId: wire.id,
    displayName: wire.displayName ?? '',
    accountEnabled: wire.accountEnabled ?? true,
    appRoles: wire.appRoles.flatMap(({ value, ...role }) => (value && isNamed('Application', value) ? [{ ...role, value }] : [])),
    scopes: wire.oauth2PermissionScopes.flatMap(({ value, ...scope }) =>
      value && isNamed('Delegated', value) ? [{ ...scope, value }] : [],
    ),
  };
}

/**
 * Makes a service principal or finds the existing one: an upsert by appId, and one read when it existed. Whether it may sign in is not
 * in the body: a new principal may, and one that somebody switched off stays off. For an API of Microsoft nothing is set but the name
 * it has anyway, because Microsoft shows no upsert without a property.
 * @returns the principal as Graph shows it
 * @throws MicrosoftError; code `NoBackingApplicationObject` when the app is unknown or not replicated yet
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-upsert
 */
export async function upsertServicePrincipal(caller: Caller, appId: string): Promise<ObservedPrincipal & { created?: boolean }> {
  const api = manifest.rows.find((row) => row.resourceAppId === appId)?.api;
  const read = async () =>
    reshapePrincipal(await graphGet(caller, { purpose: 'Read the service principal', path: principalByAppId(appId) }, PrincipalWire));
  return orExisting(async () => {
    const answer = await graphRequest(
      caller,
      {
        purpose: api ? "Add the API's service principal" : 'Create the service principal',
        method: 'PATCH',
        path: `/servicePrincipals(appId=${literal(appId)})`,
        headers: { prefer: 'create-if-missing' },
        body: api ? { displayName: api } : { tags: [enterpriseApplicationTag] },
      },
      PrincipalWire,
    );
    return answer.body ? { ...reshapePrincipal(answer.body), created: true } : read();
  }, read);
}

/** Shows the principal under "Enterprise applications" in Microsoft's admin center. */
const enterpriseApplicationTag = 'WindowsAzureActiveDirectoryIntegratedApp';
