import type { BrowserKey } from '../domain/approval-link';
import type { ProblemCode } from '../domain/problem';
import type { ApprovalPorts } from './approval-ports';
import { identify, personOf, type SignInReturn } from './sign-in';
import type { IdentityPorts } from './sign-in-ports';

export type ApproverSignInEnd =
  /** The link belongs to this browser and person now, or it is over; the page tells which. */
  { readonly kind: 'done' } | { readonly kind: 'refused'; readonly problem: ProblemCode; readonly reference: string | null };

interface ApproverSignIn {
  readonly back: SignInReturn;
  /** The link that this browser has opened; null: none. */
  readonly browser: BrowserKey | null;
}

/**
 * Ends the sign-in of a colleague: a verified person of the link's own tenant redeems it. Nobody else learns more than that the link is
 * not for them; nothing is written for them. The access token is dropped: what follows happens on Microsoft's page.
 */
export async function finishApproverSignIn(
  ports: IdentityPorts,
  { redeemLink }: Pick<ApprovalPorts, 'redeemLink'>,
  { back, browser }: ApproverSignIn,
): Promise<ApproverSignInEnd> {
  const who = await identify(ports, back);
  if (who.kind === 'refused') return who;
  if (!browser) return { kind: 'done' };
  if (who.claims.tid !== browser.tenantId) return refused('wrong-organization');
  if (who.claims.isGuest) return refused('guest-account');
  await redeemLink(browser, personOf(who.claims));
  return { kind: 'done' };
}

const refused = (problem: ProblemCode): ApproverSignInEnd => ({ kind: 'refused', problem, reference: null });
