import type { Admission } from '../domain/admission';
import type { CloudId } from '../domain/clouds';
import type { ConnectionRecord, Person } from '../domain/connection';
import { stateOf } from '../domain/state';
import { dueAt } from '../domain/unattended';
import { appendAudit } from './audit';
import { databaseNow } from './clock';
import type { ConnectionKey } from './data';
import { Prisma } from './generated/client';
import { auditHold, keepHold } from './invitation-holds';
import { inTenant, type Tx } from './prisma';
import { plain, recordOf, withCredentials } from './rows';
import { keepSupportCase } from './support-case';

/** Who signed in, by a verified id token. */
export interface SignIn {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly person: Person;
  /** The sign-in met a demand of Microsoft for more proof. */
  readonly challengeAnswered?: boolean;
}

/** Finds the tenant's connection or begins one, in one transaction with its audit line. */
export async function openConnection(signIn: SignIn): Promise<ConnectionKey> {
  return inTenant(signIn.tenantId, async (tx) => open(tx, signIn));
}

/** The same for a tenant that has a connection. @returns null, and nothing written, for any other */
export async function reopenConnection(signIn: SignIn): Promise<ConnectionKey | null> {
  const { cloud, tenantId } = signIn;
  return inTenant(tenantId, async (tx) => {
    const known = await tx.connection.count({ where: { cloud, tenantId } });
    return known === 0 ? null : open(tx, signIn);
  });
}

async function open(tx: Tx, signIn: SignIn): Promise<ConnectionKey> {
  const { tenantId, person } = signIn;
  const { key } = await beginConnection(tx, signIn);
  const actor = `${person.oid}@${tenantId}`;
  await appendAudit(tx, { actor, action: 'admin.signed-in', tenantId, connectionId: key.id, details: {} });
  return key;
}

/**
 * The rows of a sign-in; its audit lines are the caller's. A problem is put aside: the fresh sign-in is followed by a fresh look, which
 * brings it back if it is still there; the state is derived anew.
 * @param admit gives the invitation that the connection is bound to from here on; absent: it stays as it is
 */
export async function beginConnection(
  tx: Tx,
  signIn: SignIn,
  admit?: (connectionId: string) => Promise<Admission>,
): Promise<{ key: ConnectionKey; auditHold: () => Promise<void> }> {
  const { cloud, tenantId, person, challengeAnswered } = signIn;
  const signedInAt = databaseNow();
  const known = {
    admin: plain(person),
    signedInAt,
    challengeAnsweredAt: challengeAnswered ? signedInAt : null,
    notBefore: null,
    waitReason: null,
    waitingSince: null,
  };
  const row = await tx.connection.upsert({
    where: { cloud_tenantId: { cloud, tenantId } },
    create: { ...known, cloud, tenantId, state: 'signed_in' },
    update: { ...known, problem: Prisma.DbNull },
    // ids alone: with a relation Prisma would read and then write, and two first sign-ins at once would collide
    select: { id: true },
  });
  const key = { tenantId, id: row.id };
  const moved = await deriveState(tx, key, await admit?.(row.id));
  return { key, auditHold: () => auditHold(tx, moved) };
}

async function deriveState(
  tx: Tx,
  key: ConnectionKey,
  invitation: Admission | undefined,
): Promise<{ before: ConnectionRecord; after: ConnectionRecord }> {
  const row = await tx.connection.findFirstOrThrow({ where: { ...key }, include: withCredentials });
  const before = recordOf(row);
  const record = invitation ? { ...before, invitation } : before;
  const after = { ...record, state: stateOf(record) };
  if (invitation) await admitted(tx, key, { before, invitation });
  if (after.state !== row.state) {
    await tx.connection.updateMany({ where: { ...key, state: row.state }, data: { state: after.state, dueAt: dueAt(record) } });
  }
  await keepHold(tx, { before: invitation ? null : before, after });
  await keepSupportCase(tx, { before: null, after });
  return { before, after };
}

/** Another invitation than before ends the epoch: whoever holds the connection has derived its state from the earlier one. */
async function admitted(
  tx: Tx,
  key: ConnectionKey,
  { before, invitation }: { before: ConnectionRecord; invitation: Admission },
): Promise<void> {
  const told = ({ id, releasedAt, refusedAt }: Admission) => JSON.stringify([id, releasedAt, refusedAt]);
  const changed = before.invitation === null || told(before.invitation) !== told(invitation);
  await tx.connection.updateMany({
    where: { ...key },
    data: { invitation: plain(invitation), ...(changed ? { epoch: { increment: 1 } } : {}) },
  });
}
