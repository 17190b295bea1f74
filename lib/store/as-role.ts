import type { Pool, PoolClient } from 'pg';

/** What a store role may do is granted in the migrations: the writer inserts and cannot read `jwe`, the reader reads. */
export type StoreRole = 'portal_store_writer' | 'portal_store_reader';

/**
 * Runs `work` in one transaction in which the connection has stepped down to `role`.
 * @throws what the database or `work` throws, after a rollback
 */
export async function asRole<T>(pool: Pool, role: StoreRole, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(`SET LOCAL ROLE ${role}`);
    const result = await work(client);
    await client.query('COMMIT');
    client.release();
    return result;
  } catch (error) {
    // The connection is closed, not returned: whatever state it is in, nobody inherits its transaction or its role.
    client.release(true);
    throw error;
  }
}
