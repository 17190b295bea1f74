import { Pool } from 'pg';

/** Survives the framework's several copies of a module, so that a process has one pool for each database. */
const shared = globalThis as typeof globalThis & { defenderConnectStorePools?: Map<string, Pool> };

/**
 * The store's own connections: few, and apart from the portal's, so that the two never wait for each other.
 * @param databaseUrl PostgreSQL connection string
 */
export function storePool(databaseUrl: string): Pool {
  shared.defenderConnectStorePools ??= new Map();
  const known = shared.defenderConnectStorePools.get(databaseUrl);
  if (known) return known;
  const pool = new Pool({
    connectionString: databaseUrl,
    max: 2,
    connectionTimeoutMillis: 5000,
    statement_timeout: 5000,
    idleTimeoutMillis: 30_000,
  });
  // A server that ends an idle connection is no event for us: the next query opens another one. Without a listener the process would end.
  pool.on('error', () => undefined);
  shared.defenderConnectStorePools.set(databaseUrl, pool);
  return pool;
}
