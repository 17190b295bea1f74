import type { ApiAnswer, ApiKey } from '../domain/proof';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import type { ProofLimits, ProofProgress } from './messages';

/** The result of one read. */
export interface Reading {
  readonly answer: ApiAnswer;
  readonly status: number | null;
  readonly durationMs: number;
  readonly code: string | null;
  /** Microsoft's `Retry-After`, when given. */
  readonly retryAfterSeconds: number | null;
}

export type TokenAnswer = { readonly token: string } | { readonly error: MicrosoftErrorFacts };

/** What the proof needs of the outside; `lib/sealer/world.ts` is the real one. */
export interface ProofWorld {
  /** Milliseconds of a clock that only goes forward. */
  now(): number;
  pause(milliseconds: number): Promise<void>;
  /** A new token for one API, or how Microsoft refused it. Never an older token: roles are those of its issue. */
  token(api: ApiKey): Promise<TokenAnswer>;
  roles(token: string): readonly string[];
  read(api: ApiKey, token: string): Promise<Reading>;
  progress(progress: ProofProgress): void;
}

/** One API's part of a proof. */
export interface Trial {
  readonly api: ApiKey;
  readonly wanted: readonly string[];
  readonly world: ProofWorld;
  /** Of the whole proof, by `world.now()`. */
  readonly startedAt: number;
  readonly limits: ProofLimits;
}

/** How long a sealer lives at most, counted from its order: before it there is nothing to protect. */
export const sealerLifeMs = 180_000;

/**
 * One clock for the whole proof keeps it inside a sealer's life, with room for the request before, the one that is under way at its
 * end, and the handing on of the secret to the next sealer.
 */
export const usualLimits: ProofLimits = { secretMs: 145_000, rolesMs: 145_000, allMs: 155_000 };

/** So many times a token is asked for although Microsoft was at fault. */
export const mostFaults = 12;

const pausesSeconds = [1, 2, 3] as const;
const laterPauseSeconds = 5;

/** How long to wait before asking again: longer each time, and never shorter than Microsoft asked for. */
export function pauseAfter(attempt: number, retryAfterSeconds: number | null): number {
  return Math.max(pausesSeconds[attempt] ?? laterPauseSeconds, retryAfterSeconds ?? 0) * 1000;
}
