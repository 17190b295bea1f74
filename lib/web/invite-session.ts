import { z } from 'zod';
import { browserInvitation, redeemInvitation } from '../data/invitations';
import type { Invitation, InvitedBrowser } from '../domain/invitation';
import { readCookie, setCookie } from './cookies';
import { hashOf, open, randomToken, seal } from './sealing';

/** A browser that has opened an invitation, and what it may see of it. */
export interface InviteSession {
  readonly browser: InvitedBrowser;
  readonly invitation: Invitation;
}

const hash = z.string().regex(/^[\w-]{43}$/);
const Kept = z.strictObject({ id: z.guid(), tokenHash: hash.nullable(), secret: hash });

/** How long the browser keeps what it knows; whether that is still good, the database says. Support may extend an invitation meanwhile. */
const cookieDays = 90;

/** The invitation that a request's cookie names, if it is open in this browser or was refused to it; null otherwise. */
export async function currentInvitation(cookieHeader: string | null): Promise<InviteSession | null> {
  const browser = await invitedBrowser(cookieHeader);
  const invitation = browser && (await browserInvitation(browser));
  return browser && invitation ? { browser, invitation } : null;
}

/** Uses the invitation for this browser. @returns null when it is over, or another browser has used it */
export const redeem = ({ browser }: InviteSession): Promise<Invitation | null> => redeemInvitation(browser);

/** The browser as its cookie alone names it, without the database. */
export async function invitedBrowser(cookieHeader: string | null): Promise<InvitedBrowser | null> {
  const sealed = readCookie(cookieHeader, 'invite');
  const text = sealed ? await open('invitation', '', sealed) : null;
  const kept = Kept.safeParse(text ? JSON.parse(text) : null).data;
  return kept ? { id: kept.id, tokenHash: kept.tokenHash, browserHash: hashOf(kept.secret) } : null;
}

/** A secret for a browser that has none of this invitation yet, and what is stored of it. */
export function newBrowserSecret(): { readonly secret: string; readonly browserHash: string } {
  const secret = randomToken();
  return { secret, browserHash: hashOf(secret) };
}

/** The cookie that stands for an invitation from here on, so that its token can leave the address: sealed by us, read by nobody else. */
export async function keepInvitation(kept: {
  readonly id: string;
  readonly tokenHash: string | null;
  readonly secret: string;
}): Promise<string> {
  return setCookie('invite', await seal('invitation', '', JSON.stringify(kept)), cookieDays * 86_400);
}
