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
  /** Ends the process at once. */
  end(): void;
}
