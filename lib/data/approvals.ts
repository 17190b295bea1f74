import type { ApprovalLink, BrowserKey, Setback } from '../domain/approval-link';
import type { Person } from '../domain/connection';
import { actorIn, auditLink, linkOf } from './approval-link-rows';
import { evidenceDetails } from './audit-details';
import type { ConsentDeparture } from './data';
import type { ApprovalLink as Row } from './generated/client';
import { inTenant, type Tx, withLinkHash } from './prisma';
import { plain } from './rows';

/**
 * The link of a token that somebody brings, while it is good: neither ended nor too old by the clock of the database. Unknown, used,
 * revoked and expired are one answer of one query.
 */
export async function linkByToken(tokenHash: string): Promise<ApprovalLink | null> {
  return withLinkHash(tokenHash, async (tx) => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      SELECT id FROM approval_links WHERE token_hash = ${tokenHash} AND ended_at IS NULL AND expires_at > now()`;
    const row = found && (await tx.approvalLink.findFirst({ where: { id: found.id } }));
    return row ? linkOf(row) : null;
  });
}

/** Notes the first opening; every other one is the same and writes nothing. */
export async function noteOpened(link: ApprovalLink): Promise<void> {
  await inTenant(link.tenantId, async (tx) => {
    const opened = await tx.$executeRaw`
      UPDATE approval_links SET opened_at = now() WHERE id = ${link.id}::uuid AND tenant_id = ${link.tenantId}::uuid
        AND opened_at IS NULL AND ended_at IS NULL AND expires_at > now()`;
    if (opened === 1) await auditLink(tx, { link, actor: 'visitor', action: 'opened' });
  });
}

/**
 * Redeems a link for the browser in which a person of its tenant signed in: once. The same browser may sign in again, for the same link
 * and no other; another browser comes too late.
 * @returns false when the link is over or belongs to another browser, and nothing was written
 */
export async function redeemLink(browser: BrowserKey, person: Person): Promise<boolean> {
  const { id, tenantId, browserHash } = browser;
  return inTenant(tenantId, async (tx) => {
    const rows = await tx.$queryRaw<{ connectionId: string; first: boolean }[]>`
      UPDATE approval_links SET browser_hash = ${browserHash}, approver = ${JSON.stringify(person)}::jsonb, signed_in_at = now(), setback = NULL,
        redeemed_at = COALESCE(redeemed_at, now())
      WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid AND ended_at IS NULL AND expires_at > now()
        AND (browser_hash IS NULL OR browser_hash = ${browserHash})
      RETURNING connection_id AS "connectionId", redeemed_at = now()::timestamptz(3) AS first`;
    const [row] = rows;
    if (!row) return false;
    const how = row.first ? 'first' : 'again';
    await auditLink(tx, {
      link: { id, tenantId, connectionId: row.connectionId },
      actor: actorIn(tenantId, person),
      action: 'redeemed',
      how,
    });
    return true;
  });
}

/** Minutes after a sign-in in which a colleague may approve; then another sign-in in the same browser is asked for. */
export const approverMinutes = 60;

/** What this browser may see: its link, open to be signed in to, signed in to, or ended by its own approval. */
export interface BrowserLink {
  readonly link: ApprovalLink;
  /** True while the sign-in is fresh and the link open: the one state in which an approval can be begun. */
  readonly mayApprove: boolean;
}

/** The link as this browser may see it; null when it is over, or another browser has redeemed it. Its own approval stays visible. */
export async function browserLink({ id, tenantId, browserHash }: BrowserKey): Promise<BrowserLink | null> {
  return inTenant(tenantId, async (tx) => {
    const [state] = await tx.$queryRaw<{ mayApprove: boolean }[]>`
      SELECT browser_hash IS NOT NULL AND ended_at IS NULL AND signed_in_at > now() - make_interval(mins => ${approverMinutes}::int)
        AS "mayApprove"
      FROM approval_links WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid
        AND (browser_hash = ${browserHash} OR browser_hash IS NULL AND ended_at IS NULL)
        AND (ended_at IS NULL AND expires_at > now() OR ended_how = 'approved' AND ended_at > now() - interval '1 day')`;
    const row = state && (await tx.approvalLink.findFirst({ where: { id, tenantId } }));
    return state && row ? { link: linkOf(row), mayApprove: state.mayApprove } : null;
  });
}

type Departed = Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>;

/** Remembers that this colleague left for Microsoft's consent page, with its audit line; the departure is bound to his browser and to him. */
export async function noteDeparture(link: ApprovalLink, by: Person, departure: Departed & { readonly lifeMinutes: number }): Promise<void> {
  const { stateHash, sessionHash, lifeMinutes } = departure;
  await inTenant(link.tenantId, async (tx) => {
    await tx.$executeRaw`
      INSERT INTO consent_requests (state_hash, connection_id, tenant_id, session_hash, left_by, expires_at)
      VALUES (${stateHash}, ${link.connectionId}::uuid, ${link.tenantId}::uuid, ${sessionHash}, ${by.oid}::uuid,
        now() + make_interval(mins => ${lifeMinutes}::int))`;
    await auditLink(tx, { link, actor: actorIn(link.tenantId, by), action: 'departed' });
  });
}

/** The colleague came back with his approval: departure and link are used up together, once. @returns false for any other return */
export async function concludeApproval(link: ApprovalLink, by: Person, departure: Departed): Promise<boolean> {
  return ending(link, { ...departure, by }, async (tx) => {
    const ended = await tx.$executeRaw`
      UPDATE approval_links SET ended_at = now(), ended_how = 'approved' WHERE id = ${link.id}::uuid AND tenant_id = ${link.tenantId}::uuid
        AND browser_hash = ${departure.sessionHash} AND ended_at IS NULL`;
    if (ended === 1) await auditLink(tx, { link, actor: actorIn(link.tenantId, by), action: 'approved', how: 'returned' });
  });
}

/** The colleague came back without it: he may try again as long as the link lives. @returns false for any other return */
export async function noteSetback(link: ApprovalLink, by: Person, back: { departure: Departed; setback: Setback }): Promise<boolean> {
  return ending(link, { ...back.departure, by }, async (tx) => {
    await tx.approvalLink.updateMany({ where: ownRow(link), data: { setback: plain(back.setback) } });
    const { kind, code, ids } = back.setback;
    const evidence = evidenceDetails({ ...(code ? { Code: code } : {}), ...ids });
    await auditLink(tx, { link, actor: actorIn(link.tenantId, by), action: 'set-back', how: kind, evidence });
  });
}

const ownRow = ({ id, tenantId }: Pick<Row, 'id' | 'tenantId'>) => ({ id, tenantId, endedAt: null });

/** Uses the departure up and writes what follows from it, both or neither. */
async function ending(
  link: ApprovalLink,
  departure: Departed & { readonly by: Person },
  write: (tx: Tx) => Promise<void>,
): Promise<boolean> {
  return inTenant(link.tenantId, async (tx) => {
    const used = await tx.$executeRaw`
      UPDATE consent_requests SET used_at = now() WHERE state_hash = ${departure.stateHash} AND session_hash = ${departure.sessionHash}
        AND connection_id = ${link.connectionId}::uuid AND tenant_id = ${link.tenantId}::uuid AND left_by = ${departure.by.oid}::uuid
        AND used_at IS NULL AND expires_at > now()`;
    if (used === 1) await write(tx);
    return used === 1;
  });
}
