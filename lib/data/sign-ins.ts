import type { CloudId } from '../domain/clouds';
import type { Person } from '../domain/connection';
import { appendAudit } from './audit';
import type { ConnectionKey } from './data';
import { Prisma } from './generated/client';
import { inTenant } from './prisma';
import { plain } from './rows';

/** Who signed in, by a verified id token. */
export interface SignIn {
  readonly cloud: CloudId;
  readonly tenantId: string;
  readonly person: Person;
}

/**
 * Finds the tenant's connection or begins one, in one transaction with its audit line. A problem is put aside: the fresh sign-in is
 * followed by a fresh look, which brings it back if it is still there. No state moves here but out of `attention`.
 */
export async function openConnection(signIn: SignIn): Promise<ConnectionKey> {
  const { cloud, tenantId, person } = signIn;
  return inTenant(tenantId, async (tx) => {
    const signedInAt = new Date();
    const known = { admin: plain(person), signedInAt, notBefore: null, waitReason: null, waitingSince: null };
    const row = await tx.connection.upsert({
      where: { cloud_tenantId: { cloud, tenantId } },
      create: { ...known, cloud, tenantId, state: 'signed_in' },
      update: { ...known, problem: Prisma.DbNull },
      select: { id: true },
    });
    const actor = `${person.oid}@${tenantId}`;
    await appendAudit(tx, { actor, action: 'admin.signed-in', tenantId, connectionId: row.id, details: {} });
    return { tenantId, id: row.id };
  });
}
