import type { Grant, Observed } from './observed';
import { manifest } from './permissions';

/** An application permission that is to be granted: which API, which role, and its name for people. */
export interface WantedGrant {
  readonly resourceAppId: string;
  readonly appRoleId: string;
  readonly value: string;
}

export interface GrantComparison {
  readonly granted: readonly WantedGrant[];
  readonly missing: readonly WantedGrant[];
  /** Granted to our principal and named by no row of the manifest. */
  readonly beyond: readonly Grant[];
}

/**
 * Compares what is wanted with what Microsoft's list says. A grant is the pair of the API's principal in this tenant and the role:
 * the right role of a wrong API does not count.
 * @param wanted application permissions of the plan
 * @param grants the principal's appRoleAssignments; null counts as none
 * @param resources the tenant's API principals by resourceAppId
 */
export function compareGrants(
  wanted: readonly WantedGrant[],
  grants: readonly Grant[] | null,
  resources: Observed['resources'],
): GrantComparison {
  const pair = (resourceId: string, appRoleId: string) => `${resourceId}/${appRoleId}`.toLowerCase();
  const have = new Set((grants ?? []).map((grant) => pair(grant.resourceId, grant.appRoleId)));
  const key = (row: WantedGrant) => {
    const resource = resources[row.resourceAppId];
    return resource ? pair(resource.servicePrincipalId, row.appRoleId) : null;
  };
  const isGranted = (row: WantedGrant) => {
    const wantedKey = key(row);
    return wantedKey !== null && have.has(wantedKey);
  };
  const asked = new Set(wanted.map(key));
  return {
    granted: wanted.filter(isGranted),
    missing: wanted.filter((row) => !isGranted(row)),
    beyond: (grants ?? []).filter((grant) => !asked.has(pair(grant.resourceId, grant.appRoleId)) && !isOurs(grant, resources)),
  };
}

/** A permission of the manifest that Microsoft has retired, or that is left out now, may still be granted from before. */
function isOurs(grant: Grant, resources: Observed['resources']): boolean {
  const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();
  const [appId, resource] = Object.entries(resources).find(([, found]) => found && same(found.servicePrincipalId, grant.resourceId)) ?? [];
  const value = resource?.appRoles.find((role) => same(role.id, grant.appRoleId))?.value;
  return manifest.rows.some(
    (row) => row.type === 'Application' && row.resourceAppId === appId && (same(row.id, grant.appRoleId) || row.value === value),
  );
}
