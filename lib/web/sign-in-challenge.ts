import { connectionData } from '../data/connections';
import type { SignInChallenge } from '../engine/sign-in-ports';
import type { AdminSession } from './session';

/** What Microsoft has demanded of this person's next sign-in, where the connection stands still for it; null otherwise. */
export async function challengeFor(session: AdminSession | null): Promise<SignInChallenge | null> {
  const problem = session && (await connectionData.load(session.key))?.problem;
  if (!session || !problem || !['claims-challenge', 'claims-unmet'].includes(problem.code)) return null;
  return { claims: problem.claims ?? null, account: session.person.account };
}
