import type { ConnectionKey } from '../../data/data';
import { isDatabaseAway } from '../../database-away';
import { log } from '../../log';
import { advance } from '../advance';
import { worker } from '../mover';
import type { Ports } from '../ports';
import type { WorkerPorts } from '../worker-ports';
import { raiseAlarm } from './alarm';
import { noteBeat } from './beat';
import type { Resting } from './resting';

/** Connections that one round takes up, and how many of them at the same time: a store that is slow holds up few others. */
const most = 40;
const atOnce = 4;

export interface Round {
  readonly outside: WorkerPorts;
  readonly resting: Resting;
  /** True when the worker was asked to end: what is begun is finished, nothing else is begun. */
  readonly ends: () => boolean;
}

/**
 * Looks for work once and does it.
 * @returns how many connections were attended to
 * @throws what says that the database is away; any other failure concerns one connection, is logged, and lets that one rest
 */
export async function workRound(round: Round): Promise<number> {
  const found = await round.outside.findWork(most, round.resting.idsAt(performance.now()));
  const queue = [...found];
  const hand = async () => {
    for (let key = queue.shift(); key && !round.ends(); key = queue.shift()) await attend(round, key);
  };
  const ended = await Promise.allSettled(Array.from({ length: atOnce }, hand));
  const away = ended.find((end) => end.status === 'rejected');
  if (away) throw away.reason;
  return found.length;
}

async function attend({ outside, resting }: Round, key: ConnectionKey): Promise<void> {
  try {
    await workOn(outside.engine, key);
    resting.wentWell(key.id);
  } catch (error) {
    if (isDatabaseAway(error)) throw error;
    resting.hasFailed(key.id, performance.now());
    log.error('worker-failed', { connection: key.id, error });
  } finally {
    noteBeat();
  }
}

/**
 * One connection: everything that needs nobody, through the same engine as a press of a button, under the same lease. What has waited too
 * long is said even where going on failed in a way that nobody foresaw.
 */
export async function workOn(ports: Ports, key: ConnectionKey): Promise<void> {
  const moved = await advance(ports, key, worker).then(
    (record) => ({ record, failure: null }),
    (failure: unknown) => ({ record: null, failure }),
  );
  const record = moved.record ?? (await ports.data.load(key));
  if (record) await raiseAlarm(ports, record);
  if (moved.failure !== null) throw moved.failure;
}
