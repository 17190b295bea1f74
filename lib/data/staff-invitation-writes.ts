import { randomUUID } from 'node:crypto';
import type { NewInvitation } from '../domain/invitation-draft';
import { appendAudit } from './audit';
import { expectedColumns } from './invitation-rows';
import type { Tx } from './prisma';
import { type StaffName, staffActor } from './staff-people';

/** An invitation to be made, with the hash of its token. */
export interface ToInvite {
  readonly invitation: NewInvitation;
  readonly tokenHash: string;
}

interface Made {
  readonly id: string;
  readonly expiresAt: Date;
}

/** One transaction makes invitations at a time: what it has found free stays free until it ends. */
export async function inviteAlone(tx: Tx): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtext('invitations'))::text`;
}

/** Makes invitations, in the order given; two statements however many there are. */
export async function insertInvitations(tx: Tx, by: StaffName, rows: readonly ToInvite[], lifeDays: number): Promise<Made[]> {
  const ids = rows.map(() => randomUUID());
  const column = (of: (invitation: NewInvitation) => string | null) => rows.map(({ invitation }) => of(invitation));
  const made = await tx.$queryRaw<Made[]>`
    INSERT INTO invitations (id, customer, customer_id, expected_tenant_id, expected_domain, contact, note, token_hash, created_by, created_at, expires_at)
    SELECT u.id, u.customer, u.customer_id, u.tenant_id, u.domain, u.contact, u.note, u.token_hash, ${JSON.stringify(inviter(by))}::jsonb,
      now(), now() + make_interval(days => ${lifeDays}::int)
    FROM unnest(${ids}::uuid[], ${column((one) => one.customer)}::text[], ${column((one) => one.customerId)}::text[],
      ${column((one) => expectedColumns(one.expected).expectedTenantId)}::uuid[],
      ${column((one) => expectedColumns(one.expected).expectedDomain)}::text[], ${column((one) => one.contact)}::text[],
      ${column((one) => one.note)}::text[], ${rows.map(({ tokenHash }) => tokenHash)}::text[])
      AS u (id, customer, customer_id, tenant_id, domain, contact, note, token_hash)
    RETURNING id, expires_at AS "expiresAt"`;
  const known = new Map(made.map((one) => [one.id, one]));
  return ids.flatMap((id) => known.get(id) ?? []);
}

/** Invitations that one line of the audit names, where a file made many: a line for each would hold the chain for seconds. */
const madeInLine = 25;

/** Names every invitation that was made, or that got a new link. */
export async function auditMade(tx: Tx, by: StaffName, ids: readonly string[], what: 'created' | 'replace' = 'created'): Promise<void> {
  const parts = Array.from({ length: Math.ceil(ids.length / madeInLine) }, (_, part) =>
    ids.slice(part * madeInLine, (part + 1) * madeInLine),
  );
  const details = parts.map((part) =>
    JSON.stringify(part.length === 1 ? { invitation: part[0] } : { invitations: part.join(' '), made: part.length }),
  );
  await tx.$queryRaw`
    SELECT count(append_audit(${staffActor(by.oid)}, ${`staff.invitation.${what}`}, NULL, NULL, u.details))::text
    FROM unnest(${details}::text[]) WITH ORDINALITY AS u (details, place)`;
}

const inviter = ({ oid, name }: StaffName) => ({ oid, name });

/** What support changes of an invitation that is there. */
export type InvitationChange =
  | { readonly kind: 'extend'; readonly lifeDays: number }
  | { readonly kind: 'replace'; readonly lifeDays: number; readonly tokenHash: string }
  | { readonly kind: 'revoke' }
  /** About the organization that was compared. */
  | { readonly kind: 'release' | 'refuse'; readonly tenantId: string };

/**
 * Writes a change that its state allows. A new link is unopened and nobody's, whatever became of the old one; only where its organization has
 * agreed to the plan it stays that organization's.
 */
export async function changeInvitation(tx: Tx, id: string, by: StaffName, change: InvitationChange): Promise<void> {
  switch (change.kind) {
    case 'extend':
      await tx.$executeRaw`UPDATE invitations SET expires_at = clock_timestamp() + make_interval(days => ${change.lifeDays}::int) WHERE id = ${id}::uuid`;
      return;
    case 'replace':
      await tx.$executeRaw`UPDATE invitations SET token_hash = ${change.tokenHash}, opened_at = NULL, redeemed_at = NULL, browser_hash = NULL, setback = NULL,
        ended_at = NULL, ended_how = NULL, expires_at = clock_timestamp() + make_interval(days => ${change.lifeDays}::int) WHERE id = ${id}::uuid`;
      await tx.$executeRaw`UPDATE invitations i SET tenant_id = NULL, connection_id = NULL, signed_in_at = NULL, held_at = NULL, released_at = NULL,
        released_by = NULL WHERE id = ${id}::uuid AND NOT EXISTS (SELECT 1 FROM connections c WHERE c.id = i.connection_id AND c.accepted_at IS NOT NULL)`;
      return;
    case 'release':
      await tx.$executeRaw`UPDATE invitations SET released_at = clock_timestamp(), released_by = ${JSON.stringify(inviter(by))}::jsonb WHERE id = ${id}::uuid`;
      return;
    case 'revoke':
    case 'refuse':
      await tx.$executeRaw`UPDATE invitations SET ended_at = clock_timestamp(), ended_how = ${`${change.kind}d`} WHERE id = ${id}::uuid`;
      return;
    default:
      change satisfies never;
  }
}

interface Line {
  readonly by: StaffName;
  readonly invitation: { readonly id: string; readonly tenantId: string | null; readonly connectionId: string | null };
  readonly action: 'extend' | 'replace' | 'revoke' | 'release' | 'refuse';
}

/** The audit line of a change; it comes last in its transaction. */
export async function auditInvitation(tx: Tx, { by, invitation, action }: Line): Promise<void> {
  const { id, tenantId, connectionId } = invitation;
  const line = { actor: staffActor(by.oid), action: `staff.invitation.${action}`, tenantId, connectionId };
  await appendAudit(tx, { ...line, details: { invitation: id } });
}
