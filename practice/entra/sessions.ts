import { type Account, accountById, type Cloud } from '../cloud';
import { cookieOf, type Exchange } from '../http';
import { newToken } from '../ids';

const cookieName = 'practice_session';

/** The account that this browser last signed in with, and when; null without a session. */
export function sessionOf(cloud: Cloud, exchange: Exchange): { account: Account; authTime: number } | null {
  const id = cookieOf(exchange.headers, cookieName);
  const session = id === null ? undefined : cloud.signIns.sessions.get(id);
  const account = session ? accountById(cloud, session.userId) : null;
  return session && account && !account.user.disabled ? { account, authTime: session.authTime } : null;
}

/** Remembers the account for this browser and answers with the cookie to set. */
export function startSession(cloud: Cloud, userId: string): { 'set-cookie': string } {
  const id = newToken();
  cloud.signIns.sessions.set(id, { userId, authTime: cloud.clock.seconds() });
  return { 'set-cookie': `${cookieName}=${id}; Path=/; HttpOnly; SameSite=Lax` };
}

/** Forgets the browser's session. */
export function endSession(cloud: Cloud, exchange: Exchange): { 'set-cookie': string } {
  const id = cookieOf(exchange.headers, cookieName);
  if (id !== null) cloud.signIns.sessions.delete(id);
  return { 'set-cookie': `${cookieName}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0` };
}
