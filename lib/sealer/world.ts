import type { Buffer } from 'node:buffer';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cloud } from '../domain/clouds';
import type { ApiKey } from '../domain/proof';
import type { AppProof } from '../microsoft/client-credentials';
import type { CallTrace } from '../microsoft/microsoft';
import { MicrosoftError } from '../microsoft/microsoft-error';
import type { ProofProgress, SealOrder, TakeOverOrder } from './messages';
import type { ProofWorld, TokenAnswer } from './proof-world';

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
 * @param secret is read for each token and belongs to the caller, who overwrites it afterwards
 */
export function microsoftWorld(
  { cloud, binding }: Pick<SealOrder | TakeOverOrder, 'cloud' | 'binding'>,
  secret: Buffer,
  listener: Listener,
): Promise<ProofWorld> {
  const { tenantId, appId } = binding;
  return worldOf({ cloud, tenantId, appId, proof: async () => ({ secret: secret.toString('utf8') }) }, listener);
}

/** An app of a tenant, and how it proves itself each time it asks for a token. */
interface ProvingApp {
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly appId: string;
  readonly proof: () => Promise<AppProof>;
}

/** Microsoft's side of the proof, for an app that proves itself in whatever way. */
export async function worldOf({ cloud, tenantId, appId, proof }: ProvingApp, { trace, progress }: Listener): Promise<ProofWorld> {
  const { clientCredentialsToken, readOnce, tokenRoles } = await loadMicrosoft();
  return {
    now: () => performance.now(),
    pause: (milliseconds) => pause(milliseconds),
    roles: tokenRoles,
    progress,
    read: (api, token) => readOnce(cloud, api, token, trace),
    async token(api): Promise<TokenAnswer> {
      const asked = { scope: tokenScope(cloud, api), purpose: `Get a token for ${apiNames[api]}` };
      try {
        return { token: await clientCredentialsToken({ cloud, tenantId, appId, proof: await proof(), ...asked, trace }) };
      } catch (error) {
        if (error instanceof MicrosoftError) return { error: error.facts };
        throw error;
      }
    },
  };
}

const apiNames: Readonly<Record<ApiKey, string>> = {
  graph: 'Microsoft Graph',
  endpoint: 'Defender for Endpoint',
  'threat-protection': 'Microsoft Threat Protection',
};

function tokenScope(cloud: Cloud, api: ApiKey): string {
  const endpoints = { graph: cloud.graph, endpoint: cloud.endpoint, 'threat-protection': cloud.threatProtection } as const;
  return endpoints[api].tokenScope;
}
