import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from '../domain/clouds';
import type { ApiKey } from '../domain/proof';
import type { CallTrace } from '../microsoft/microsoft';
import { MicrosoftError } from '../microsoft/microsoft-error';
import type { ProofProgress, SealOrder } from './messages';
import type { ProofWorld, TokenAnswer } from './proof-world';
import type { Minted } from './seal';

/** Where the proof reports to, besides its result. */
export interface Listener {
  readonly trace: (call: CallTrace) => void;
  readonly progress: (progress: ProofProgress) => void;
}

/** The token client is half a megabyte of code: it is loaded while Microsoft makes the secret, not before the request for it. */
export const loadMicrosoft = async () => ({
  ...(await import('../microsoft/client-credentials')),
  ...(await import('../microsoft/defender')),
});

/**
 * Microsoft's side of the proof, with the new secret.
 * @param minted its `secret` is read for each token and belongs to the caller, who overwrites it afterwards
 */
export async function microsoftWorld(order: SealOrder, minted: Minted, { trace, progress }: Listener): Promise<ProofWorld> {
  const { clientCredentialsToken, readOnce, tokenRoles } = await loadMicrosoft();
  const { tenantId, appId } = order.binding;
  return {
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    roles: tokenRoles,
    progress,
    read: (api, token) => readOnce(order.cloud, api, token, trace),
    async token(api): Promise<TokenAnswer> {
      const scope = tokenScope(order.cloud, api);
      try {
        return {
          token: await clientCredentialsToken({
            cloud: order.cloud,
            tenantId,
            appId,
            secret: minted.secret.toString('utf8'),
            scope,
            trace,
          }),
        };
      } catch (error) {
        if (error instanceof MicrosoftError) return { error: error.facts };
        throw error;
      }
    },
  };
}

function tokenScope(cloud: Cloud, api: ApiKey): string {
  const endpoints = { graph: cloud.graph, endpoint: cloud.endpoint, 'threat-protection': cloud.threatProtection } as const;
  return endpoints[api].tokenScope;
}
