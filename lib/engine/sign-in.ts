import type { ConnectionKey } from '../data/data';
import type { Person } from '../domain/connection';
import { entraNumber } from '../domain/consent';
import { problemForEntra } from '../domain/error-codes';
import type { InvitedBrowser } from '../domain/invitation';
import { pageCode } from '../domain/page-code';
import type { ProblemCode } from '../domain/problem';
import { log } from '../log';
import type { IdentityClaims } from '../microsoft/id-token';
import { IdTokenError } from '../microsoft/id-token-error';
import { MicrosoftError } from '../microsoft/microsoft-error';
import type { SignedIn } from '../microsoft/sign-in';
import { anyOrganization, type IdentityPorts, type SignInPorts } from './sign-in-ports';

/** The secrets of one start, kept sealed in the browser that began it. */
export interface SignInFlow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly expiresAt: Date;
  /** Begun to meet a demand of Microsoft for more proof. */
  readonly challenge?: boolean | undefined;
  /** Where it was begun: `organizations`, or the tenant that is invited. */
  readonly tenant?: string | undefined;
}

/** What the callback brought, and the flow of this browser that carries its state; null when this browser began none such. */
export interface SignInReturn {
  readonly code: string | null;
  readonly error: string | null;
  readonly description: string | null;
  readonly subcode: string | null;
  readonly flow: SignInFlow | null;
}

export type SignInEnd =
  /** The page of the invitation tells: it is over, or waits for support. */
  | { readonly kind: 'at-invitation' }
  | {
      readonly kind: 'signed-in';
      readonly key: ConnectionKey;
      readonly person: Person;
      readonly accessToken: string;
      readonly expiresAt: Date;
    }
  | {
      readonly kind: 'refused';
      readonly problem: ProblemCode;
      /** Microsoft's number (`AADSTS…`) and correlation id, where it gave them. */
      readonly code: string | null;
      readonly reference: string | null;
    };

/** Who signed in, by a verified id token, and with which tokens; or why nobody did. */
export type Identified = { readonly kind: 'identified'; readonly claims: IdentityClaims; readonly tokens: SignedIn } | Refused;

type Refused = Extract<SignInEnd, { kind: 'refused' }>;

/**
 * Ends the sign-in of an admin: the state is used up, the code redeemed, the id token verified, the tenant's connection opened. Only a
 * verified id token names the tenant. Of an answer that is refused nothing is kept but that its state is used; with an invitation also its
 * codes, so that support knows what has stopped whom it invited.
 * @param browser with the invitation that the sign-in was begun with; null: with none
 */
export async function finishSignIn(ports: SignInPorts, back: SignInReturn, browser: InvitedBrowser | null): Promise<SignInEnd> {
  const end = await signInEnd(ports, back, browser);
  if (end.kind === 'refused' && browser) await noteSetback(ports, browser, end);
  return end;
}

/** An answer that came twice says nothing of the person, whose first one may have worked. What cannot be noted stops nobody. */
async function noteSetback(ports: SignInPorts, browser: InvitedBrowser, { problem, code, reference }: Refused): Promise<void> {
  if (problem === 'sign-in-replayed') return;
  await ports
    .noteSetback(browser, { problem, code, reference, at: ports.now() })
    .catch((error: unknown) => log.error('setback-not-noted', { invitation: browser.id, error }));
}

async function signInEnd(ports: SignInPorts, back: SignInReturn, browser: InvitedBrowser | null): Promise<SignInEnd> {
  const who = await identify(ports, back);
  if (who.kind === 'refused') return who;
  const person = personOf(who.claims);
  const opened = await ports.open({ tenantId: who.claims.tid, person, challengeAnswered: back.flow?.challenge === true }, browser);
  switch (opened.kind) {
    case 'opened':
      return { kind: 'signed-in', key: opened.key, person, accessToken: who.tokens.accessToken, expiresAt: who.tokens.expiresAt };
    case 'not-invited':
      return refused('invitation-needed');
    case 'taken':
      return refused('wrong-organization');
    case 'over':
    case 'apart':
      return { kind: 'at-invitation' };
    default:
      return opened satisfies never;
  }
}

/** A person as our own records name them. */
export const personOf = ({ oid, name, account, roles }: IdentityClaims): Person => ({ oid, name, account, roles });

/** Learns who came back from Microsoft. Writes nothing but that the state is used. */
export async function identify(ports: IdentityPorts, back: SignInReturn): Promise<Identified> {
  if (back.error !== null) return refusedOnPage(back.error, back);
  const { flow, code } = back;
  // the state is judged by the database: used or not, and in time by its clock
  if (!flow || !code || !(await ports.consumeState(flow.state, flow.expiresAt))) return refused('sign-in-replayed');
  try {
    const tokens = await ports.redeem({ code, verifier: flow.verifier, nonce: flow.nonce, tenant: flow.tenant ?? anyOrganization });
    const claims = await ports.verify({ idToken: tokens.idToken, nonce: flow.nonce, grantedScopes: tokens.scopes });
    return { kind: 'identified', claims, tokens };
  } catch (error) {
    if (error instanceof IdTokenError) return refusedToken(error);
    if (error instanceof MicrosoftError) return refusedByMicrosoft(error);
    throw error;
  }
}

const refused = (problem: ProblemCode, from: { code: string | null; reference: string | null } = unnamed): Refused => ({
  kind: 'refused',
  problem,
  ...from,
});
const unnamed = { code: null, reference: null };

/** Microsoft's page sent the browser back with an error. */
function refusedOnPage(error: string, { description, subcode }: SignInReturn): Refused {
  const aadstsNumber = entraNumber(description);
  const code = aadstsNumber === null ? null : `AADSTS${aadstsNumber}`;
  const reference = pageCode(description ?? '').ids['Correlation ID'] ?? null;
  return refused(problemForEntra({ error, aadstsNumber, subcode, step: 'sign-in' }), { code, reference });
}

function refusedToken(error: IdTokenError): Refused {
  log.warn('id-token-refused', { refusal: error.refusal });
  if (error.refusal === 'personal-account') return refused('personal-account');
  return refused(error.refusal === 'scopes' ? 'sign-in-declined' : 'sign-in-unverified');
}

function refusedByMicrosoft({ facts }: MicrosoftError): Refused {
  log.warn('sign-in-refused', { kind: facts.kind, errorCode: facts.code, requestId: facts.requestId });
  const digits = /^AADSTS(\d+)$/.exec(facts.code ?? '')?.[1];
  const from = { code: digits === undefined ? null : facts.code, reference: facts.clientRequestId };
  if (digits !== undefined) {
    // `invalid_grant` stands for every refusal of a code: only its number tells one from another
    const error = facts.oauthError === 'invalid_grant' ? '' : (facts.oauthError ?? '');
    return refused(problemForEntra({ error, aadstsNumber: Number(digits), subcode: null, step: 'sign-in' }), from);
  }
  const passing = ['unavailable', 'unreachable', 'lost', 'throttled'].includes(facts.kind);
  return refused(passing ? 'microsoft-unavailable' : 'sign-in-failed', from);
}
