import { clientBy } from '../cloud';
import { firstPartyPrincipal, principalFor } from '../directory/blank';
import { removePrincipal } from '../directory/consent';
import { applicationByAppId, principalByAppId } from '../directory/find';
import { firstPartyApps } from '../directory/first-party';
import type { ServicePrincipal } from '../directory/model';
import { header } from '../http';
import type { Json, JsonObject } from '../json';
import { textOf } from '../json';
import type { View } from '../replicated';
import { badRequest, denied, type GraphCall, GraphFailure, type GraphResult, keyOf, notFound } from './call';
import { anything, type Check, checkedBody, flag, guid, list, nullable, oneOf, readOnly, record, text } from './check';
import { principalEntity, principalShape } from './entities';
import { countResult, createdResult, entityResult, filtered, listResult } from './odata';
import { isApplicationAdministrator, isOwner } from './rights';

const link = nullable(text(2048));
const writable: Readonly<Record<string, Check>> = {
  accountEnabled: flag,
  alternativeNames: list(text(256)),
  appRoleAssignmentRequired: flag,
  description: nullable(text(1024)),
  displayName: text(256),
  homepage: link,
  keyCredentials: list(anything),
  loginUrl: link,
  logoutUrl: link,
  notes: nullable(text(1024)),
  notificationEmailAddresses: list(text(256), 5),
  preferredSingleSignOnMode: nullable(oneOf('password', 'saml', 'notSupported', 'oidc')),
  preferredTokenSigningKeyThumbprint: nullable(text(64)),
  samlSingleSignOnSettings: nullable(record({ relayState: nullable(text(2048)) })),
  tags: list(text(256)),
  tokenEncryptionKeyId: nullable(guid),
};
const closed = [
  'id',
  'appDisplayName',
  'appOwnerOrganizationId',
  'appRoles',
  'createdByAppId',
  'oauth2PermissionScopes',
  'passwordCredentials',
];
const principalCheck = record({ ...writable, appId: guid, ...Object.fromEntries(closed.map((name) => [name, readOnly])) });

/** Names of the properties that a body may carry. */
export const writablePrincipalProperties: readonly string[] = [...Object.keys(writable), 'appId'];

/** The principal that the path names, or null. */
export function findPrincipal(call: GraphCall, view: View): ServicePrincipal | null {
  const { by, value } = keyOf(call);
  if (by === 'id') return call.tenant.servicePrincipals.get(value.toLowerCase(), view);
  if (by === 'appId') return principalByAppId(call.tenant, value.toLowerCase(), view);
  throw badRequest(`'${by}' is not a key of servicePrincipal.`, 'BadRequest');
}

const entities = (call: GraphCall) => call.tenant.servicePrincipals.all('replica').map((principal) => principalEntity(call, principal));
export const listPrincipals = (call: GraphCall): GraphResult => listResult(call, principalShape, entities(call));
export const countPrincipals = (call: GraphCall): GraphResult => countResult(call, filtered(call, principalShape, entities(call)).length);

export function getPrincipal(call: GraphCall): GraphResult {
  const principal = findPrincipal(call, 'replica');
  if (!principal) throw notFound(keyOf(call).value);
  return entityResult(call, principalShape, principalEntity(call, principal));
}

/** A principal for this application id, or the refusal that Graph gives. */
function newPrincipal(call: GraphCall, appId: string): ServicePrincipal {
  const { cloud, tenant } = call;
  const at = cloud.clock.stamp();
  const backing = (message: string, status: number, code: string) =>
    new GraphFailure(status, code, { message, innerCode: 'NoBackingApplicationObject' });
  const unknown = backing(
    `The appId '${appId}' of the service principal does not reference a valid application object.`,
    400,
    'Request_BadRequest',
  );
  const firstParty = firstPartyApps.get(appId);
  if (firstParty) {
    if (!isApplicationAdministrator(call)) throw denied();
    if (!tenant.settings.principalsCreatable) throw unknown;
    return firstPartyPrincipal(firstParty, at);
  }
  const own = applicationByAppId(tenant, appId, tenant.settings.principalTooEarly ? 'replica' : 'primary');
  if (own) {
    if (!isApplicationAdministrator(call) && !isOwner(call, own)) throw denied();
    return { ...principalFor(own, tenant, at), createdByAppId: call.caller.appId };
  }
  const foreign = clientBy(cloud, appId);
  if (!foreign) throw unknown;
  if (!isApplicationAdministrator(call)) throw denied();
  if (foreign.application.signInAudience !== 'AzureADMyOrg') return principalFor(foreign.application, foreign.home, at);
  throw backing(
    'The backing application of the service principal being created must in the local tenant',
    403,
    'Authorization_RequestDenied',
  );
}

interface PrincipalPatch {
  readonly accountEnabled?: boolean;
  readonly appRoleAssignmentRequired?: boolean;
  readonly displayName?: string;
  readonly tags?: readonly string[];
}
const isPatch = (body: JsonObject): body is JsonObject & PrincipalPatch => principalCheck(body, 'servicePrincipal') === null;

function applied(principal: ServicePrincipal, body: JsonObject): ServicePrincipal {
  if (!isPatch(body)) throw badRequest('Invalid body.');
  const other: Record<string, Json> = { ...principal.other };
  for (const [name, value] of Object.entries(body)) if (name in principal.other && value !== undefined) other[name] = value;
  const { accountEnabled, appRoleAssignmentRequired, displayName, tags } = { ...principal, ...body };
  return { ...principal, accountEnabled, appRoleAssignmentRequired, displayName, tags, other };
}

function create(call: GraphCall, appId: string): GraphResult {
  const body = checkedBody(call.body, principalCheck, 'servicePrincipal');
  const principal = applied(newPrincipal(call, appId), body);
  call.tenant.servicePrincipals.put(principal.id, principal);
  call.notes.write = true;
  return createdResult(call, principalShape, principalEntity(call, principal));
}

/** POST /servicePrincipals: Graph makes no principal by itself when an application is created. */
export function createPrincipal(call: GraphCall): GraphResult {
  const body = checkedBody(call.body, principalCheck, 'servicePrincipal');
  const appId = textOf(body, 'appId')?.toLowerCase();
  if (!appId) throw badRequest("A value is required for property 'appId' of resource 'ServicePrincipal'.");
  if (principalByAppId(call.tenant, appId, 'primary')) {
    throw new GraphFailure(409, 'Request_MultipleObjectsWithSameKeyValue', {
      message: `The service principal cannot be created, updated, or restored because the service principal name ${appId} is already in use.`,
      innerCode: 'ObjectConflict',
    });
  }
  return create(call, appId);
}

function principalToChange(call: GraphCall): ServicePrincipal {
  const principal = findPrincipal(call, 'primary');
  if (!principal) throw notFound(keyOf(call).value);
  const own = applicationByAppId(call.tenant, principal.appId, 'primary');
  if (!isApplicationAdministrator(call) && !(own && isOwner(call, own))) throw denied();
  return principal;
}

/** PATCH by id or by appId; by appId with `Prefer: create-if-missing` it creates what is missing (Graph "Upsert servicePrincipal"). */
export function updatePrincipal(call: GraphCall): GraphResult {
  const { by, value } = keyOf(call);
  const upsert = by === 'appId' && (header(call.headers, 'prefer') ?? '').includes('create-if-missing');
  if (upsert && findPrincipal(call, 'primary') === null) return create(call, value.toLowerCase());
  const principal = principalToChange(call);
  const body = checkedBody(call.body, principalCheck, 'servicePrincipal');
  if (body.appId !== undefined && body.appId !== principal.appId) throw badRequest("Property 'appId' is read-only and cannot be set.");
  call.tenant.servicePrincipals.put(principal.id, applied(principal, body));
  call.notes.write = true;
  return { status: 204 };
}

export function deletePrincipal(call: GraphCall): GraphResult {
  removePrincipal(call.tenant, principalToChange(call));
  call.notes.write = true;
  return { status: 204 };
}
