import type { Swept } from '../../data/sweep';
import { isDatabaseAway } from '../../database-away';
import { log } from '../../log';

/** A delegated token is gone within a minute of its end, whatever became of the browser. */
const everyMs = 20_000;
/** Rows of each kind that one sweep takes. */
const most = 500;

/**
 * A sweep that may be asked for after every round and does its work when its time has come, at once again while there is more.
 * @throws what says that the database is away; any other failure is logged, and holds up no delivery
 */
export function sweepWhenDue(sweep: (most: number) => Promise<Swept>): () => Promise<void> {
  let dueAt = 0;
  return async () => {
    if (performance.now() < dueAt) return;
    const counts = await sweepOnce(sweep);
    dueAt = counts.some((count) => count >= most) ? 0 : performance.now() + everyMs;
  };
}

async function sweepOnce(sweep: (most: number) => Promise<Swept>): Promise<readonly number[]> {
  try {
    const swept = await sweep(most);
    const counts = Object.values(swept);
    if (counts.some((count) => count > 0)) log.info('swept', { ...swept });
    return counts;
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    log.error('sweep-failed', { error });
    return [];
  }
}
