import { type ApiAnswer, type ApiKey, type ApiProof, apiKeys, type Proof } from '../domain/proof';
import type { MicrosoftErrorFacts } from '../microsoft/microsoft-error';
import type { ProofProgress, SealOrder } from './messages';
import { judgeTokenError } from './token-error';

/** The result of one read. */
export interface Reading {
  readonly answer: ApiAnswer;
  readonly status: number | null;
  readonly durationMs: number;
  readonly code: string | null;
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

/** Microsoft names no time; minutes were seen. One clock for the whole proof keeps it inside the sealer's life of 180 s. */
const limits = { secretMs: 120_000, rolesMs: 60_000, allMs: 150_000, faults: 4 } as const;
const pausesSeconds = [1, 2, 3] as const;
const laterPauseSeconds = 5;

/** What each API is asked, in the words of the result page. */
const reads: Readonly<Record<ApiKey, string>> = { graph: 'Secure Score', endpoint: 'machines', 'threat-protection': 'incidents' };

/**
 * Proves a new secret: a token for each API, its roles, one read. The APIs are tried side by side; each waits on its own for the
 * secret to be accepted and for the roles to be complete. Gives up waiting, never throws for Microsoft's answers.
 * @param wantedRoles role values each token is to carry; an API of which nothing is wanted is not asked
 * @returns one entry for each API that was asked
 */
export async function prove(wantedRoles: SealOrder['wantedRoles'], world: ProofWorld): Promise<Proof> {
  const startedAt = world.now();
  const asked = apiKeys.filter((api) => wantedRoles[api].length > 0);
  const apis = await Promise.all(asked.map((api) => proveApi({ api, wanted: wantedRoles[api], world, startedAt })));
  return { at: new Date(), apis };
}

interface Trial {
  readonly api: ApiKey;
  readonly wanted: readonly string[];
  readonly world: ProofWorld;
  readonly startedAt: number;
}

async function proveApi(trial: Trial): Promise<ApiProof> {
  const { api, world } = trial;
  const got = await completeToken(trial);
  world.progress({ kind: 'progress', api, waitingFor: null });
  if ('error' in got) {
    const { answer } = judgeTokenError(got.error);
    return { api, tokenRoles: null, answer, status: null, durationMs: 0, code: got.error.code, read: reads[api] };
  }
  const reading = await world.read(api, got.token);
  return { api, tokenRoles: world.roles(got.token), ...reading, read: reads[api] };
}

/** Asks for tokens until one carries all wanted roles, or until the time for it is over: then the best answer so far stands. */
async function completeToken({ api, wanted, world, startedAt }: Trial): Promise<TokenAnswer> {
  let partial: { readonly token: string; readonly since: number } | undefined;
  for (let attempt = 0, faults = 0; ; attempt += 1) {
    const got = await world.token(api);
    if ('token' in got) {
      if (carriesAll(world.roles(got.token), wanted)) return got;
      partial = { token: got.token, since: partial?.since ?? world.now() };
    } else {
      const { patience } = judgeTokenError(got.error);
      if (patience === 'fault') faults += 1;
      if (patience === 'none' || faults > limits.faults) return partial ?? got;
    }
    const pause = pauseAfter(attempt, got);
    if (world.now() + pause > endOf(startedAt, partial?.since)) return partial ?? got;
    world.progress({ kind: 'progress', api, waitingFor: partial ? 'roles' : 'secret' });
    await world.pause(pause);
  }
}

/** When waiting ends: the secret has its time from the start, the roles theirs from the first token. */
function endOf(startedAt: number, firstTokenAt: number | undefined): number {
  if (firstTokenAt === undefined) return startedAt + limits.secretMs;
  return Math.min(firstTokenAt + limits.rolesMs, startedAt + limits.allMs);
}

function pauseAfter(attempt: number, got: TokenAnswer): number {
  const asked = 'error' in got ? (got.error.retryAfterSeconds ?? 0) : 0;
  return Math.max(pausesSeconds[attempt] ?? laterPauseSeconds, asked) * 1000;
}

const carriesAll = (roles: readonly string[], wanted: readonly string[]) => wanted.every((role) => roles.includes(role));
