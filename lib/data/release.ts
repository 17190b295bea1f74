import { isDatabaseAway } from '../database-away';
import type { ConnectionState } from '../domain/connection';
import type { Lease } from './data';
import { inTenant } from './prisma';

/** One worker's time without a sign of life. */
export const leaseSeconds = 30;

const betweenTriesMs = 500;

/**
 * Gives a lease back; see `ConnectionData`. While the database is away it is tried again in the background for as long as the lease lasts:
 * a database that blinks shall not make everybody wait for the end of a lease that nobody needs. A process that has work to do meanwhile
 * is not kept from its end by it.
 * @throws what the first try met
 */
export async function release(lease: Lease, idleAt?: ConnectionState): Promise<void> {
  try {
    await giveBack(lease, idleAt);
  } catch (error) {
    if (isDatabaseAway(error)) void giveBackLater(lease);
    throw error;
  }
}

/** Losable: a lease that is not given back ends by itself. */
async function giveBack({ id, tenantId, epoch }: Lease, idleAt?: ConnectionState): Promise<void> {
  const mine = { id, tenantId, epoch };
  await inTenant(
    tenantId,
    async (tx) => {
      await tx.connection.updateMany({ where: mine, data: { leaseUntil: null } });
      // a sign-in may have moved it on meanwhile, without a lease
      if (idleAt) await tx.connection.updateMany({ where: { ...mine, state: idleAt }, data: { dueAt: null } });
    },
    'losable',
  );
}

/** The epoch keeps a late one from taking another worker's lease away. */
async function giveBackLater(lease: Lease): Promise<void> {
  const endsAt = performance.now() + leaseSeconds * 1000;
  while (performance.now() < endsAt) {
    await new Promise((resolve) => void setTimeout(resolve, betweenTriesMs).unref());
    const done = await giveBack(lease).then(
      () => true,
      () => false,
    );
    if (done) return;
  }
}
