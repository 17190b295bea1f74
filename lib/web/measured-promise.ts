import { connectTimes } from '../data/connect-times';
import { timePromise } from '../domain/time-promise';
import { log } from '../log';

const keptMs = 600_000;
/** A visitor waits no longer than this for a figure that the page can do without. */
const patienceMs = 300;

let known: { readonly words: Promise<string | null>; readonly at: number } | undefined;

/**
 * How long nine of ten connections took of late, "4 minutes", for the start page; null where too few were measured, or while the database
 * does not answer in time. Asked for once in ten minutes, whatever the number of visitors.
 */
export async function measuredPromise(): Promise<string | null> {
  const now = performance.now();
  if (!known || now - known.at > keptMs) known = { words: ask(), at: now };
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patienceMs, null);
  });
  return Promise.race([known.words, tooLate]).finally(() => clearTimeout(timer));
}

async function ask(): Promise<string | null> {
  try {
    return timePromise(await connectTimes());
  } catch (error) {
    log.warn('promise-not-measured', { error });
    return null;
  }
}
