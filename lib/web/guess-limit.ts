import { type Limit, spend, spentFor } from '../data/limits';
import { clientAddress, direct } from './client-address';

/** Wrong links that one address may bring in a window. A mistyped link is one; somebody who tries tokens meets this at once. */
export const wrongLinks: Limit = { name: 'wrong-links', most: 60, windowSeconds: 600 };

/** Until when this process does not ask again for an address whose guesses are spent: guessing shall not become work for the database. */
const spentUntil = new Map<string, number>();
const mostRemembered = 10_000;

/**
 * Looks up what somebody brings from outside, under the limit of wrong guesses, which all instances share. Unknown, ended and too many
 * guesses before are all null, so that the answer is the same. Only a wrong one is written down. The limit keeps work from the database;
 * what keeps guessers out is the length of a token. So it stands only where an address is proved: where all visitors look alike, the
 * guesses of one would close the good links of all others.
 */
export async function underGuessLimit<T>(headers: Headers, lookUp: () => Promise<T | null>): Promise<T | null> {
  const who = clientAddress(headers);
  if (who === direct) return lookUp();
  if (await isSpent(who)) return null;
  const found = await lookUp();
  if (found === null) await spend(wrongLinks, who);
  return found;
}

async function isSpent(who: string): Promise<boolean> {
  const until = spentUntil.get(who);
  if (until !== undefined && until > Date.now()) return true;
  spentUntil.delete(who);
  const seconds = await spentFor(wrongLinks, who);
  if (seconds === 0) return false;
  if (spentUntil.size >= mostRemembered) spentUntil.clear();
  spentUntil.set(who, Date.now() + seconds * 1000);
  return true;
}
