import type { ConnectionKey } from './data';
import { inTenant } from './prisma';

/** How long a process that tries a key out is believed to be at work after its last word, in seconds. */
export const watchSeconds = 30;

/**
 * Notes that the proof of an attempt is still under way, by the database's clock and without the lease: it changes nothing that a lease
 * protects. The worker's next look is put off with it. Losable: the next one says the same.
 * @returns false when the attempt waits for no proof: not yet, or not any more
 */
export async function stillProving({ id, tenantId }: ConnectionKey, attempt: string): Promise<boolean> {
  return inTenant(
    tenantId,
    async (tx) => {
      // in the order in which a change of the connection locks them
      await tx.$queryRaw`SELECT 1 FROM connections WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid FOR UPDATE`;
      const rows = await tx.$queryRaw<{ state: string }[]>`
        UPDATE credentials SET watched_until = clock_timestamp() + make_interval(secs => ${watchSeconds}::int)
        WHERE attempt = ${attempt}::uuid AND connection_id = ${id}::uuid AND tenant_id = ${tenantId}::uuid
          AND state IN ('sealed', 'delivered') AND proved_at IS NULL
        RETURNING state`;
      if (rows[0]?.state !== 'delivered') return rows.length > 0;
      await tx.$executeRaw`
        UPDATE connections SET due_at = clock_timestamp() + make_interval(secs => ${watchSeconds + 1}::int)
        WHERE id = ${id}::uuid AND tenant_id = ${tenantId}::uuid AND state = 'verifying' AND due_at IS NOT NULL`;
      return true;
    },
    'losable',
  );
}
