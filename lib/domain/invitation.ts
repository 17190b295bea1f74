import type { Expected } from './expected';
import type { ProblemCode } from './problem';

/** How an invitation came about: by a link that support made, or by a signed launch of FortifyData's platform. */
export const invitationWays = ['link', 'launch'] as const;
/** The way support ended an invitation: taken back, or its held organization refused. */
export const invitationEnds = ['revoked', 'refused'] as const;

/** A member of the staff, or the platform, as an invitation names them. */
export interface Inviter {
  readonly oid: string;
  readonly name: string;
}

/** Why a sign-in with an invitation was refused. Codes and ids alone: neither a name nor a token. */
export interface SignInSetback {
  readonly problem: ProblemCode;
  /** Microsoft's number (`AADSTS…`) and correlation id, where it gave them. */
  readonly code: string | null;
  readonly reference: string | null;
  readonly at: Date;
}

/** An invitation as its facts stand in the database. Neither token nor browser are among them. */
export interface Invitation {
  readonly id: string;
  readonly customer: string;
  /** FortifyData's own reference of the customer. */
  readonly customerId: string;
  readonly expected: Expected;
  readonly contact: string | null;
  readonly note: string | null;
  readonly via: (typeof invitationWays)[number];
  readonly createdAt: Date;
  readonly createdBy: Inviter;
  readonly expiresAt: Date;
  /** First time that a browser, not a scanner's GET, opened it. */
  readonly openedAt: Date | null;
  /** When a browser used it; from then on it is that browser's. */
  readonly redeemedAt: Date | null;
  /** Of the admin who signed in with it. The connection is absent while an unexpected organization had one before. */
  readonly tenantId: string | null;
  readonly connectionId: string | null;
  readonly signedInAt: Date | null;
  /** When an organization that is not the expected one came with it. */
  readonly heldAt: Date | null;
  readonly releasedAt: Date | null;
  readonly releasedBy: Inviter | null;
  readonly endedAt: Date | null;
  readonly ended: (typeof invitationEnds)[number] | null;
  /** What stopped the last sign-in of the browser that used it; null once one has worked. */
  readonly setback: SignInSetback | null;
}

/** A browser that has opened an invitation: it knows the token's hash, and a secret of its own by which it is known from then on. */
export interface InvitedBrowser {
  readonly id: string;
  /** null: the invitation came by a signed launch, which has no token of ours. */
  readonly tokenHash: string | null;
  readonly browserHash: string;
}

/** Where an invitation stands, for people. */
export const invitationStates = ['not-opened', 'opened', 'in-use', 'held', 'connected', 'expired', 'revoked', 'refused'] as const;
export type InvitationState = (typeof invitationStates)[number];

/**
 * Derived from the facts. Once somebody has signed in with it, its time is no matter any more: the connection goes on.
 * @param connected whether the connection it led to is connected
 */
export function invitationState(invitation: Invitation, now: Date, connected: boolean): InvitationState {
  if (invitation.ended) return invitation.ended;
  if (connected && invitation.connectionId) return 'connected';
  if (isHeldInvitation(invitation)) return 'held';
  if (invitation.signedInAt) return 'in-use';
  if (invitation.expiresAt <= now) return 'expired';
  if (invitation.redeemedAt) return 'in-use';
  return invitation.openedAt ? 'opened' : 'not-opened';
}

/** Whether an unexpected organization waits for a decision of support. */
export const isHeldInvitation = ({ heldAt, releasedAt, ended }: Pick<Invitation, 'heldAt' | 'releasedAt' | 'ended'>): boolean =>
  heldAt !== null && releasedAt === null && ended === null;
