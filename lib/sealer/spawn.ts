import type { ChildProcess } from 'node:child_process';
import { type SealerOptions, startChild } from './child';
import type { CertificateOrder, MintReport, ProofProgress, ProofReport, SealerMessage, SealOrder } from './messages';
import { takePrepared } from './prepared';
import { readSealerMessage } from './report';
import type { SealerRun } from './sealer-run';

/** A sealer ends by itself before this. */
const killAfterMs = 185_000;

/** Gives an order to a sealer, one that was prepared when there is one. */
export function spawnSealer(order: SealOrder | CertificateOrder, options: SealerOptions = {}): SealerRun {
  const child = takePrepared() ?? startChild(options);
  const run = watch(child);
  child.send(order, () => undefined);
  return run;
}

function watch(child: ChildProcess): SealerRun {
  const minted = settlable<MintReport>();
  const proof = settlable<ProofReport | null>();
  const ended = settlable<void>();
  const waits = new Map<string, ProofProgress>();
  const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs).unref();

  const take = (message: SealerMessage) => {
    if (message.kind === 'progress') waits.set(message.api, message);
    else if (message.kind === 'proof') proof.settle(message);
    else minted.settle(message);
  };
  const gone = () => {
    // Messages that were sent before the end are still delivered until the channel closes.
    const started = child.pid !== undefined;
    if (started && (child.connected || (child.exitCode === null && child.signalCode === null))) return;
    clearTimeout(killer);
    minted.settle(diedBeforeReport());
    proof.settle(null);
    ended.settle();
  };
  child.on('message', (raw) => {
    const message = readSealerMessage(raw);
    if (message) take(message);
    else child.kill('SIGKILL');
  });
  for (const event of ['exit', 'disconnect', 'error']) child.on(event, gone);
  return {
    minted: minted.promise,
    proof: proof.promise,
    ended: ended.promise,
    progress: () => mostBasic([...waits.values()]),
    end: () => void child.kill('SIGKILL'),
  };
}

/** All three APIs wait for the same secret first, each for its roles and its answer then. */
function mostBasic(waits: readonly ProofProgress[]): ProofProgress | null {
  const first = (['secret', 'roles', 'answer'] as const).map((what) => waits.find((wait) => wait.waitingFor === what));
  return first.find((wait) => wait !== undefined) ?? null;
}

function diedBeforeReport(): MintReport {
  const nothing = { status: null, code: null, detail: null, requestId: null, clientRequestId: null, retryAfterSeconds: null };
  return { kind: 'mint-failed', error: { kind: 'lost', purpose: 'Create the client secret', ...nothing }, trace: [] };
}

function settlable<T>(): { readonly promise: Promise<T>; readonly settle: (value: T) => void } {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}
