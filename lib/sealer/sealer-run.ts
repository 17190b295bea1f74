import type { MintReport, ProofProgress, ProofReport } from './messages';

/** An order at work, with one sealer after the other, seen from the web process. No promise of it ever rejects. */
export interface SealerRun {
  /** What `addPassword` came to; a first sealer that ends without saying so leaves an unknown outcome (`lost`). */
  readonly minted: Promise<MintReport>;
  /** The proof; null when the sealer at work ended without one. */
  readonly proof: Promise<ProofReport | null>;
  /** Resolves when all its processes are gone. */
  readonly ended: Promise<void>;
  /** What the proof waits for now; null before the first report and when it waits for nothing. */
  progress(): ProofProgress | null;
  /** Ends them at once. */
  end(): void;
}
