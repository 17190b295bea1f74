import type { User } from '../directory/model';
import type { JsonObject } from '../json';
import { badRequest, type GraphCall, type GraphResult, keyOf, notFound } from './call';
import { roleEntities, roleShape, userEntity, userShape } from './entities';
import { entityResult, isEventual, listResult, type Shape } from './odata';

const told = ['id', 'displayName', 'verifiedDomains'];
const untold = [
  'deletedDateTime',
  'assignedPlans',
  'businessPhones',
  'city',
  'country',
  'countryLetterCode',
  'createdDateTime',
  'defaultUsageLocation',
  'marketingNotificationEmails',
  'mobileDeviceManagementAuthority',
  'onPremisesLastSyncDateTime',
  'onPremisesSyncEnabled',
  'partnerTenantType',
  'postalCode',
  'preferredLanguage',
  'privacyProfile',
  'provisionedPlans',
  'securityComplianceNotificationMails',
  'securityComplianceNotificationPhones',
  'state',
  'street',
  'technicalNotificationMails',
  'tenantType',
];
const organizationShape: Shape = { set: 'organization', type: 'microsoft.graph.organization', known: new Set([...told, ...untold]) };

/** The organization; everything but id, name and domains stays null, as Graph answers callers with User.Read alone. */
function organizationEntity({ tenant }: GraphCall): JsonObject {
  const initial = `${tenant.domain.split('.')[0]}.onmicrosoft.example`;
  const domain = (name: string, isDefault: boolean) => ({
    capabilities: 'Email, OfficeCommunicationsOnline',
    isDefault,
    isInitial: !isDefault,
    name,
    type: 'Managed',
  });
  const nulls = Object.fromEntries(untold.map((name) => [name, null]));
  return { ...nulls, id: tenant.id, displayName: tenant.name, verifiedDomains: [domain(tenant.domain, true), domain(initial, false)] };
}

export const listOrganizations = (call: GraphCall): GraphResult => listResult(call, organizationShape, [organizationEntity(call)]);

export function getOrganization(call: GraphCall): GraphResult {
  const { value } = keyOf(call);
  if (value.toLowerCase() !== call.tenant.id) throw notFound(value);
  return entityResult(call, organizationShape, organizationEntity(call));
}

function me({ caller }: GraphCall): User {
  if (caller.kind === 'user') return caller.user;
  throw badRequest('/me request is only valid with delegated authentication flow.', 'BadRequest');
}

export const getMe = (call: GraphCall): GraphResult => entityResult(call, userShape, userEntity(me(call)));

export const listMyGroups = (call: GraphCall): GraphResult => listResult(call, roleShape, roleEntities(call, me(call)));

/** The cast to directoryRole is an advanced query (Graph "List a user's memberships"). */
export function listMyRoles(call: GraphCall): GraphResult {
  if (!isEventual(call) || call.query.get('$count') !== 'true') {
    throw badRequest('This query needs ConsistencyLevel: eventual and $count=true.', 'Request_UnsupportedQuery');
  }
  return listMyGroups(call);
}
