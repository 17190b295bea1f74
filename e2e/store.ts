import pg from 'pg';
import { environment } from './environment';
import type { Tenant } from './practice';

async function asOwner(statement: string, values: readonly unknown[] = []): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: environment.databaseUrl });
  await client.connect();
  try {
    return await client.query(statement, [...values]);
  } finally {
    await client.end();
  }
}

const nameFor = (tenant: Tenant) => `store_down_${tenant.id.replaceAll('-', '_')}`;

/**
 * FortifyData's store, away for one organization alone: its database ends every put of that one with an error, as a full disk would.
 * Neighbors share the portal and its worker, and their puts go on.
 */
export async function takeStoreDown(tenant: Tenant): Promise<void> {
  const name = nameFor(tenant);
  await asOwner(`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`);
  await asOwner(`CREATE TRIGGER ${name} BEFORE INSERT ON stored_credentials FOR EACH ROW WHEN (NEW.tenant_id = '${tenant.id}')
    EXECUTE FUNCTION ${name}()`);
}

/** The store is back for the organization. */
export async function bringStoreBack(tenant: Tenant): Promise<void> {
  await asOwner(`DROP FUNCTION ${nameFor(tenant)}() CASCADE`);
}

/** Where the portal's database says that an organization's connection stands. */
export async function storedState(tenant: Tenant): Promise<string> {
  const { rows } = await asOwner('SELECT state FROM connections WHERE tenant_id = $1', [tenant.id]);
  return String(rows[0]?.state);
}

/** Who made a change with this outcome, from the journal, newest last. */
export async function moversOf(tenant: Tenant, change: string, outcome: 'done' | 'wait'): Promise<readonly string[]> {
  const { rows } = await asOwner(
    'SELECT actor FROM operations WHERE tenant_id = $1 AND change = $2 AND outcome = $3 ORDER BY intended_at',
    [tenant.id, change, outcome],
  );
  return rows.map(({ actor }) => String(actor));
}

/**
 * Lets a sealed key look as if it had waited longer than it has: nobody waits a quarter of an hour in a test. Done while nobody holds the
 * connection: whoever does writes what was read before.
 */
export async function backdateDelivery(tenant: Tenant, minutes: number): Promise<void> {
  for (let changed = 0; changed === 0; ) {
    const { rowCount } = await asOwner(
      `UPDATE credentials k SET sealed_at = sealed_at - make_interval(mins => $2) FROM connections c
       WHERE c.id = k.connection_id AND c.tenant_id = $1 AND (c.lease_until IS NULL OR c.lease_until < now())`,
      [tenant.id, minutes],
    );
    changed = rowCount ?? 0;
  }
  await asOwner('UPDATE connections SET due_at = now() WHERE tenant_id = $1', [tenant.id]);
}

/** When the alarm for the organization's key was raised; null while it was not. */
export async function alarmedAt(tenant: Tenant): Promise<Date | null> {
  const { rows } = await asOwner('SELECT max(delivery_alarmed_at) AS at FROM credentials WHERE tenant_id = $1', [tenant.id]);
  return rows[0]?.at ?? null;
}

const takenName = (tenant: Tenant) => `${nameFor(tenant)}_taken`;

/**
 * Other content lies in the store under the name of whatever comes for the organization, as after a defect over there: a put finds its
 * attempt taken by a record that is not its own.
 */
export async function occupyAttempts(tenant: Tenant): Promise<void> {
  const name = takenName(tenant);
  await asOwner(`CREATE FUNCTION ${name}() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE other stored_credentials := NEW;
    BEGIN other.key_id := gen_random_uuid(); INSERT INTO stored_credentials SELECT (other).*; RETURN NEW; END $$`);
  await asOwner(`CREATE TRIGGER ${name} BEFORE INSERT ON stored_credentials FOR EACH ROW
    WHEN (NEW.tenant_id = '${tenant.id}' AND pg_trigger_depth() = 0) EXECUTE FUNCTION ${name}()`);
}

/** The other content is gone. */
export async function freeAttempts(tenant: Tenant): Promise<void> {
  await asOwner(`DROP FUNCTION ${takenName(tenant)}() CASCADE`);
}
