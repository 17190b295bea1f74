import { type ApiKey, type ApiProof, apiKeys, type Proof } from '../domain/proof';
import { completeReading } from './complete-reading';
import { completeToken } from './complete-token';
import type { SealOrder } from './messages';
import type { ProofWorld, Trial } from './proof-world';
import { judgeTokenError } from './token-error';

/** What each API is asked, in the words of the result page. */
const reads: Readonly<Record<ApiKey, string>> = { graph: 'Secure Score', endpoint: 'machines', 'threat-protection': 'incidents' };

/**
 * Proves a new secret: a token for each API, its roles, one read. The APIs are tried side by side; each waits on its own for the
 * secret to be accepted, for the roles to be complete, and for the API to answer. Gives up waiting, never throws for Microsoft's
 * answers.
 * @param wantedRoles role values each token is to carry; an API of which nothing is wanted is not asked
 * @returns one entry for each API that was asked
 */
export async function prove(wantedRoles: SealOrder['wantedRoles'], world: ProofWorld): Promise<Proof> {
  const startedAt = world.now();
  const asked = apiKeys.filter((api) => wantedRoles[api].length > 0);
  const apis = await Promise.all(asked.map((api) => proveApi({ api, wanted: wantedRoles[api], world, startedAt })));
  return { at: new Date(), apis };
}

async function proveApi(trial: Trial): Promise<ApiProof> {
  const { api, world } = trial;
  const idle = () => world.progress({ kind: 'progress', api, waitingFor: null });
  const got = await completeToken(trial);
  idle();
  if ('error' in got) {
    const { answer } = judgeTokenError(got.error);
    return { api, tokenRoles: null, answer, status: null, durationMs: 0, code: got.error.code, read: reads[api] };
  }
  const { answer, status, durationMs, code } = await completeReading(trial, got.token);
  idle();
  return { api, tokenRoles: world.roles(got.token), answer, status, durationMs, code, read: reads[api] };
}
