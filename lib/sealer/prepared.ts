import type { ChildProcess } from 'node:child_process';
import { type SealerOptions, startChild } from './child';

interface Prepared {
  readonly child: ChildProcess;
  readonly since: number;
}

/** Survives the framework's several copies of a module. */
const shared = globalThis as typeof globalThis & { defenderConnectPreparedSealers?: Prepared[] };
const waiting = () => {
  shared.defenderConnectPreparedSealers ??= [];
  return shared.defenderConnectPreparedSealers;
};

/** Enough for admins who arrive together; each costs the memory of a Node process for a minute at most. */
const most = 4;
/** A sealer without an order ends itself after 60 s; one that is about to is not taken any more. */
const freshForMs = 50_000;

/**
 * Starts a sealer ahead of its order, so that Node is up when the secret is to be made. It holds nothing and ends by itself when no
 * order comes. Does nothing when enough of them wait.
 */
export function prepareSealer(options: SealerOptions = {}): void {
  if (waiting().filter(isFresh).length >= most) return;
  const child = startChild(options);
  const prepared: Prepared = { child, since: performance.now() };
  const remove = () => {
    const index = waiting().indexOf(prepared);
    if (index >= 0) waiting().splice(index, 1);
  };
  for (const event of ['exit', 'disconnect', 'error']) child.once(event, remove);
  // A waiting sealer keeps nobody from stopping.
  child.unref();
  child.channel?.unref();
  waiting().push(prepared);
}

/** Takes a prepared sealer out of waiting, ready for an order; null when there is none. */
export function takePrepared(): ChildProcess | null {
  for (let next = waiting().shift(); next; next = waiting().shift()) {
    if (!isFresh(next)) continue;
    next.child.ref();
    next.child.channel?.ref();
    return next.child;
  }
  return null;
}

const isFresh = ({ child, since }: Prepared) => child.connected && performance.now() - since < freshForMs;
