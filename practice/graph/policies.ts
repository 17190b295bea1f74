import type { Application } from '../directory/model';
import type { KeyPolicy } from '../directory/tenant';
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

function restriction(policy: Restricting | null, types: { lifetime: string; kind: string }): JsonObject[] {
  if (policy === null) return [];
  const { createdAfter = null, off = false } = policy;
  const common = { restrictForAppsCreatedAfterDateTime: createdAfter, state: off ? 'disabled' : 'enabled', excludeActors: null };
  if ('maxDays' in policy) return [{ restrictionType: types.lifetime, maxLifetime: `P${policy.maxDays}D`, ...common }];
  return [{ restrictionType: types.kind, maxLifetime: null, ...common }];
}

type Restricting = KeyPolicy<{ maxDays: number } | object>;

/** The restriction when it is in force for this application, or null. */
export function inForce<Policy extends Restricting>(policy: Policy | null, { createdDateTime }: Application): Policy | null {
  if (policy === null || policy.off || policy.exempt) return null;
  return policy.createdAfter && Date.parse(createdDateTime ?? '') <= Date.parse(policy.createdAfter) ? null : policy;
}

/** The tenant's default app management policy (Graph tenantAppManagementPolicy). */
export function getDefaultAppManagementPolicy(call: GraphCall): GraphResult {
  const { secretPolicy, certificatePolicy } = call.tenant.settings;
  const passwordCredentials = restriction(secretPolicy, { lifetime: 'passwordLifetime', kind: 'passwordAddition' });
  const keyCredentials = restriction(certificatePolicy, { lifetime: 'asymmetricKeyLifetime', kind: 'trustedCertificateAuthority' });
  return entityResult(call, shape, {
    id: '00000000-0000-0000-0000-000000000000',
    deletedDateTime: null,
    displayName: 'Default app management tenant policy',
    description: 'Default tenant policy that enforces app management restrictions on applications and service principals.',
    isEnabled: passwordCredentials.length + keyCredentials.length > 0,
    applicationRestrictions: { passwordCredentials, keyCredentials },
    servicePrincipalRestrictions: { passwordCredentials: [], keyCredentials: [] },
  });
}
