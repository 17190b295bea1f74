import type { JsonObject } from '../json';
import type { GraphCall, GraphResult } from './call';
import { entityResult, type Shape } from './odata';

const shape: Shape = {
  set: 'policies/defaultAppManagementPolicy',
  type: 'microsoft.graph.tenantAppManagementPolicy',
  known: new Set([
    'id',
    'deletedDateTime',
    'displayName',
    'description',
    'isEnabled',
    'applicationRestrictions',
    'servicePrincipalRestrictions',
  ]),
};

function restrictions({ tenant }: GraphCall): JsonObject[] {
  const policy = tenant.settings.secretPolicy;
  if (policy === null) return [];
  const common = { restrictForAppsCreatedAfterDateTime: null, state: 'enabled', excludeActors: null };
  if ('banned' in policy) return [{ restrictionType: 'passwordAddition', maxLifetime: null, ...common }];
  return [{ restrictionType: 'passwordLifetime', maxLifetime: `P${policy.maxDays}D`, ...common }];
}

/** The tenant's default app management policy (Graph tenantAppManagementPolicy). */
export function getDefaultAppManagementPolicy(call: GraphCall): GraphResult {
  const passwordCredentials = restrictions(call);
  return entityResult(call, shape, {
    id: '00000000-0000-0000-0000-000000000000',
    deletedDateTime: null,
    displayName: 'Default app management tenant policy',
    description: 'Default tenant policy that enforces app management restrictions on applications and service principals.',
    isEnabled: passwordCredentials.length > 0,
    applicationRestrictions: { passwordCredentials, keyCredentials: [] },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  });
}
