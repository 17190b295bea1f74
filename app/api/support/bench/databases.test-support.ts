import os from 'node:os';
import { Pool } from 'pg';
import type { PrismaClient } from '@/lib/data/generated/client';
import { clientFor } from '@/lib/data/prisma';
import { rhea } from '@/lib/web/staff.test-data';
import { type Call, calls } from './calls.test-support';
import { seed } from './seed.test-support';

/** A database with so many connections, and what is asked of it. */
export interface Filled {
  readonly size: number;
  readonly calls: readonly Call[];
  /** Lets the product ask this database from now on. */
  readonly use: () => void;
  readonly report: () => Promise<object>;
  readonly close: () => Promise<void>;
}

// the product keeps one client for its process; here it is given that of one database and of another in turn
const product = globalThis as { defenderConnectPrisma?: PrismaClient };

/** Fills a migrated database, unless somebody did. */
export async function fill(url: string, size: number): Promise<Filled> {
  const owner = new Pool({ connectionString: url, max: 2 });
  const client = clientFor(url);
  const begun = performance.now();
  const { rows } = await owner.query<{ empty: boolean }>('SELECT NOT EXISTS (SELECT FROM support_cases) AS empty');
  if (rows[0]?.empty) await seed(owner, size, rhea.oid);
  const seededIn = Math.round((performance.now() - begun) / 1000);
  return {
    size,
    calls: await calls(owner, size),
    use: () => {
      product.defenderConnectPrisma = client;
    },
    report: async () => ({ size, seededIn, megabytes: await megabytes(owner), load: os.loadavg()[0], settings: await settings(owner) }),
    close: async () => {
      delete product.defenderConnectPrisma;
      await client.$disconnect();
      await owner.end();
    },
  };
}

async function megabytes(owner: Pool): Promise<number> {
  const { rows } = await owner.query('SELECT pg_database_size(current_database())::bigint / 1000000 AS mb');
  return Number(rows[0].mb);
}

/** What the server decides over its speed by, as it runs. */
async function settings(owner: Pool): Promise<Record<string, string>> {
  const names = ['server_version', 'shared_buffers', 'work_mem', 'fsync', 'synchronous_commit', 'full_page_writes', 'max_connections'];
  const { rows } = await owner.query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [names],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
