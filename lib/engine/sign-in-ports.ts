import { createHash } from 'node:crypto';
import type { ConnectionKey } from '../data/data';
import { consumeSignInState } from '../data/sessions';
import { openConnection } from '../data/sign-ins';
import { cloudFor } from '../domain/clouds';
import type { Person } from '../domain/connection';
import { env } from '../env';
import { log } from '../log';
import { type IdentityClaims, verifyIdToken } from '../microsoft/id-token';
import { signingKeys } from '../microsoft/key-cache';
import type { CallTrace } from '../microsoft/microsoft';
import { approverScopes, beginSignIn, finishSignIn, portalScopes, type SignedIn, type SignInStart } from '../microsoft/sign-in';

/** Path of the sign-in callback under APP_BASE_URL; registered on the portal's own app. */
export const signInCallbackPath = '/api/sign-in/callback';

/** What it takes to learn who somebody is. */
export interface IdentityPorts {
  /** @param again the account that shall show its credentials again, so that Microsoft tells its roles anew */
  readonly begin: (again?: string) => Promise<SignInStart>;
  readonly redeem: (answer: { code: string; verifier: string; nonce: string }) => Promise<SignedIn>;
  readonly verify: (token: { idToken: string; nonce: string; grantedScopes: readonly string[] }) => Promise<IdentityClaims>;
  /** True for exactly one caller; only a hash of the state is stored. */
  readonly consumeState: (state: string, expiresAt: Date) => Promise<boolean>;
}

/** What the sign-in of an admin needs of the outside. */
export interface SignInPorts extends IdentityPorts {
  /** Finds or begins the connection of a verified tenant. */
  readonly openConnection: (tenantId: string, person: Person) => Promise<ConnectionKey>;
}

const trace = (call: CallTrace) =>
  log.info('microsoft-call', {
    purpose: call.purpose,
    status: call.status,
    durationMs: call.durationMs,
    requestId: call.requestId,
    correlationId: call.clientRequestId,
  });

/** The sign-in of this deployment for admins, who set up the app. */
export function signInPorts(): SignInPorts {
  const { cloudId } = env();
  return { ...identityPorts(portalScopes), openConnection: (tenantId, person) => openConnection({ cloud: cloudId, tenantId, person }) };
}

/** The same for a colleague who approves: it asks for no power to write, and opens no connection. */
export const approverSignInPorts = (): IdentityPorts => identityPorts(approverScopes);

function identityPorts(scopes: readonly string[]): IdentityPorts {
  const { appBaseUrl, cloudId, practiceCloudUrl, entra } = env();
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const options = { cloud, portal: entra, redirectUri: new URL(signInCallbackPath, appBaseUrl).href, tenant: 'organizations', scopes };
  return {
    begin: (again) => beginSignIn({ ...options, ...(again ? { prompt: 'login', loginHint: again } : { prompt: 'select_account' }) }),
    redeem: (answer) => finishSignIn({ ...options, ...answer, trace }),
    verify: ({ idToken, nonce, grantedScopes }) =>
      verifyIdToken(idToken, {
        cloud,
        clientId: entra.clientId,
        nonce,
        grantedScopes,
        requiredScopes: scopes,
        now: new Date(),
        keys: signingKeys(cloud, trace),
      }),
    consumeState: (state, expiresAt) => consumeSignInState(createHash('sha256').update(state).digest('base64url'), expiresAt),
  };
}
