import { type ApiKey, type ApiProof, apiKeys, type Proof } from '../domain/proof';
import { completeReading } from './complete-reading';
import { completeToken } from './complete-token';
import type { ProofLimits, SealOrder } from './messages';
import type { ProofWorld, Trial } from './proof-world';
import { judgeTokenError } from './token-error';

/** What each API is asked, in the words of the result page. */
const reads: Readonly<Record<ApiKey, string>> = { graph: 'Secure Score', endpoint: 'machines', 'threat-protection': 'incidents' };

/** What a proof came to. */
export interface Tried {
  /** One entry for each API that was asked. */
  readonly proof: Proof;
  /** Nothing but time stands in the way: for at least one API Microsoft's copies did not agree until the end, and no other has failed. */
  readonly outOfTime: boolean;
}

/**
 * Proves a new secret: a token for each API, its roles, one read. The APIs are tried side by side; each waits on its own for the
 * secret to be accepted, for the roles to be complete, and for the API to answer. Gives up waiting, never throws for Microsoft's
 * answers.
 * @param wantedRoles role values each token is to carry; an API of which nothing is wanted is not asked
 */
export async function prove(wantedRoles: SealOrder['wantedRoles'], world: ProofWorld, limits: ProofLimits): Promise<Tried> {
  const startedAt = world.now();
  const asked = apiKeys.filter((api) => wantedRoles[api].length > 0);
  const tried = await Promise.all(asked.map((api) => proveApi({ api, wanted: wantedRoles[api], world, startedAt, limits })));
  const open = tried.filter(({ outOfTime }) => outOfTime);
  const failed = tried.some(({ outOfTime, api: { answer } }) => !outOfTime && (answer === 'refused' || answer === 'unavailable'));
  return { proof: { at: new Date(), apis: tried.map(({ api }) => api) }, outOfTime: open.length > 0 && !failed };
}

async function proveApi(trial: Trial): Promise<{ readonly api: ApiProof; readonly outOfTime: boolean }> {
  const { api, world } = trial;
  const idle = () => world.progress({ kind: 'progress', api, waitingFor: null });
  const { got, outOfTime } = await completeToken(trial);
  idle();
  if ('error' in got) {
    const { answer } = judgeTokenError(got.error);
    return { api: { api, tokenRoles: null, answer, status: null, durationMs: 0, code: got.error.code, read: reads[api] }, outOfTime };
  }
  const { answer, status, durationMs, code } = await completeReading(trial, got.token);
  idle();
  return { api: { api, tokenRoles: world.roles(got.token), answer, status, durationMs, code, read: reads[api] }, outOfTime };
}
