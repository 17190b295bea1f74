const firstCeilingSeconds = 2;
/** However long something has failed, it is tried again within this time. */
const lastCeilingSeconds = 300;
const shortestSeconds = 1;

/**
 * The pause after a failed try: exponential with full jitter, so that many connections which wait for one store do not come back to it at
 * the same moment.
 * @param tries failed so far, the first one counted
 * @param random from 0 up to 1
 * @see https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/
 */
export function backOffSeconds(tries: number, random: number): number {
  const ceiling = Math.min(lastCeilingSeconds, firstCeilingSeconds * 2 ** Math.max(0, tries - 1));
  return Math.max(shortestSeconds, random * ceiling);
}
