import { invitationByToken, noteInvitationOpened } from '../data/invitations';
import type { Invitation } from '../domain/invitation';
import { underGuessLimit } from './guess-limit';
import { invitedBrowser } from './invite-session';
import { linkTokenHash } from './link-token';

/**
 * The invitation of a token that somebody brings; null for every token that is not good for this browser, and for whoever has brought too
 * many of those. Reads only, so that a scanner of mails may follow the link as often as it likes.
 */
export async function invitationToShow(headers: Headers, token: string): Promise<Invitation | null> {
  const tokenHash = linkTokenHash(token);
  return tokenHash === null ? null : underGuessLimit(headers, 'here', () => lookUp(headers, tokenHash));
}

/** The same when a browser's script exchanges the token: the first time is noted, and a wrong one counts in all instances. */
export async function invitationToOpen(headers: Headers, token: string): Promise<(Invitation & { readonly tokenHash: string }) | null> {
  const tokenHash = linkTokenHash(token);
  const invitation = tokenHash === null ? null : await underGuessLimit(headers, 'everywhere', () => lookUp(headers, tokenHash));
  if (!invitation || tokenHash === null) return null;
  if (!invitation.openedAt) await noteInvitationOpened(tokenHash);
  return { ...invitation, tokenHash };
}

async function lookUp(headers: Headers, tokenHash: string): Promise<Invitation | null> {
  const browser = await invitedBrowser(headers.get('cookie'), { tokenHash });
  return invitationByToken(tokenHash, browser?.browserHash ?? null);
}
