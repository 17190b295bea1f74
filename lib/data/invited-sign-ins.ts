import type { Admission } from '../domain/admission';
import { type Bound, bindingOf } from '../domain/binding';
import { type Invitation, type InvitedBrowser, isHeldInvitation } from '../domain/invitation';
import { appendAudit } from './audit';
import type { ConnectionKey } from './data';
import { Prisma } from './generated/client';
import { asInvitation, invitationOf } from './invitation-rows';
import { auditInvitation } from './invitations';
import { inTenant, nameBrowser, type Tx } from './prisma';
import { recordOf, withCredentials } from './rows';
import { beginConnection, type SignIn } from './sign-ins';

/** A verified sign-in, and the invitation of the browser that made it. */
export interface InvitedSignIn extends SignIn {
  readonly browser: InvitedBrowser;
}

/** The connection of another organization that this invitation had led to before, where it was held. */
type Left = ConnectionKey | null;

/** What became of it. */
export type Opened =
  | {
      readonly kind: 'opened';
      readonly key: ConnectionKey;
      readonly left: Left;
    }
  /** The invitation is over, or another browser's. Nothing was written. */
  | { readonly kind: 'over' }
  /** The invitation belongs to another organization already, which was let in. Only the audit knows of this one. */
  | { readonly kind: 'taken' }
  /** The organization has a connection, which was not touched, and is not the expected one: the invitation waits for support. */
  | { readonly kind: 'apart'; readonly left: Left };

/**
 * Binds an invitation to the tenant that signed in with it, and finds or begins the tenant's connection: one transaction with its audit
 * lines. An organization that is known not to be the expected one gets a connection that is held, and one that it has already is left alone.
 */
export async function openInvited(signIn: InvitedSignIn): Promise<Opened> {
  const { cloud, tenantId, person, browser } = signIn;
  return inTenant(tenantId, async (tx) => {
    await lockConnection(tx, signIn);
    const invitation = await mine(tx, browser);
    if (!invitation) return { kind: 'over' };
    const elsewhere = invitation.tenantId !== null && invitation.tenantId !== tenantId;
    const line = { id: browser.id, actor: `${person.oid}@${tenantId}`, tenantId };
    if (elsewhere && !isHeldInvitation(invitation)) {
      await auditInvitation(tx, { ...line, action: 'taken' });
      return { kind: 'taken' };
    }
    await forgetSetback(tx, invitation);
    const admission = admissionOf(invitation);
    const row = await tx.connection.findUnique({ where: { cloud_tenantId: { cloud, tenantId } }, include: withCredentials });
    const known = row && recordOf(row);
    const bound = known ? bindingOf(known, admission) : 'anew';
    if (bound === 'apart') {
      await bind(tx, invitation, { tenantId, connectionId: null });
      await tx.$executeRaw`UPDATE invitations SET held_at = COALESCE(held_at, now()) WHERE id = ${invitation.id}::uuid`;
      await auditInvitation(tx, { ...line, action: 'held' });
      return { kind: 'apart', left: leftBehind(invitation, elsewhere) };
    }
    return {
      kind: 'opened',
      key: await begin(tx, signIn, { invitation, admission, bound }),
      left: bound === 'unread' ? null : leftBehind(invitation, elsewhere),
    };
  });
}

/**
 * Locks the connection before its invitation, as every write of facts does: two that wait for each other would both be lost. Sign-ins of one
 * tenant queue up even before that, for its first one finds no row to lock.
 */
async function lockConnection(tx: Tx, { cloud, tenantId }: SignIn): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${cloud} ${tenantId}`}, 0))::text`;
  await tx.$queryRaw`SELECT 1 FROM connections WHERE cloud = ${cloud} AND tenant_id = ${tenantId}::uuid FOR NO KEY UPDATE`;
}

async function begin(
  tx: Tx,
  signIn: InvitedSignIn,
  {
    invitation,
    admission,
    bound,
  }: { readonly invitation: Invitation; readonly admission: Admission; readonly bound: Exclude<Bound, 'apart'> },
): Promise<ConnectionKey> {
  const { tenantId, person } = signIn;
  const actor = `${person.oid}@${tenantId}`;
  const admit = async (connectionId: string) => {
    await bind(tx, invitation, { tenantId, connectionId });
    if (bound === 'anew') await tx.connection.updateMany({ where: { id: connectionId, tenantId }, data: { observed: Prisma.DbNull } });
    return admission;
  };
  const begun = await beginConnection(tx, signIn, bound === 'unread' ? undefined : admit);
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
  const row = rows.length === 1 ? await tx.invitation.findFirst({ where: { id }, omit: asInvitation }) : null;
  return row && invitationOf(row);
}

/** The sign-in has worked: what stopped the one before is over. */
async function forgetSetback(tx: Tx, { id, setback }: Invitation): Promise<void> {
  if (setback) await tx.$executeRaw`UPDATE invitations SET setback = NULL WHERE id = ${id}::uuid`;
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

const leftBehind = ({ tenantId, connectionId }: Invitation, elsewhere: boolean): Left =>
  elsewhere && tenantId && connectionId ? { tenantId, id: connectionId } : null;
