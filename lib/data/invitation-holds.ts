import { isHeld } from '../domain/admission';
import type { ConnectionRecord } from '../domain/connection';
import { appendAudit } from './audit';
import type { ConnectionKey, HoldDecision } from './data';
import { inTenant, type Tx } from './prisma';

/** A connection before a write, null where there was none, and after it. */
interface Moved {
  readonly before: ConnectionRecord | null;
  readonly after: ConnectionRecord;
}

const isNewlyHeld = ({ before, after }: Moved): boolean =>
  isHeld(after) && (before === null || !isHeld(before) || before.invitation?.id !== after.invitation?.id);

/** Keeps the row of the invitation in step with its connection, in the transaction of every write of facts. */
export async function keepHold(tx: Tx, { before, after }: Moved): Promise<void> {
  if (before === null || isHeld(before) !== isHeld(after)) await writeHold(tx, after);
}

/** What was released stays told: that an organization was held once. */
async function writeHold(tx: Tx, after: ConnectionRecord): Promise<void> {
  const { id, tenantId, invitation } = after;
  if (!invitation) return;
  await tx.$executeRaw`
    UPDATE invitations SET held_at = CASE WHEN ${isHeld(after)} THEN COALESCE(held_at, now()) WHEN released_at IS NOT NULL THEN held_at END
    WHERE id = ${invitation.id}::uuid AND tenant_id = ${tenantId}::uuid AND connection_id = ${id}::uuid`;
}

/** The audit line of a hold; among the last of its transaction. */
export async function auditHold(tx: Tx, moved: Moved): Promise<void> {
  const { id: connectionId, tenantId, invitation } = moved.after;
  if (!invitation || !isNewlyHeld(moved)) return;
  const line = { actor: 'portal', action: 'connection.held', tenantId, connectionId };
  await appendAudit(tx, { ...line, details: { invitation: invitation.id, expected: invitation.expected.kind } });
}

/**
 * What support has decided about the organization that came with an invitation. An invitation that has gone on to another organization, or
 * was taken back, lets this one in no more.
 */
export async function holdDecision({ id, tenantId }: ConnectionKey, invitationId: string): Promise<HoldDecision> {
  return inTenant(tenantId, async (tx) => {
    const row = await tx.invitation.findFirst({
      where: { id: invitationId, tenantId, connectionId: id },
      select: { releasedAt: true, endedAt: true },
    });
    if (!row || row.endedAt) return 'refused';
    return row.releasedAt ? 'released' : 'open';
  });
}
