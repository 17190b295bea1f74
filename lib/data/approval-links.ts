import type { ApprovalLink, LinkEnd } from '../domain/approval-link';
import type { Person } from '../domain/connection';
import { actorIn, auditLink, linkOf } from './approval-link-rows';
import type { ConnectionKey } from './data';
import { inTenant, type Tx } from './prisma';

/** The newest link of a connection, however it stands; null when none was ever made. */
export async function newestLink(key: ConnectionKey): Promise<ApprovalLink | null> {
  return inTenant(key.tenantId, async (tx) => {
    const row = await tx.approvalLink.findFirst({
      where: { connectionId: key.id, tenantId: key.tenantId },
      orderBy: [{ createdAt: 'desc' }, { endedAt: { sort: 'desc', nulls: 'first' } }],
    });
    return row && linkOf(row);
  });
}

interface NewLink {
  readonly tokenHash: string;
  readonly by: Person;
  readonly lifeDays: number;
}

/** Makes a link in one transaction with its audit line; one that was still open ends with it, so that one is open at most. */
export async function createLink(key: ConnectionKey, link: NewLink): Promise<ApprovalLink> {
  return inTenant(key.tenantId, async (tx) => {
    await closeExpired(tx, key);
    await endOpen(tx, key, { how: 'replaced', actor: actorIn(key.tenantId, link.by) });
    return insert(tx, key, link);
  });
}

/**
 * The same, unless one is open: of two who press at once only one makes a link, and nobody is shown one that the other has ended already.
 * @returns null when one was open, and nothing was made
 */
export async function createLinkUnlessOpen(key: ConnectionKey, link: NewLink): Promise<ApprovalLink | null> {
  return inTenant(key.tenantId, async (tx) => {
    await closeExpired(tx, key);
    const open = await tx.approvalLink.count({ where: { connectionId: key.id, tenantId: key.tenantId, endedAt: null } });
    return open > 0 ? null : insert(tx, key, link);
  });
}

async function insert(tx: Tx, key: ConnectionKey, { tokenHash, by, lifeDays }: NewLink): Promise<ApprovalLink> {
  const [made] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO approval_links (id, tenant_id, connection_id, token_hash, created_by, created_at, expires_at)
    VALUES (gen_random_uuid(), ${key.tenantId}::uuid, ${key.id}::uuid, ${tokenHash}, ${JSON.stringify(by)}::jsonb,
      clock_timestamp(), clock_timestamp() + make_interval(days => ${lifeDays}::int))
    RETURNING id`;
  const row = await tx.approvalLink.findFirstOrThrow({ where: { id: made?.id ?? '', tenantId: key.tenantId } });
  await auditLink(tx, { link: row, actor: actorIn(key.tenantId, by), action: 'created' });
  return linkOf(row);
}

/** Takes the open link back; nothing when none is open. */
export async function revokeLink(key: ConnectionKey, by: Person): Promise<void> {
  await inTenant(key.tenantId, async (tx) => {
    await closeExpired(tx, key);
    await endOpen(tx, key, { how: 'revoked', actor: actorIn(key.tenantId, by) });
  });
}

/** Writes down what is over: links whose time has passed, and the one whose approval is there already, whoever gave it. */
export async function closeOver(key: ConnectionKey): Promise<void> {
  await inTenant(key.tenantId, async (tx) => {
    await closeExpired(tx, key);
    const granted = await tx.connection.count({
      where: { ...key, OR: [{ grantsCompleteAt: { not: null } }, { connectedAt: { not: null } }] },
    });
    if (granted > 0) await endOpen(tx, key, { how: 'approved', actor: 'portal' });
  });
}

/** Under a lock of the connection, so that two who make or end links at once come one after the other. */
async function closeExpired(tx: Tx, key: ConnectionKey): Promise<void> {
  await tx.$queryRaw`SELECT 1 FROM connections WHERE id = ${key.id}::uuid AND tenant_id = ${key.tenantId}::uuid FOR UPDATE`;
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE approval_links SET ended_at = expires_at, ended_how = 'expired' WHERE connection_id = ${key.id}::uuid
      AND tenant_id = ${key.tenantId}::uuid AND ended_at IS NULL AND expires_at <= now() RETURNING id`;
  for (const { id } of rows) await auditLink(tx, { link: linkIn(key, id), actor: 'portal', action: 'expired' });
}

async function endOpen(tx: Tx, key: ConnectionKey, end: { how: Exclude<LinkEnd, 'expired'>; actor: string }): Promise<void> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    UPDATE approval_links SET ended_at = clock_timestamp(), ended_how = ${end.how} WHERE connection_id = ${key.id}::uuid
      AND tenant_id = ${key.tenantId}::uuid AND ended_at IS NULL RETURNING id`;
  const action = end.how === 'approved' ? 'approved' : 'revoked';
  for (const { id } of rows) await auditLink(tx, { link: linkIn(key, id), actor: end.actor, action, how: end.how });
}

const linkIn = (key: ConnectionKey, id: string) => ({ id, tenantId: key.tenantId, connectionId: key.id });
