import { createHash } from 'node:crypto';
import { databaseNow } from '../data/clock';
import { connectionData } from '../data/connections';
import type { ConnectionKey } from '../data/data';
import { noteSignInSetback } from '../data/invitations';
import { consumeSignInState } from '../data/sessions';
import { cloudFor } from '../domain/clouds';
import type { Person } from '../domain/connection';
import type { Expected } from '../domain/expected';
import type { InvitedBrowser, SignInSetback } from '../domain/invitation';
import { env } from '../env';
import { log } from '../log';
import { type IdentityClaims, verifyIdToken } from '../microsoft/id-token';
import { signingKeys } from '../microsoft/key-cache';
import type { CallTrace } from '../microsoft/microsoft';
import {
  approverScopes,
  type BeginSignIn,
  beginSignIn,
  finishSignIn,
  portalScopes,
  type SignedIn,
  type SignInStart,
} from '../microsoft/sign-in';
import { openTenant, type TenantOpened, type VerifiedSignIn } from './tenant-ports';

/** Path of the sign-in callback under APP_BASE_URL; registered on the portal's own app. */
export const signInCallbackPath = '/api/sign-in/callback';

/** A sign-in of which more is demanded than that somebody signs in: by Microsoft in the middle of the work, or by a person with a new role. */
export interface SignInChallenge {
  /** null: the demand was not in a form that can be passed on, or is a fresh sign-in and nothing else. */
  readonly claims: string | null;
  readonly account: string;
}

/** Microsoft's shared authority for every organization. */
export const anyOrganization = 'organizations';

/**
 * Where an invited admin signs in: at the tenant that is expected; for a domain anywhere, and without `domain_hint`. Of a federated domain that
 * hint leads past Microsoft's page to the organization's own sign-in, which knows nothing of administrators whose accounts are in the cloud alone.
 * @see https://learn.microsoft.com/entra/identity/enterprise-apps/prevent-domain-hints-with-home-realm-discovery
 */
export const authorityOf = (expected: Expected): string => (expected.kind === 'tenant' ? expected.tenantId : anyOrganization);

/** What it takes to learn who somebody is. */
export interface IdentityPorts {
  /** `challenge`: what is demanded of this sign-in; null for an ordinary one. `tenant`: where; any organization unless given. */
  readonly begin: (challenge?: SignInChallenge | null, tenant?: string) => Promise<SignInStart>;
  readonly redeem: (answer: { code: string; verifier: string; nonce: string; tenant: string }) => Promise<SignedIn>;
  readonly verify: (token: { idToken: string; nonce: string; grantedScopes: readonly string[] }) => Promise<IdentityClaims>;
  /** True for exactly one caller; only a hash of the state is stored. */
  readonly consumeState: (state: string, expiresAt: Date) => Promise<boolean>;
}

/** What the sign-in of an admin needs of the outside. */
export interface SignInPorts extends IdentityPorts {
  /** What Microsoft has demanded of this person's next sign-in, where the connection stands still for it; null otherwise. */
  readonly challengeOf: (key: ConnectionKey, person: Person) => Promise<SignInChallenge | null>;
  /** Finds or begins the connection of a verified tenant, as far as it may have one. */
  readonly open: (signIn: VerifiedSignIn, browser: InvitedBrowser | null) => Promise<TenantOpened>;
  /** Tells support what has stopped somebody who came with an invitation. */
  readonly noteSetback: (browser: InvitedBrowser, setback: SignInSetback) => Promise<void>;
  /** Of the database. */
  readonly now: () => Date;
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
  return { ...identityPorts(portalScopes), challengeOf, open: openTenant, noteSetback: noteSignInSetback, now: databaseNow };
}

/** The same for a colleague who approves: it asks for no power to write, and opens no connection. */
export const approverSignInPorts = (): IdentityPorts => identityPorts(approverScopes);

function identityPorts(scopes: readonly string[]): IdentityPorts {
  const { appBaseUrl, cloudId, practiceCloudUrl, entra } = env();
  const cloud = cloudFor(cloudId, practiceCloudUrl?.origin ?? null);
  const options = { cloud, portal: entra, redirectUri: new URL(signInCallbackPath, appBaseUrl).href, scopes };
  return {
    begin: (challenge = null, tenant = anyOrganization) => beginSignIn({ ...options, tenant, ...manner(challenge) }),
    redeem: (answer) => finishSignIn({ ...options, ...answer, trace }),
    verify: ({ idToken, nonce, grantedScopes }) =>
      verifyIdToken(idToken, {
        cloud,
        clientId: entra.clientId,
        nonce,
        grantedScopes,
        requiredScopes: scopes,
        now: databaseNow(),
        keys: signingKeys(cloud, trace),
      }),
    consumeState: (state, expiresAt) => consumeSignInState(createHash('sha256').update(state).digest('base64url'), expiresAt),
  };
}

async function challengeOf(key: ConnectionKey, { account }: Person): Promise<SignInChallenge | null> {
  const problem = (await connectionData.load(key))?.problem;
  if (!problem || !['claims-challenge', 'claims-unmet'].includes(problem.code)) return null;
  return { claims: problem.claims ?? null, account };
}

/** A demand goes along with the sign-in of the same account; one that could not be read is met as well as can be, by a fresh sign-in. */
function manner(challenge: SignInChallenge | null): Pick<BeginSignIn, 'prompt' | 'claims' | 'loginHint'> {
  if (!challenge) return { prompt: 'select_account' };
  const { claims, account } = challenge;
  return { loginHint: account, ...(claims === null ? { prompt: 'login' } : { claims }) };
}
