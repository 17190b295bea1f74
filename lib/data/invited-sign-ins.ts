import { type Admission, isExpected } from '../domain/admission';
import type { ConnectionRecord } from '../domain/connection';
import { type Invitation, type InvitedBrowser, isHeldInvitation } from '../domain/invitation';
import { appendAudit } from './audit';
import type { ConnectionKey } from './data';
import { invitationOf, withoutHashes } from './invitation-rows';
import { auditInvitation } from './invitations';
import { inTenant, nameBrowser, type Tx } from './prisma';
import { recordOf, withCredentials } from './rows';
import { beginConnection, type SignIn } from './sign-ins';

/** A verified sign-in, and the invitation of the browser that made it. */
export interface InvitedSignIn extends SignIn {
  readonly browser: InvitedBrowser;
}

/** What became of it. */
export type Opened =
  | {
      readonly kind: 'opened';
      readonly key: ConnectionKey;
      /** The connection of another organization that this invitation had led to before, where it was held. */
      readonly left: ConnectionKey | null;
    }
  /** The invitation is over, or another browser's. Nothing was written. */
  | { readonly kind: 'over' }
  /** The invitation belongs to another organization already, which was let in. Nothing was written. */
  | { readonly kind: 'taken' }
  /** The organization has a connection, which was not touched, and is not the expected one: the invitation waits for support. */
  | { readonly kind: 'apart' };

/**
 * Binds an invitation to the tenant that signed in with it, and finds or begins the tenant's connection: one transaction with its audit
 * lines. An organization that is known not to be the expected one gets a connection that is held, and one that it has already is left alone.
 */
export async function openInvited(signIn: InvitedSignIn): Promise<Opened> {
  const { cloud, tenantId, person, browser } = signIn;
  return inTenant(tenantId, async (tx) => {
    const invitation = await mine(tx, browser);
    if (!invitation) return { kind: 'over' };
    const elsewhere = invitation.tenantId !== null && invitation.tenantId !== tenantId;
    if (elsewhere && !isHeldInvitation(invitation)) return { kind: 'taken' };
    const admission = admissionOf(invitation);
    const row = await tx.connection.findUnique({ where: { cloud_tenantId: { cloud, tenantId } }, include: withCredentials });
    const known = row && recordOf(row);
    if (known && !mayBind(known, admission)) {
      await bind(tx, invitation, { tenantId, connectionId: null });
      await tx.$executeRaw`UPDATE invitations SET held_at = COALESCE(held_at, now()) WHERE id = ${invitation.id}::uuid`;
      await auditInvitation(tx, { id: invitation.id, actor: `${person.oid}@${tenantId}`, action: 'held', tenantId });
      return { kind: 'apart' };
    }
    return { kind: 'opened', key: await begin(tx, signIn, { invitation, admission }), left: leftBehind(invitation, elsewhere) };
  });
}

/** An organization that has a connection is asked for nothing new, unless it is the expected one or was let in. */
function mayBind(known: ConnectionRecord, { id, expected, releasedAt }: Admission): boolean {
  return known.invitation?.id === id || releasedAt !== null || isExpected(known, expected) !== false;
}

async function begin(
  tx: Tx,
  signIn: InvitedSignIn,
  { invitation, admission }: { readonly invitation: Invitation; readonly admission: Admission },
): Promise<ConnectionKey> {
  const { tenantId, person } = signIn;
  const actor = `${person.oid}@${tenantId}`;
  const begun = await beginConnection(tx, signIn, async (connectionId) => {
    await bind(tx, invitation, { tenantId, connectionId });
    return admission;
  });
  const line = { actor, action: 'admin.signed-in', tenantId, connectionId: begun.key.id };
  await appendAudit(tx, { ...line, details: { invitation: invitation.id } });
  await begun.auditHold();
  return begun.key;
}

/** The browser's own invitation, locked until the end of the transaction. */
async function mine(tx: Tx, { id, browserHash }: InvitedBrowser): Promise<Invitation | null> {
  await nameBrowser(tx, browserHash);
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM invitations WHERE id = ${id}::uuid AND browser_hash = ${browserHash} AND ended_at IS NULL
      AND (expires_at > now() OR signed_in_at IS NOT NULL) FOR UPDATE`;
  const row = rows.length === 1 ? await tx.invitation.findFirst({ where: { id }, omit: withoutHashes }) : null;
  return row && invitationOf(row);
}

interface Binding {
  readonly tenantId: string;
  readonly connectionId: string | null;
}

async function bind(tx: Tx, { id }: Invitation, { tenantId, connectionId }: Binding): Promise<void> {
  await tx.$executeRaw`
    UPDATE invitations SET tenant_id = ${tenantId}::uuid, connection_id = ${connectionId}::uuid, signed_in_at = now() WHERE id = ${id}::uuid`;
}

const admissionOf = ({ id, customer, customerId, expected, releasedAt }: Invitation): Admission => {
  return { id, customer, customerId, expected, releasedAt, refusedAt: null };
};

const leftBehind = ({ tenantId, connectionId }: Invitation, elsewhere: boolean): ConnectionKey | null =>
  elsewhere && tenantId && connectionId ? { tenantId, id: connectionId } : null;
