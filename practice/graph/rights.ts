import type { Application, RoleKey } from '../directory/model';
import { denied, type GraphCall } from './call';

const applicationAdministrators: readonly RoleKey[] = ['globalAdministrator', 'cloudApplicationAdministrator', 'applicationAdministrator'];

/** True when the caller may write any application: an application with the role, or a person with one of the administrator roles. */
export function isApplicationAdministrator({ caller }: GraphCall): boolean {
  return caller.kind === 'app' || caller.user.roles.some((role) => applicationAdministrators.includes(role));
}

/** @throws GraphFailure 403 when the caller may not register applications in this tenant */
export function requireMayCreate(call: GraphCall): void {
  const { caller, tenant } = call;
  const member = caller.kind === 'user' && caller.user.userType === 'Member';
  if (isApplicationAdministrator(call) || (member && tenant.settings.usersMayRegisterApps)) return;
  throw denied();
}

/** True when the caller owns the application. */
export function isOwner({ caller, tenant }: GraphCall, application: Application): boolean {
  return caller.kind === 'user' && (tenant.owners.get(application.id) ?? []).includes(caller.user.id);
}

/** @throws GraphFailure 403 when the caller may not change this application */
export function requireMayChange(call: GraphCall, application: Application): void {
  if (!isApplicationAdministrator(call) && !isOwner(call, application)) throw denied();
}
