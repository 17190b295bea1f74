import { interruptProofs } from './watch-proof';

/** How long a process that was asked to end leaves its sealers. A key that spreads slowly at Microsoft may need longer. */
const proofsMs = 15_000;
/** Deployments kill what has not ended some 30 s after it was asked to. */
const allMs = 25_000;

/**
 * Prepares this process for its end. The framework finishes the requests that are under way and what they have left to be done
 * (`proofsRecorded`); this bounds it: a proof that takes long is handed over, and after 25 s the process ends whatever happens.
 */
export function drainWhenAsked(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      setTimeout(interruptProofs, proofsMs).unref();
      setTimeout(() => process.exit(signal === 'SIGTERM' ? 143 : 130), allMs).unref();
    });
  }
}
