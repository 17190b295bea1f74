import type { Application } from '../directory/model';
import { type GraphCall, type GraphResult, keyOf, notFound } from './call';
import { applicationEntity, applicationShape } from './entities';
import { entityResult, listResult } from './odata';
import { requireMayChange } from './rights';

/** Soft-deleted applications of the tenant. */
export const listDeletedApplications = (call: GraphCall): GraphResult =>
  listResult(call, applicationShape, call.tenant.deletedApplications.all('replica').map(applicationEntity));

function deleted(call: GraphCall): Application {
  const { value } = keyOf(call);
  const application = call.tenant.deletedApplications.get(value.toLowerCase(), 'primary');
  if (!application) throw notFound(value);
  requireMayChange(call, application);
  return application;
}

export function getDeletedItem(call: GraphCall): GraphResult {
  const { value } = keyOf(call);
  const application = call.tenant.deletedApplications.get(value.toLowerCase(), 'replica');
  if (!application) throw notFound(value);
  return entityResult(call, applicationShape, applicationEntity(application));
}

/** Restores a registration; its principal and grants do not come back. */
export function restoreDeletedItem(call: GraphCall): GraphResult {
  const application = { ...deleted(call), deletedDateTime: null };
  call.tenant.deletedApplications.remove(application.id);
  call.tenant.applications.put(application.id, application);
  call.notes.write = true;
  return entityResult(call, applicationShape, applicationEntity(application));
}

/** Deletes a registration for good. */
export function purgeDeletedItem(call: GraphCall): GraphResult {
  call.tenant.deletedApplications.remove(deleted(call).id);
  call.notes.write = true;
  return { status: 204 };
}
