import { isDatabaseAway } from '../../database-away';
import { backOffSeconds } from '../../domain/back-off';
import { log } from '../../log';
import type { WorkerPorts } from '../worker-ports';
import { noteBeat, noteEnd } from './beat';
import { Pause } from './pause';
import { Resting } from './resting';
import { type Round, workRound } from './round';
import { sweepLoop } from './sweep-loop';

/** Between two looks for work, give or take a quarter, so that several workers do not look in step. */
const lookEveryMs = 2_000;
/** While the database is away it is asked again within this time. */
const longestPauseMs = 30_000;

export interface RunningWorker {
  /** Asks for the end; resolves when what the worker holds is finished. Safe to repeat. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts the background worker: delivers sealed keys, takes proofs, raises alarms, sweeps. Any number of them may run, in this process or
 * in others; the lease decides who works on a connection.
 */
export function startWorker(outside: WorkerPorts): RunningWorker {
  const pause = new Pause();
  noteBeat();
  log.info('worker-started', { pid: process.pid });
  const ended = Promise.all([workLoop(outside, pause), sweepLoop(outside.sweep, pause)]).then(() => {
    noteEnd();
    log.info('worker-stopped', { pid: process.pid });
  });
  return {
    stop: () => {
      pause.end();
      return ended;
    },
  };
}

async function workLoop(outside: WorkerPorts, pause: Pause): Promise<void> {
  const round = { outside, resting: new Resting(), ends: () => pause.ended };
  let failures = 0;
  while (!pause.ended) {
    const failure = await oneRound(round);
    noteBeat();
    failures = failure === null ? recovered(failures) : failed(failures, failure);
    await pause.wait(
      failures > 0 ? Math.min(longestPauseMs, backOffSeconds(failures, 1) * 1000) : lookEveryMs * (0.75 + Math.random() / 2),
    );
  }
}

async function oneRound(round: Round): Promise<{ error: unknown } | null> {
  try {
    await workRound(round);
    return null;
  } catch (error) {
    return { error };
  }
}

/** Said once for a row of failures: a database that is away for an hour is one line, and one more when it is back. */
function failed(failures: number, { error }: { error: unknown }): number {
  if (failures === 0) log.error(isDatabaseAway(error) ? 'worker-database-away' : 'worker-round-failed', { error });
  return failures + 1;
}

function recovered(failures: number): number {
  if (failures > 0) log.info('worker-recovered', { failures });
  return 0;
}
