import type { ConnectionKey } from './data';
import { asWorker, inTenant } from './prisma';

/**
 * Connections that wait for a worker, the longest waiting first: due by the database's clock and free, or left behind under a lease that
 * nobody gave back. Which is all that can be seen here; the work is done in one tenant, under the lease.
 * @param most at most this many of each kind
 * @param except ids that shall not take the place of others
 */
export async function findWork(most: number, except: readonly string[]): Promise<ConnectionKey[]> {
  return asWorker(async (tx) => {
    const due = await tx.$queryRaw<ConnectionKey[]>`
      SELECT id, tenant_id AS "tenantId" FROM connections
      WHERE due_at <= now() AND (lease_until IS NULL OR lease_until < now()) AND id <> ALL (${except}::uuid[]) ORDER BY due_at LIMIT ${most}::int`;
    const abandoned = await tx.$queryRaw<ConnectionKey[]>`
      SELECT id, tenant_id AS "tenantId" FROM connections
      WHERE lease_until < now() AND id <> ALL (${except}::uuid[]) ORDER BY lease_until LIMIT ${most}::int`;
    return [...new Map([...due, ...abandoned].map((key) => [key.id, key])).values()];
  });
}

/** Has a worker look as soon as the connection is free; without the lease, for it changes nothing that a lease protects. */
export async function callWorker({ id, tenantId }: ConnectionKey): Promise<void> {
  await inTenant(
    tenantId,
    (tx) => tx.$executeRaw`UPDATE connections SET due_at = now() WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid`,
  );
}
