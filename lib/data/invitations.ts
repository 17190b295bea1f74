import type { Invitation, InvitedBrowser, SignInSetback } from '../domain/invitation';
import { appendAudit } from './audit';
import { asInvitation, invitationOf } from './invitation-rows';
import { nameBrowser, type Tx, withLinkHash } from './prisma';

/**
 * The invitation of a token that somebody brings, while it is good for this browser: used by no other browser, not ended, and not too old by
 * the clock of the database unless this browser has signed in with it. Unknown, used, revoked, replaced and expired are one answer of one
 * query.
 */
export async function invitationByToken(tokenHash: string, browserHash: string | null): Promise<Invitation | null> {
  return withHashes({ tokenHash, browserHash }, async (tx) => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM invitations WHERE token_hash = ${tokenHash} AND ended_at IS NULL
        AND (browser_hash IS NULL OR browser_hash = ${browserHash})
        AND (expires_at > now() OR (signed_in_at IS NOT NULL AND browser_hash = ${browserHash}))`;
    return found ? read(tx, found.id) : null;
  });
}

/** Notes the first opening by a browser; every other one is the same and writes nothing. */
export async function noteInvitationOpened(tokenHash: string): Promise<void> {
  await withLinkHash(tokenHash, async (tx) => {
    const [opened] = await tx.$queryRaw<{ id: string }[]>`
      UPDATE invitations SET opened_at = now() WHERE token_hash = ${tokenHash} AND opened_at IS NULL AND ended_at IS NULL AND browser_hash IS NULL
        AND expires_at > now() RETURNING id`;
    if (opened) await auditInvitation(tx, { id: opened.id, actor: 'visitor', action: 'opened' });
  });
}

/**
 * Uses an invitation for this browser: once. The same browser may do so again, whatever became of the answer; another comes too late.
 * @returns null when it is over or another browser's, and nothing was written
 */
export async function redeemInvitation(browser: InvitedBrowser): Promise<Invitation | null> {
  const { id, tokenHash, browserHash } = browser;
  return withHashes(browser, async (tx) => {
    const [redeemed] = await tx.$queryRaw<{ first: boolean }[]>`
      UPDATE invitations SET browser_hash = ${browserHash}, redeemed_at = COALESCE(redeemed_at, now()), opened_at = COALESCE(opened_at, now())
      WHERE id = ${id}::uuid AND ended_at IS NULL AND (expires_at > now() OR (signed_in_at IS NOT NULL AND browser_hash = ${browserHash}))
        AND (browser_hash = ${browserHash} OR (browser_hash IS NULL AND token_hash = ${tokenHash}))
      RETURNING redeemed_at = now()::timestamptz(3) AS first`;
    if (!redeemed) return null;
    const invitation = await read(tx, id);
    if (redeemed.first) await auditInvitation(tx, { id, actor: 'visitor', action: 'redeemed' });
    return invitation;
  });
}

/** The invitation as this browser may see it: open, or its own that support has refused; null when it is over or another browser's. */
export async function browserInvitation({ id, tokenHash, browserHash }: InvitedBrowser): Promise<Invitation | null> {
  return withHashes({ tokenHash, browserHash }, async (tx) => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM invitations WHERE id = ${id}::uuid
        AND (browser_hash = ${browserHash} OR (browser_hash IS NULL AND token_hash = ${tokenHash}))
        AND ((ended_at IS NULL AND (expires_at > now() OR (signed_in_at IS NOT NULL AND browser_hash = ${browserHash})))
          OR (ended_how = 'refused' AND browser_hash = ${browserHash}))`;
    return found ? read(tx, found.id) : null;
  });
}

/**
 * Notes what stopped a sign-in of the browser that has used the invitation, in place of what stopped the one before. Nothing is written for
 * an invitation that has ended, or is another browser's.
 */
export async function noteSignInSetback(browser: InvitedBrowser, setback: SignInSetback): Promise<void> {
  const { id, browserHash } = browser;
  await withHashes(browser, async (tx) => {
    const noted = await tx.$executeRaw`
      UPDATE invitations SET setback = ${JSON.stringify(setback)}::jsonb
      WHERE id = ${id}::uuid AND browser_hash = ${browserHash} AND ended_at IS NULL`;
    if (noted === 1) await auditInvitation(tx, { id, actor: 'visitor', action: 'set-back', how: setback.problem });
  });
}

/** One line of an invitation's life, in the transaction of what it tells. */
export async function auditInvitation(
  tx: Tx,
  line: { id: string; actor: string; action: string; tenantId?: string; how?: string },
): Promise<void> {
  const { id, actor, action, tenantId = null, how } = line;
  await appendAudit(tx, {
    actor,
    action: `invitation.${action}`,
    tenantId,
    connectionId: null,
    details: { invitation: id, ...(how ? { how } : {}) },
  });
}

async function read(tx: Tx, id: string): Promise<Invitation | null> {
  const row = await tx.invitation.findFirst({ where: { id }, omit: asInvitation });
  return row && invitationOf(row);
}

function withHashes<T>(
  { tokenHash, browserHash }: { readonly tokenHash: string | null; readonly browserHash: string | null },
  work: (tx: Tx) => Promise<T>,
): Promise<T> {
  return withLinkHash(tokenHash ?? '', async (tx) => {
    await nameBrowser(tx, browserHash ?? '');
    return work(tx);
  });
}
