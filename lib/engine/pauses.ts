import { backOffSeconds } from '../domain/back-off';

/** Somebody looks at the page: a Microsoft that is back is found within this time. */
const longestPauseSeconds = 60;

/** How often it was tried, as the age of a wait tells where each pause is twice the one before: 1, 2, 4, … seconds. */
const triesBy = (ageSeconds: number): number => 1 + Math.floor(Math.log2(Math.max(0, ageSeconds) + 1));

/**
 * A pause where Microsoft does not say how long: it grows with the wait, up to a minute, and is never below half of the first one, because
 * nobody shall be asked faster for being busy.
 * @param firstSeconds the longest that the first pause may be
 * @param ageSeconds how long the wait has lasted
 * @param random from 0 up to 1, so that many who wait do not come back at the same moment
 */
export function growingSeconds(firstSeconds: number, ageSeconds: number, random: number): number {
  const grown = backOffSeconds(triesBy(ageSeconds), random);
  return Math.min(longestPauseSeconds, Math.max((firstSeconds / 2) * (1 + random), grown));
}

/** The pause after two writes on one object at once (`Directory_ConcurrencyViolation`): 1, 2, 4, 8 seconds. */
export const concurrencySeconds = (ageSeconds: number): number => 2 ** Math.min(3, triesBy(ageSeconds) - 1);
