import type { ChildProcess } from 'node:child_process';
import { type SealerOptions, startChild } from './child';

interface Prepared {
  readonly child: ChildProcess;
  readonly since: number;
}

/** Survives the framework's several copies of a module. */
const shared = globalThis as typeof globalThis & { defenderConnectPreparedSealer?: Prepared | null };

/** A sealer without an order ends itself after 60 s; one that is about to is not taken any more. */
const freshForMs = 50_000;

/**
 * Starts a sealer ahead of its order, so that Node is up when the secret is to be made. It holds nothing and ends by itself when no
 * order comes. One waits at most, however often this is called: who finds it taken starts another in a tenth of a second.
 */
export function prepareSealer(options: SealerOptions = {}): void {
  if (shared.defenderConnectPreparedSealer && isFresh(shared.defenderConnectPreparedSealer)) return;
  const child = startChild(options);
  // Without a listener a child that cannot be started would end the web process; it is seen as not connected when it is wanted.
  child.on('error', () => undefined);
  // A waiting sealer keeps nobody from stopping.
  child.unref();
  child.channel?.unref();
  shared.defenderConnectPreparedSealer = { child, since: performance.now() };
}

/** Takes the prepared sealer out of waiting, ready for an order; null when there is none. */
export function takePrepared(): ChildProcess | null {
  const prepared = shared.defenderConnectPreparedSealer;
  shared.defenderConnectPreparedSealer = null;
  if (!prepared || !isFresh(prepared)) return null;
  prepared.child.ref();
  prepared.child.channel?.ref();
  return prepared.child;
}

const isFresh = ({ child, since }: Prepared) => child.connected && child.exitCode === null && performance.now() - since < freshForMs;
