import { blankApplication } from '../directory/blank';
import { removePrincipal } from '../directory/consent';
import { principalByAppId } from '../directory/find';
import type { Application } from '../directory/model';
import { header } from '../http';
import { fixedId } from '../ids';
import { isObject, textOf } from '../json';
import type { View } from '../replicated';
import { applyApplicationBody } from './application-body';
import { badRequest, type GraphCall, GraphFailure, type GraphResult, keyOf, notFound } from './call';
import { applicationEntity, applicationShape, applicationWithKeys, federatedShape, userEntity, userShape } from './entities';
import { checkCertificatePolicy } from './key-credentials';
import { countResult, createdResult, entityResult, filtered, listResult } from './odata';
import { isApplicationAdministrator, requireMayChange, requireMayCreate } from './rights';

/** The application that the path names, or null. */
function find(call: GraphCall, view: View): Application | null {
  const { by, value } = keyOf(call);
  const all = call.tenant.applications;
  if (by === 'id') return all.get(value.toLowerCase(), view);
  if (by === 'appId') return all.all(view).find(({ appId }) => appId === value.toLowerCase()) ?? null;
  if (by === 'uniqueName') return all.all(view).find(({ uniqueName }) => uniqueName === value) ?? null;
  throw badRequest(`'${by}' is not a key of application.`, 'BadRequest');
}

/** The application for a write: the primary's copy. */
export function applicationToChange(call: GraphCall): Application {
  const application = find(call, 'primary');
  if (!application) throw notFound(keyOf(call).value);
  requireMayChange(call, application);
  return application;
}

export const listApplications = (call: GraphCall): GraphResult =>
  listResult(call, applicationShape, call.tenant.applications.all('replica').map(applicationEntity));

export const countApplications = (call: GraphCall): GraphResult =>
  countResult(call, filtered(call, applicationShape, call.tenant.applications.all('replica').map(applicationEntity)).length);

export function getApplication(call: GraphCall): GraphResult {
  const application = find(call, 'replica');
  if (!application) throw notFound(keyOf(call).value);
  const withKeys = (call.query.get('$select') ?? '').split(',').includes('keyCredentials');
  return entityResult(call, applicationShape, withKeys ? applicationWithKeys(application) : applicationEntity(application));
}

/** The people who own an application. */
export function listOwners(call: GraphCall): GraphResult {
  const application = find(call, 'replica');
  if (!application) throw notFound(keyOf(call).value);
  const { tenant } = call;
  const owners = tenant.users.filter(({ id }) => (tenant.owners.get(application.id) ?? []).includes(id));
  return listResult(call, userShape, owners.map(userEntity));
}

/** Outside systems that sign in as an application without a key. */
export function listFederatedCredentials(call: GraphCall): GraphResult {
  const application = find(call, 'replica');
  if (!application) throw notFound(keyOf(call).value);
  const credentials = (call.tenant.federatedCredentials.get(application.id) ?? []).map((name) => ({
    id: fixedId(`federated ${application.id} ${name}`),
    name,
    issuer: 'https://issuer.example',
    subject: name,
    description: null,
    audiences: ['api://AzureADTokenExchange'],
  }));
  return listResult(call, federatedShape, credentials);
}

function requireFreeName({ tenant }: GraphCall, uniqueName: string | null): void {
  const deleted = tenant.settings.deletedKeepsName ? tenant.deletedApplications.all('primary') : [];
  const others = [...tenant.applications.all('primary'), ...deleted];
  const taken = uniqueName !== null && others.some((other) => other.uniqueName === uniqueName);
  if (!taken) return;
  throw new GraphFailure(400, 'Request_MultipleObjectsWithSameKeyValue', {
    message: 'Another object with the same value for property uniqueName already exists.',
    innerCode: 'ObjectConflict',
  });
}

/** Some organizations refuse apps that no service stands behind. */
function requireServiceReference({ tenant }: GraphCall, { other }: Application, verb: 'Create' | 'Update'): void {
  if (!tenant.settings.serviceReferenceRequired || other.serviceManagementReference) return;
  throw badRequest(`ServiceManagementReference field is required for ${verb}, but is missing in the request.`);
}

function create(call: GraphCall, uniqueName: string | null): GraphResult {
  requireMayCreate(call);
  const displayName = isObject(call.body) ? textOf(call.body, 'displayName') : null;
  if (!displayName) throw badRequest("A value is required for property 'displayName' of resource 'Application'.");
  const { tenant, cloud, caller } = call;
  const blank = blankApplication({ tenant, displayName, at: cloud.clock.stamp(), createdByAppId: caller.appId });
  const application = { ...applyApplicationBody(blank, call.body), ...(uniqueName === null ? {} : { uniqueName }) };
  requireFreeName(call, application.uniqueName);
  requireServiceReference(call, application, 'Create');
  tenant.applications.put(application.id, application);
  if (caller.kind === 'user' && !isApplicationAdministrator(call)) tenant.owners.set(application.id, [caller.user.id]);
  call.notes.write = true;
  return createdResult(call, applicationShape, applicationEntity(application));
}

export const createApplication = (call: GraphCall): GraphResult => create(call, null);

/**
 * PATCH by any key. By `uniqueName` with `Prefer: create-if-missing` it creates what is missing (Graph "Upsert application"):
 * 201 with the object, 204 when it existed.
 */
export function updateApplication(call: GraphCall): GraphResult {
  const { by, value } = keyOf(call);
  const upsert = by === 'uniqueName' && (header(call.headers, 'prefer') ?? '').includes('create-if-missing');
  if (upsert && find(call, 'primary') === null) return create(call, value);
  const application = applicationToChange(call);
  const changed = applyApplicationBody(application, call.body);
  checkCertificatePolicy(call, application, changed);
  if (changed.uniqueName !== application.uniqueName) requireFreeName(call, changed.uniqueName);
  requireServiceReference(call, changed, 'Update');
  call.tenant.applications.put(application.id, changed);
  call.notes.write = true;
  return { status: 204 };
}

/** Soft delete: kept for 30 days among the deleted items; the principal and all grants go at once. */
export function deleteApplication(call: GraphCall): GraphResult {
  const application = applicationToChange(call);
  retire(call, application);
  call.notes.write = true;
  return { status: 204 };
}

/** Moves an application to the deleted items. */
export function retire({ tenant, cloud }: Pick<GraphCall, 'tenant' | 'cloud'>, application: Application): void {
  const principal = principalByAppId(tenant, application.appId, 'primary');
  if (principal) removePrincipal(tenant, principal);
  tenant.applications.remove(application.id);
  tenant.deletedApplications.put(application.id, { ...application, deletedDateTime: cloud.clock.stamp() });
}
