import { databaseNow } from '../data/clock';
import type { ConnectionKey } from '../data/data';
import { createSession, deleteSession, findSession, sessionAbsoluteMinutes } from '../data/sessions';
import type { Person } from '../domain/connection';
import { readCookie, setCookie } from './cookies';
import { hashOf, open, randomToken, seal } from './sealing';

/** A signed-in admin of this request. */
export interface AdminSession {
  readonly idHash: string;
  readonly key: ConnectionKey;
  readonly person: Person;
  /** The delegated token; null when it was deleted or its time is over: a fresh sign-in is needed to change anything. */
  readonly accessToken: string | null;
}

/** The delegated token is kept at most this long. */
const tokenLifeMs = 15 * 60_000;
/** A token this close to its end is not used any more. */
const tokenMarginMs = 30_000;

/** Begins a session with a new id. @returns the `Set-Cookie` value */
export async function beginSession(signedIn: {
  key: ConnectionKey;
  person: Person;
  accessToken: string;
  expiresAt: Date;
}): Promise<string> {
  const id = randomToken();
  const sealedToken = await seal('delegated-token', id, signedIn.accessToken);
  // what is left of its life is counted by the clock that also told its end; from here on the database's clock decides
  const lifeMs = Math.min(signedIn.expiresAt.getTime() - Date.now() - tokenMarginMs, tokenLifeMs);
  const tokenExpiresAt = new Date(databaseNow().getTime() + lifeMs);
  await createSession({ ...signedIn.key, idHash: hashOf(id), person: signedIn.person, sealedToken, tokenExpiresAt });
  return setCookie('session', id, sessionAbsoluteMinutes * 60);
}

/** The session that a request's cookie names; null when it names none that is alive. */
export async function currentSession(cookieHeader: string | null): Promise<AdminSession | null> {
  const id = readCookie(cookieHeader, 'session');
  if (!id || !/^[\w-]{43}$/.test(id)) return null;
  const idHash = hashOf(id);
  const row = await findSession(idHash);
  if (!row) return null;
  const accessToken = row.sealedToken ? await open('delegated-token', id, row.sealedToken) : null;
  return { idHash, key: { tenantId: row.tenantId, id: row.id }, person: row.person, accessToken };
}

/** Ends a session. @returns the `Set-Cookie` value that deletes the cookie */
export async function endSession(session: AdminSession | null): Promise<string> {
  if (session) await deleteSession(session.idHash);
  return setCookie('session', '', 0);
}
