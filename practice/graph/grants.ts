import { toJson } from '../json';
import { type GraphCall, type GraphResult, keyOf, notFound } from './call';
import { assignmentShape, grantShape } from './entities';
import { listResult } from './odata';
import { findPrincipal } from './service-principals';

/** Application permissions granted to a principal. */
export function listAppRoleAssignments(call: GraphCall): GraphResult {
  const principal = findPrincipal(call, 'replica');
  if (!principal) throw notFound(keyOf(call).value);
  const mine = call.tenant.appRoleAssignments.all('replica').filter(({ principalId }) => principalId === principal.id);
  return listResult(call, { ...assignmentShape, set: `servicePrincipals('${principal.id}')/appRoleAssignments` }, mine.map(toJson));
}

/** Delegated permissions granted to a principal; needs a directory scope that the portal does not have. */
export function listPrincipalGrants(call: GraphCall): GraphResult {
  const principal = findPrincipal(call, 'replica');
  if (!principal) throw notFound(keyOf(call).value);
  const mine = call.tenant.grants.all('replica').filter(({ clientId }) => clientId === principal.id);
  return listResult(call, grantShape, mine.map(toJson));
}

/** All delegated grants of the tenant. */
export const listGrants = (call: GraphCall): GraphResult => listResult(call, grantShape, call.tenant.grants.all('replica').map(toJson));
