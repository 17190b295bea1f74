import type { MintReport, ProofProgress, ProofReport } from './messages';

/** A sealer at work, seen from the web process. No promise of it ever rejects. */
export interface SealerRun {
  /** What `addPassword` came to; a sealer that ends without saying so leaves an unknown outcome (`lost`). */
  readonly minted: Promise<MintReport>;
  /** The proof; null when the sealer ended without one. */
  readonly proof: Promise<ProofReport | null>;
  /** Resolves when the process is gone. */
  readonly ended: Promise<void>;
  /** What the proof waits for now; null before the first report and when it waits for nothing. */
  progress(): ProofProgress | null;
  /** Ends the process at once and forgets the run. */
  end(): void;
}

/** Survives the framework's several copies of a module: the route that mints and the one that asks for the proof share it. */
const shared = globalThis as typeof globalThis & { defenderConnectSealers?: Map<string, SealerRun> };
const runs = () => {
  shared.defenderConnectSealers ??= new Map();
  return shared.defenderConnectSealers;
};

/** Longer than any sealer lives, so that a proof which came between two requests is still found. */
const keptForMs = 240_000;

/** The run of an attempt in this process; null when another process has it, or when it is long over. */
export function runningSealer(attempt: string): SealerRun | null {
  return runs().get(attempt) ?? null;
}

/** Makes a run findable by its attempt until it is ended by hand or its time is over. */
export function keep(attempt: string, run: SealerRun): SealerRun {
  const forget = () => {
    clearTimeout(timer);
    if (runs().get(attempt) === kept) runs().delete(attempt);
  };
  const timer = setTimeout(forget, keptForMs).unref();
  const kept: SealerRun = {
    ...run,
    end: () => {
      run.end();
      forget();
    },
  };
  runs().set(attempt, kept);
  return kept;
}
