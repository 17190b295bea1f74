import type { CloudId } from '../domain/clouds';
import type { Person } from '../domain/connection';
import { stateOf } from '../domain/state';
import { dueAt } from '../domain/unattended';
import { appendAudit } from './audit';
import { databaseNow } from './clock';
import type { ConnectionKey } from './data';
import { Prisma } from './generated/client';
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

/**
 * Finds the tenant's connection or begins one, in one transaction with its audit line. A problem is put aside: the fresh sign-in is
 * followed by a fresh look, which brings it back if it is still there; the state is derived anew.
 */
export async function openConnection(signIn: SignIn): Promise<ConnectionKey> {
  const { cloud, tenantId, person, challengeAnswered } = signIn;
  return inTenant(tenantId, async (tx) => {
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
    await deriveState(tx, { id: row.id, tenantId });
    const actor = `${person.oid}@${tenantId}`;
    await appendAudit(tx, { actor, action: 'admin.signed-in', tenantId, connectionId: row.id, details: {} });
    return { tenantId, id: row.id };
  });
}

async function deriveState(tx: Tx, key: ConnectionKey): Promise<void> {
  const row = await tx.connection.findFirstOrThrow({ where: { ...key }, include: withCredentials });
  const record = recordOf(row);
  const state = stateOf(record);
  if (state !== row.state) await tx.connection.updateMany({ where: { ...key, state: row.state }, data: { state, dueAt: dueAt(record) } });
  await keepSupportCase(tx, { before: null, after: { ...record, state } });
}
