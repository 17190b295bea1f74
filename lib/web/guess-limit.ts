import { type Limit, spend, spentFor } from '../data/limits';
import { clientAddress, direct } from './client-address';

/** Wrong links that one address may bring in a window. A mistyped link is one; somebody who tries tokens meets this at once. */
export const wrongLinks: Limit = { name: 'wrong-links', most: 60, windowSeconds: 600 };

/** Wrong ones of an address that this process has seen, and until when they count. */
interface Seen {
  readonly wrong: number;
  readonly until: number;
}

/** Oldest first. An address whose guesses are spent is not asked about again: guessing shall not become work for the database. */
const seen = new Map<string, Seen>();
const mostRemembered = 10_000;

/**
 * Where a wrong one is counted: that of a page in the memory of this process, for a read writes nothing; that of a press in the database,
 * too, for all instances.
 */
type Counted = 'here' | 'everywhere';

/**
 * Looks up what somebody brings from outside, under the limit of wrong guesses. Unknown, ended and too many guesses before are all null,
 * so that the answer is the same. The limit keeps work from the database; what keeps guessers out is the length of a token. So it stands
 * only where an address is proved: where all visitors look alike, the guesses of one would close the good links of all others.
 */
export async function underGuessLimit<T>(headers: Headers, counted: Counted, lookUp: () => Promise<T | null>): Promise<T | null> {
  const who = clientAddress(headers);
  if (who === direct) return lookUp();
  if (await isSpent(who)) return null;
  const found = await lookUp();
  if (found !== null) return found;
  remember(who, { wrong: wrongHere(who) + 1, until: seen.get(who)?.until ?? Date.now() + wrongLinks.windowSeconds * 1000 });
  if (counted === 'everywhere') await spend(wrongLinks, who);
  return null;
}

async function isSpent(who: string): Promise<boolean> {
  if (wrongHere(who) >= wrongLinks.most) return true;
  const seconds = await spentFor(wrongLinks, who);
  if (seconds > 0) remember(who, { wrong: wrongLinks.most, until: Date.now() + seconds * 1000 });
  return seconds > 0;
}

function wrongHere(who: string): number {
  const known = seen.get(who);
  if (known && known.until > Date.now()) return known.wrong;
  seen.delete(who);
  return 0;
}

/** Bounded: the oldest is forgotten first, and has its guesses back. */
function remember(who: string, now: Seen): void {
  const [oldest] = seen.keys();
  if (!seen.has(who) && seen.size >= mostRemembered && oldest !== undefined) seen.delete(oldest);
  seen.set(who, now);
}
