import type { Swept } from '../../data/sweep';
import { isDatabaseAway } from '../../database-away';
import { log } from '../../log';
import type { Pause } from './pause';

/** A delegated token is gone within a minute of its end, whatever became of the browser. */
const everyMs = 20_000;
/** Rows of each kind that one sweep takes. */
const most = 500;

/** Sweeps until the pause is ended, beside the rounds of work: a store that keeps them waiting does not keep a token alive. */
export async function sweepLoop(sweep: (most: number) => Promise<Swept>, pause: Pause): Promise<void> {
  while (!pause.ended) {
    const isMore = await sweepOnce(sweep);
    await pause.wait(isMore ? 0 : everyMs);
  }
}

/** @returns true when there may be more to take away at once */
async function sweepOnce(sweep: (most: number) => Promise<Swept>): Promise<boolean> {
  try {
    const swept = await sweep(most);
    const counts = Object.values(swept);
    if (counts.some((count) => count > 0)) log.info('swept', { ...swept });
    return counts.some((count) => count >= most);
  } catch (error) {
    // that the database is away, the rounds of work say
    if (!isDatabaseAway(error)) log.error('sweep-failed', { error });
    return false;
  }
}
