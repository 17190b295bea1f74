import { createHash } from 'node:crypto';
import { databaseNow } from '../data/clock';
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
import { beginSignIn, finishSignIn, portalScopes, type SignedIn, type SignInStart } from '../microsoft/sign-in';

/** Path of the sign-in callback under APP_BASE_URL; registered on the portal's own app. */
export const signInCallbackPath = '/api/sign-in/callback';

/** What a sign-in needs of the outside. */
export interface SignInPorts {
  readonly begin: () => Promise<SignInStart>;
  readonly redeem: (answer: { code: string; verifier: string; nonce: string }) => Promise<SignedIn>;
  readonly verify: (token: { idToken: string; nonce: string; grantedScopes: readonly string[] }) => Promise<IdentityClaims>;
  /** True for exactly one caller; only a hash of the state is stored. */
  readonly consumeState: (state: string, expiresAt: Date) => Promise<boolean>;
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

/** The sign-in of this deployment. */
export function signInPorts(): SignInPorts {
  const { appBaseUrl, cloudId, practiceCloudUrl, entra } = env();
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const options = { cloud, portal: entra, redirectUri: new URL(signInCallbackPath, appBaseUrl).href, tenant: 'organizations' };
  return {
    begin: () => beginSignIn({ ...options, prompt: 'select_account' }),
    redeem: (answer) => finishSignIn({ ...options, ...answer, trace }),
    verify: ({ idToken, nonce, grantedScopes }) =>
      verifyIdToken(idToken, {
        cloud,
        clientId: entra.clientId,
        nonce,
        grantedScopes,
        requiredScopes: portalScopes,
        now: databaseNow(),
        keys: signingKeys(cloud, trace),
      }),
    consumeState: (state, expiresAt) => consumeSignInState(createHash('sha256').update(state).digest('base64url'), expiresAt),
    openConnection: (tenantId, person) => openConnection({ cloud: cloudId, tenantId, person }),
  };
}
