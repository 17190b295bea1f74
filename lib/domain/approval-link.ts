import type { Person } from './connection';

/** Which link, and of whom: every query goes by tenant and id. */
export interface LinkKey {
  readonly tenantId: string;
  readonly id: string;
}

/** A link in one colleague's browser, which is known by the hash of a secret that it alone holds. */
export interface BrowserKey extends LinkKey {
  readonly browserHash: string;
}

/** The way a link ended: used up, taken back, followed by a new one, or by time. */
export const linkEnds = ['approved', 'revoked', 'replaced', 'expired'] as const;
export type LinkEnd = (typeof linkEnds)[number];

/** How an approval that the colleague began came back without one; he may try again as long as the link lives. */
export const setbackKinds = ['consent-declined', 'consent-role-missing', 'consent-failed'] as const;
export interface Setback {
  readonly kind: (typeof setbackKinds)[number];
  readonly at: Date;
  /** Microsoft's code, where it gave one. */
  readonly code: string | null;
  /** Ids of the failure by label, for support. */
  readonly ids?: Readonly<Record<string, string>> | undefined;
}

/** A link by which a colleague approves, as its facts stand in the database. Neither token nor browser are among them. */
export interface ApprovalLink extends LinkKey {
  readonly connectionId: string;
  readonly createdAt: Date;
  readonly createdBy: Person;
  readonly expiresAt: Date;
  /** First time that a browser, not a scanner's GET, opened it. */
  readonly openedAt: Date | null;
  /** The verified person who signed in with it last. */
  readonly approver: Person | null;
  readonly signedInAt: Date | null;
  readonly setback: Setback | null;
  readonly endedAt: Date | null;
  readonly ended: LinkEnd | null;
}

/** Where a link stands, for people. */
export type LinkState = 'made' | 'opened' | 'signed-in' | LinkEnd;

/** Derived from the facts; a link whose time is over has expired, whether or not somebody wrote that down yet. */
export function linkState(link: ApprovalLink, now: Date): LinkState {
  if (link.ended) return link.ended;
  if (link.expiresAt <= now) return 'expired';
  if (link.approver) return 'signed-in';
  return link.openedAt ? 'opened' : 'made';
}

/** Whether a colleague can still approve with it. */
export const isOpenLink = (link: ApprovalLink, now: Date): boolean => link.ended === null && link.expiresAt > now;
