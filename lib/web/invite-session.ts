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
type Kept = z.infer<typeof Kept>;
/** Invitations that a browser may have open side by side, newest last: an admin of several organizations opens one link after another. */
const mostKept = 3;
const AllKept = z.array(Kept).max(mostKept);

/** How long the browser keeps what it knows; whether that is still good, the database says. Support may extend an invitation meanwhile. */
const cookieDays = 90;

/** The invitation that a browser has opened last, if it is open in this browser or was refused to it; null otherwise. */
export async function currentInvitation(cookieHeader: string | null): Promise<InviteSession | null> {
  const kept = (await readKept(cookieHeader)).at(-1);
  const browser = kept ? browserOf(kept) : null;
  const invitation = browser && (await browserInvitation(browser));
  return browser && invitation ? { browser, invitation } : null;
}

/** Uses the invitation for this browser. @returns null when it is over, or another browser has used it */
export const redeem = ({ browser }: InviteSession): Promise<Invitation | null> => redeemInvitation(browser);

/** The browser as its cookie alone names it for one of its invitations, without the database. */
export async function invitedBrowser(
  cookieHeader: string | null,
  which: { readonly id: string } | { readonly tokenHash: string },
): Promise<InvitedBrowser | null> {
  const kept = (await readKept(cookieHeader)).find((one) => ('id' in which ? one.id === which.id : one.tokenHash === which.tokenHash));
  return kept ? browserOf(kept) : null;
}

async function readKept(cookieHeader: string | null): Promise<Kept[]> {
  const sealed = readCookie(cookieHeader, 'invite');
  const text = sealed ? await open('invitation', '', sealed) : null;
  return AllKept.safeParse(text ? JSON.parse(text) : []).data ?? [];
}

const browserOf = ({ id, tokenHash, secret }: Kept): InvitedBrowser => ({ id, tokenHash, browserHash: hashOf(secret) });

/** A secret for a browser that has none of this invitation yet, and what is stored of it. */
export function newBrowserSecret(): { readonly secret: string; readonly browserHash: string } {
  const secret = randomToken();
  return { secret, browserHash: hashOf(secret) };
}

/**
 * The cookie that stands for an invitation from here on, so that its token can leave the address: sealed by us, read by nobody else. A browser
 * that has the invitation already keeps its secret, or it would lose it by opening it twice; the oldest of many gives way.
 */
export async function keepInvitation(
  cookieHeader: string | null,
  { id, tokenHash, secret }: Omit<Kept, 'secret'> & { readonly secret?: string },
): Promise<string> {
  const all = await readKept(cookieHeader);
  const known = all.find((one) => one.id === id && one.tokenHash === tokenHash);
  const kept = known ?? { id, tokenHash, secret: secret ?? newBrowserSecret().secret };
  const next = [...all.filter((one) => one.id !== id), kept].slice(-mostKept);
  return setCookie('invite', await seal('invitation', '', JSON.stringify(next)), cookieDays * 86_400);
}
