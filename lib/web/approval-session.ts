import { z } from 'zod';
import { type BrowserLink, browserLink } from '../data/approvals';
import type { ApprovalLink, BrowserKey, LinkKey } from '../domain/approval-link';
import { readCookie, setCookie } from './cookies';
import { hashOf, open, randomToken, seal } from './sealing';

/** A colleague's browser with its link: everything that approving needs, and nothing by which a connection could be reached. */
export interface ApprovalSession extends BrowserLink {
  readonly browser: BrowserKey;
}

const Kept = z.strictObject({ tenantId: z.guid(), id: z.guid(), secret: z.string().regex(/^[\w-]{43}$/) });

/** The link that a request's cookie names, if it is open in this browser or ended by its own approval; null otherwise. */
export async function currentApproval(cookieHeader: string | null): Promise<ApprovalSession | null> {
  const browser = await browserOf(cookieHeader);
  const found = browser && (await browserLink(browser));
  return browser && found ? { browser, ...found } : null;
}

/**
 * The cookie that stands for a link from here on, so that its token can leave the address. It names the link and a secret of this browser,
 * sealed by us; a browser that has the link already keeps its secret, or it would lose the link by opening it twice.
 */
export async function keepLink(cookieHeader: string | null, link: LinkKey & Pick<ApprovalLink, 'expiresAt'>): Promise<string> {
  const kept = await readKept(cookieHeader);
  const secret = kept?.id === link.id ? kept.secret : randomToken();
  const text = JSON.stringify({ tenantId: link.tenantId, id: link.id, secret });
  const seconds = Math.max(1, Math.ceil((link.expiresAt.getTime() - Date.now()) / 1000));
  return setCookie('approval', await seal('approval-link', '', text), seconds);
}

async function browserOf(cookieHeader: string | null): Promise<BrowserKey | null> {
  const kept = await readKept(cookieHeader);
  return kept && { tenantId: kept.tenantId, id: kept.id, browserHash: hashOf(kept.secret) };
}

async function readKept(cookieHeader: string | null): Promise<z.infer<typeof Kept> | null> {
  const sealed = readCookie(cookieHeader, 'approval');
  const text = sealed ? await open('approval-link', '', sealed) : null;
  return Kept.safeParse(text ? JSON.parse(text) : null).data ?? null;
}
