import { pauseAfter, type Reading, type Trial } from './proof-world';

/**
 * Reads an API until its answer says something about access, or until the time for it is over. An API that does not answer has the
 * whole time of the proof, because "connected" claims that it answered.
 * @returns the last answer
 */
export async function completeReading({ api, world, startedAt, limits }: Trial, token: string): Promise<Reading> {
  const firstReadAt = world.now();
  for (let attempt = 0; ; attempt += 1) {
    const reading = await world.read(api, token);
    const pause = pauseAfter(attempt, reading.retryAfterSeconds);
    const end = Math.min(firstReadAt + patienceMs(reading), startedAt + limits.allMs);
    if (world.now() + pause > end) return reading;
    world.progress({ kind: 'progress', api, waitingFor: 'answer' });
    await world.pause(pause);
  }
}

/** A service principal or an approval that is new may be met with 401 and 403 until it has spread; Microsoft names no time. */
const unknownTokenMs = 20_000;
/** A 403 most often means what it says, and a tenant without a license is not kept waiting for long. */
const forbiddenMs = 10_000;

/** How long an answer is doubted. `DisabledFeature` names its cause, and a 403 without the role in the token is right: both are final. */
function patienceMs({ answer, status, code }: Reading): number {
  if (answer === 'unavailable') return Number.POSITIVE_INFINITY;
  if (status === 401) return unknownTokenMs;
  return answer === 'no-license' && code !== 'DisabledFeature' ? forbiddenMs : 0;
}
