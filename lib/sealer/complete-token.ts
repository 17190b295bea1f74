import { mostFaults, pauseAfter, type TokenAnswer, type Trial } from './proof-world';
import { judgeTokenError } from './token-error';

/** The best answer so far: a token, also one that lacks roles, before a refusal. */
export interface Asked {
  readonly got: TokenAnswer;
  /** The time was over, and Microsoft's copies had been seen not to agree yet: the same may be answered otherwise later. */
  readonly outOfTime: boolean;
}

/** Asks for tokens until one carries all wanted roles, or until the time for it is over. */
export async function completeToken({ api, wanted, world, startedAt, limits }: Trial): Promise<Asked> {
  let partial: { readonly token: string; readonly since: number } | undefined;
  let isSpreading = false;
  for (let attempt = 0, faults = 0; ; attempt += 1) {
    const got = await world.token(api);
    if ('token' in got) {
      if (carriesAll(world.roles(got.token), wanted)) return { got, outOfTime: false };
      partial = { token: got.token, since: partial?.since ?? world.now() };
      isSpreading = true;
    } else {
      const { patience } = judgeTokenError(got.error);
      if (patience === 'fault') faults += 1;
      if (patience === 'replication') isSpreading = true;
      if (patience === 'none' || faults > mostFaults) return { got: partial ?? got, outOfTime: false };
    }
    const pause = pauseAfter(attempt, 'error' in got ? got.error.retryAfterSeconds : null);
    if (world.now() + pause > endOf({ startedAt, limits }, partial?.since)) return { got: partial ?? got, outOfTime: isSpreading };
    world.progress({ kind: 'progress', api, waitingFor: partial ? 'roles' : 'secret' });
    await world.pause(pause);
  }
}

/** When waiting ends: the secret has its time from the start, the roles theirs from the first token. */
function endOf({ startedAt, limits }: Pick<Trial, 'startedAt' | 'limits'>, firstTokenAt: number | undefined): number {
  if (firstTokenAt === undefined) return startedAt + limits.secretMs;
  return Math.min(firstTokenAt + limits.rolesMs, startedAt + limits.allMs);
}

const carriesAll = (roles: readonly string[], wanted: readonly string[]) => wanted.every((role) => roles.includes(role));
