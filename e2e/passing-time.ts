import pg from 'pg';
import { environment } from './environment';
import { expect } from './fixtures';
import { age, type Tenant } from './practice';

/**
 * Lets time pass for one organization, in no time: what was written in it was written that much earlier, and its connection has waited
 * that much longer. Only between two steps of the portal, which would write back what it had read.
 */
export async function passes(tenant: Tenant, seconds: number): Promise<void> {
  const client = new pg.Client({ connectionString: environment.databaseUrl });
  await client.connect();
  try {
    await expect.poll(() => shifted(client, tenant, seconds), { intervals: [50] }).toBe(true);
    await age(tenant, seconds);
  } finally {
    await client.end();
  }
}

async function shifted(client: pg.Client, tenant: Tenant, seconds: number): Promise<boolean> {
  const earlier = (...columns: string[]) => columns.map((column) => `${column} = ${column} - make_interval(secs => $2)`).join(', ');
  const { rowCount } = await client.query(
    `WITH waiting AS (
       UPDATE connections SET ${earlier('waiting_since', 'not_before', 'consent_returned_at')}
       WHERE tenant_id = $1 AND (lease_until IS NULL OR lease_until < now()) RETURNING id
     ), doubted AS (
       UPDATE credentials SET ${earlier('unknown_at', 'proved_at')} WHERE connection_id IN (SELECT id FROM waiting)
     )
     SELECT id FROM waiting`,
    [tenant.id, seconds],
  );
  return rowCount === 1;
}
