import type { Person } from '../domain/connection';
import type { AdminSession } from './session';

/** The session's admin as the engine takes it. */
export function actorOf(session: AdminSession): { person: Person; tenantId: string; accessToken: string | null } {
  return { person: session.person, tenantId: session.key.tenantId, accessToken: session.accessToken };
}
