import { limits, pauseAfter, type TokenAnswer, type Trial } from './proof-world';
import { judgeTokenError } from './token-error';

/**
 * Asks for tokens until one carries all wanted roles, or until the time for it is over.
 * @returns the best answer so far: a token, also one that lacks roles, before a refusal
 */
export async function completeToken({ api, wanted, world, startedAt }: Trial): Promise<TokenAnswer> {
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
    const pause = pauseAfter(attempt, 'error' in got ? got.error.retryAfterSeconds : null);
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

const carriesAll = (roles: readonly string[], wanted: readonly string[]) => wanted.every((role) => roles.includes(role));
