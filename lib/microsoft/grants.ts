import { z } from 'zod';
import type { Grant } from '../domain/observed';
import { graphGet } from './http';
import type { Caller } from './microsoft';
import { literal, segment } from './odata';
import { followPages, listOf, type Page } from './pages';

const GrantWire = z.object({ appRoleId: z.guid(), resourceId: z.guid() });
export const GrantsWire = listOf(GrantWire);

const purpose = 'Read the granted permissions';

export const grantsOf = (servicePrincipalId: string) =>
  `/servicePrincipals/${segment(servicePrincipalId)}/appRoleAssignments?$select=appRoleId,resourceId&$top=999`;

/** The same for a principal that is known by its application alone. */
export const grantsByAppId = (appId: string) =>
  `/servicePrincipals(appId=${literal(appId)})/appRoleAssignments?$select=appRoleId,resourceId&$top=999`;

/**
 * The grants of a first page that is at hand, and of all pages behind it.
 * @throws MicrosoftError
 */
export const allGrants = (caller: Caller, first: Page<Grant>): Promise<Grant[]> => followPages(caller, purpose, { first, item: GrantWire });

/**
 * Application permissions granted to a principal. Microsoft's list may lag behind a consent by minutes.
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/graph/api/serviceprincipal-list-approleassignments
 */
export async function listGrants(caller: Caller, servicePrincipalId: string): Promise<readonly Grant[]> {
  return allGrants(caller, await graphGet(caller, { purpose, path: grantsOf(servicePrincipalId) }, GrantsWire));
}
