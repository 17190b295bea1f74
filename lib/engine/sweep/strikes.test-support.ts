import { writeSync } from 'node:fs';
import type { MintReport } from '../../sealer/messages';
import type { SealerRun } from '../../sealer/sealer-run';
import { failureOf } from './failures.test-support';

/** How a passage through a port breaks. */
export const modes = ['throw', 'cut', 'timeout', 'lost', 'late', 'kill-during', 'kill-after'] as const;
export type Mode = (typeof modes)[number];

/** A database that is not reached or does not answer is to its caller the same as one that throws: these two are for the network. */
export const concerns = (mode: Mode, name: string): boolean => !['cut', 'timeout'].includes(mode) || !name.startsWith('data.');

/** One call through a port at the moment it is struck. */
export interface Struck {
  readonly n: number;
  readonly name: string;
  readonly call: () => unknown;
  /** Resolves when a stalled call may go on, long after its lease. */
  readonly opened: Promise<void>;
}

type Strike = (passage: Struck) => unknown;

/** Ports whose methods answer at once; all others answer with a promise. */
const isSync = (name: string) => name.startsWith('sealers.') || name.startsWith('certificates.');

/** Passages that start a process and answer with its run. */
const startsRun = (name: string) => name === 'sealers.spawn' || name === 'certificates.prove';

/**
 * What each mode makes of a passage. `throw`, `cut` and `timeout` fail without the effect, `lost` fails after it, `late` has it late. To
 * kill before a passage is to kill after the one before it: nothing happens between them.
 */
export const strikes: Readonly<Record<Mode, Strike>> = {
  throw: (passage) => fail(passage, new Error(`struck: ${passage.name}`)),
  cut: (passage) => (startsRun(passage.name) ? goneRun() : fail(passage, failureOf(passage.name, 'cut'))),
  timeout: (passage) => (startsRun(passage.name) ? goneRun() : fail(passage, failureOf(passage.name, 'timeout'))),
  lost: (passage) => lost(passage),
  late: (passage) => late(passage),
  'kill-during': (passage) => {
    const running = passage.call();
    setTimeout(die, passage.n % 8, wordsOf(passage));
    return running;
  },
  'kill-after': (passage) => {
    const done = passage.call();
    return done instanceof Promise ? done.then(() => die(wordsOf(passage))) : die(wordsOf(passage));
  },
};

const wordsOf = ({ n, name }: Struck) => `${n} ${name}`;

function fail({ name }: Struck, error: Error): unknown {
  if (isSync(name)) throw error;
  return Promise.reject(error);
}

async function lostAfter(passage: Struck): Promise<never> {
  await passage.call();
  throw failureOf(passage.name, 'lost');
}

function lost(passage: Struck): unknown {
  if (!isSync(passage.name)) return lostAfter(passage);
  const run = passage.call();
  if (isRun(run)) return unheardRun(run);
  throw failureOf(passage.name, 'lost');
}

function late({ name, call, opened }: Struck): unknown {
  if (!isSync(name)) return opened.then(call);
  return startsRun(name) ? lateRun(opened, call) : call();
}

/** No goodbye: what a power cut, the kernel or an operator's `kill -9` does. */
export function die(lastWords: string): never {
  writeSync(1, `struck ${lastWords}\n`);
  process.kill(process.pid, 'SIGKILL');
  throw new Error('a killed process goes on');
}

export const isRun = (value: unknown): value is SealerRun => typeof value === 'object' && value !== null && 'minted' in value;

const noReport: MintReport = {
  kind: 'mint-failed',
  error: {
    kind: 'lost',
    purpose: 'Create the client secret',
    status: null,
    code: null,
    detail: null,
    requestId: null,
    clientRequestId: null,
    retryAfterSeconds: null,
  },
  trace: [],
};

/** A sealer that could not be started: it ends without a word. */
const goneRun = (): SealerRun => ({
  minted: Promise.resolve(noReport),
  proof: Promise.resolve(null),
  ended: Promise.resolve(),
  progress: () => null,
  end: () => undefined,
});

/** A sealer that did its work and dies before its report arrives. */
function unheardRun(run: SealerRun): SealerRun {
  // a run that makes no key is unheard when it has proved what it was to prove
  const minted = Promise.race([run.minted, run.proof]).then(async () => {
    run.end();
    await run.ended;
    return noReport;
  });
  return { ...run, minted, proof: minted.then(() => null) };
}

/** A sealer that is started only when the gate opens. */
export function lateRun(opened: Promise<unknown>, start: () => unknown): SealerRun {
  const run = opened.then(() => {
    const started = start();
    return isRun(started) ? started : goneRun();
  });
  return {
    minted: run.then(({ minted }) => minted),
    proof: run.then(({ proof }) => proof),
    ended: run.then(({ ended }) => ended),
    progress: () => null,
    end: () => void run.then(({ end }) => end()),
  };
}
