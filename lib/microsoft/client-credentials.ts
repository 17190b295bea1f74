import type { Cloud } from '../domain/clouds';
import { failed } from './ask';
import { withEntraClient } from './entra-client';
import type { Trace } from './trace';

/** How the app proves who it is: by its secret, or by an assertion that somebody signed for it (RFC 7523, section 2.2). */
export type AppProof = { readonly secret: string } | { readonly assertion: string };

export interface ClientCredentials {
  readonly cloud: Cloud;
  readonly tenantId: string;
  readonly appId: string;
  readonly proof: AppProof;
  /** One API's `/.default` scope. */
  readonly scope: string;
  /** What the request is for, in a few words. */
  readonly purpose: string;
  readonly trace: Trace;
}

/**
 * A new token for the app itself. Never one from a cache: a token carries the roles of its issue.
 * A token says only that the secret is right; whether anything was granted stands in its `roles`.
 * @throws MicrosoftError; `facts.code` is `AADSTS…`, e.g. `AADSTS7000215` for a secret that is wrong or too new
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export async function clientCredentialsToken({ cloud, tenantId, appId, proof, scope, purpose, trace }: ClientCredentials): Promise<string> {
  const shown = 'secret' in proof ? { clientSecret: proof.secret } : { clientSecret: null, assertion: proof.assertion };
  const client = { cloud, tenant: tenantId, app: { clientId: appId, certificate: null, ...shown }, purpose, trace };
  const result = await withEntraClient(client, (entra) =>
    // the region setting keeps an environment variable of the host from choosing another address
    entra.acquireTokenByClientCredential({ scopes: [scope], skipCache: true, azureRegion: 'DisableMsalForceRegion' }),
  );
  if (result) return result.accessToken;
  throw failed({ purpose, effect: 'read', clientRequestId: null }, { kind: 'unreadable', code: 'unexpected-shape' });
}
