import { createHash, randomBytes } from 'node:crypto';
import type { AuthenticationResult } from '@azure/msal-node';
import type { Cloud } from '../domain/clouds';
import { failed } from './ask';
import { type AppIdentity, withEntraClient } from './entra-client';
import { withoutOfflineAccess } from './entra-network';
import type { Trace } from './trace';

export interface SignInOptions {
  readonly cloud: Cloud;
  /** The portal's own multi-tenant app. */
  readonly portal: AppIdentity;
  readonly redirectUri: string;
  /** `organizations`, or the id of the one tenant that is expected. */
  readonly tenant: string;
  /** Scopes of Graph, in short form; `portalScopes` unless given. */
  readonly scopes?: readonly string[];
}

export interface BeginSignIn extends SignInOptions {
  /** `login`: Microsoft asks for the credentials again, so that roles activated a moment ago come with the answer. */
  readonly prompt?: 'select_account' | 'login';
  /** The account to begin with. */
  readonly loginHint?: string;
  /** Claims that Microsoft demands (JSON), see `demandedClaims`. */
  readonly claims?: string;
}

/** One start of a sign-in. `state`, `nonce` and `verifier` are 256 bits each and are good for one callback. */
export interface SignInStart {
  readonly url: string;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

export interface FinishSignIn extends SignInOptions {
  readonly code: string;
  /** As `beginSignIn` gave them; the caller has matched the state with the browser before. */
  readonly verifier: string;
  readonly nonce: string;
  readonly trace: Trace;
}

export interface SignedIn {
  /** Not verified yet: hand it to `verifyIdToken`. */
  readonly idToken: string;
  readonly accessToken: string;
  readonly scopes: readonly string[];
  readonly expiresAt: Date;
}

/** What the portal asks of the admin, in short form; the smallest set that can do the work. */
export const portalScopes = ['User.Read', 'Application.ReadWrite.All'] as const;
/** What it asks of a colleague who only approves: who it is, and no power to write. */
export const approverScopes = ['User.Read'] as const;

const random = () => randomBytes(32).toString('base64url');

/** Graph's scopes are named in full, so that no other API's scope of the same name can be meant. */
function requestedScopes({ cloud, scopes = portalScopes }: SignInOptions): string[] {
  const resource = cloud.graph.tokenScope.replace(/\/\.default$/, '');
  return ['openid', 'profile', ...scopes.map((scope) => `${resource}/${scope}`)];
}

/**
 * The address at Microsoft that begins a sign-in: authorization code with PKCE (S256), answered in query mode, without
 * `offline_access`. Sends nothing itself.
 * @returns the address with the secrets of this start, for the caller to keep until the callback
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow and RFC 7636
 */
export async function beginSignIn(options: BeginSignIn): Promise<SignInStart> {
  const start = { state: random(), nonce: random(), verifier: random() };
  const built = await withEntraClient({ ...clientOptions(options), trace: () => {} }, (client) =>
    client.getAuthCodeUrl({
      scopes: requestedScopes(options),
      redirectUri: options.redirectUri,
      responseMode: 'query',
      state: start.state,
      nonce: start.nonce,
      codeChallenge: createHash('sha256').update(start.verifier).digest('base64url'),
      codeChallengeMethod: 'S256',
      ...(options.prompt && { prompt: options.prompt }),
      ...(options.loginHint && { loginHint: options.loginHint }),
      ...(options.claims && { claims: options.claims }),
    }),
  );
  const url = new URL(built);
  url.search = withoutOfflineAccess(url.search);
  return { url: url.href, ...start };
}

/**
 * Redeems the code of a callback.
 * @returns the tokens; the id token is still to be verified, and there is no refresh token
 * @throws MicrosoftError; `facts.code` is `AADSTS…` and `facts.oauthError` the OAuth error when Microsoft refused
 */
export async function finishSignIn(options: FinishSignIn): Promise<SignedIn> {
  const { code, verifier, nonce, redirectUri, trace } = options;
  const scopes = requestedScopes(options);
  const result = await withEntraClient({ ...clientOptions(options), trace }, (client) =>
    client.acquireTokenByCode({ code, codeVerifier: verifier, nonce, scopes, redirectUri }),
  );
  return reshaped(result);
}

const purpose = 'Sign in';

const clientOptions = ({ cloud, tenant, portal }: SignInOptions) => ({ cloud, tenant, app: portal, purpose });

function reshaped({ idToken, accessToken, scopes, expiresOn, correlationId }: AuthenticationResult): SignedIn {
  if (!idToken || !expiresOn) {
    throw failed({ purpose, effect: 'read', clientRequestId: correlationId }, { kind: 'unreadable', code: 'unexpected-shape' });
  }
  return { idToken, accessToken, scopes, expiresAt: expiresOn };
}
