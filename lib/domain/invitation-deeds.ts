import type { Invitation, InvitationState } from './invitation';

/** What support can do with an invitation. */
export const invitationDeeds = ['extend', 'replace', 'revoke', 'release', 'refuse'] as const;
export type InvitationDeed = (typeof invitationDeeds)[number];

/**
 * What its state allows. A link that ended can be followed by a new one, not be brought back; what was refused stays refused, and what led
 * to a connection is done.
 */
export const deedsIn: Readonly<Record<InvitationState, readonly InvitationDeed[]>> = {
  'not-opened': ['extend', 'replace', 'revoke'],
  opened: ['extend', 'replace', 'revoke'],
  'in-use': ['extend', 'replace', 'revoke'],
  held: ['release', 'refuse'],
  connected: [],
  expired: ['replace', 'revoke'],
  revoked: ['replace'],
  refused: [],
};

type Facts = Pick<Invitation, 'via' | 'signedInAt'>;

/**
 * A launch has no link of ours that could be extended or followed by another. Once somebody has signed in with a link, its time is no
 * matter any more, and there is nothing to extend.
 */
export const deedsOf = (state: InvitationState, { via, signedInAt }: Facts): readonly InvitationDeed[] =>
  deedsIn[state].filter((deed) => (via === 'link' || deed !== 'replace') && (deed !== 'extend' || (via === 'link' && signedInAt === null)));
