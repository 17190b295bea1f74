import { linkByToken, noteOpened } from '../data/approvals';
import type { ApprovalLink } from '../domain/approval-link';
import { underGuessLimit } from './guess-limit';
import { linkTokenHash } from './link-token';

/**
 * The link of a token that somebody brings; null for every token that is not good, and for whoever has brought too many of those. Reads
 * only, so that a scanner of mails may follow the link as often as it likes.
 */
export async function linkToShow(headers: Headers, token: string): Promise<ApprovalLink | null> {
  return linkOf(headers, token, 'here');
}

/** The same when a browser's script exchanges the token: the first time is noted, and a wrong one counts in all instances. */
export async function linkToOpen(headers: Headers, token: string): Promise<ApprovalLink | null> {
  const link = await linkOf(headers, token, 'everywhere');
  if (link && !link.openedAt) await noteOpened(link);
  return link;
}

async function linkOf(headers: Headers, token: string, counted: Parameters<typeof underGuessLimit>[1]): Promise<ApprovalLink | null> {
  const tokenHash = linkTokenHash(token);
  return tokenHash === null ? null : underGuessLimit(headers, counted, () => linkByToken(tokenHash));
}
