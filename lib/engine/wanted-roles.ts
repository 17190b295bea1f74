import type { Desired } from '../domain/desired';
import { apiKeyOf } from '../domain/permissions';
import type { ApiKey } from '../domain/proof';

/** Role values that each of the three tokens is to carry; an empty list: this API is left out. */
export function wantedRoles(desired: Desired): Record<ApiKey, string[]> {
  const of = (key: ApiKey) => desired.wantedGrants.filter((grant) => apiKeyOf(grant.resourceAppId) === key).map((grant) => grant.value);
  return { 'threat-protection': of('threat-protection'), graph: of('graph'), endpoint: of('endpoint') };
}
