import type { Pool, PoolClient } from 'pg';
import { manifest } from '@/lib/domain/permissions';
import { application, complete, ids, proof } from '@/lib/domain/record.test-data';
import { makeCustomers } from './customers.test-support';
import { cases, rows } from './rows.test-support';

const heavy = ['connections', 'credentials', 'operations', 'audit_lines', 'support_terms', 'support_cases', 'invitations'];

/** Makes so many customers with their events; indexes are built at the end. Foreign keys go unchecked, the counters' trigger runs. */
export async function seed(owner: Pool, count: number, ownerOid: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'; SET maintenance_work_mem = '512MB'; SET work_mem = '256MB'");
    const indexes = await dropIndexes(client);
    await client.query(makeCustomers(count));
    for (const statement of rows) await client.query(statement);
    await wholeRecords(client);
    // the counters are kept by a trigger, which this role of a session leaves out
    await client.query('ALTER TABLE support_cases ENABLE ALWAYS TRIGGER support_cases_came');
    await client.query(cases, [ownerOid]);
    await client.query('ALTER TABLE support_cases ENABLE TRIGGER support_cases_came');
    for (const definition of indexes) await client.query(definition);
    await client.query('DROP TABLE customers; RESET ALL');
    await client.query('VACUUM ANALYZE');
    await client.query('CHECKPOINT');
  } finally {
    client.release();
  }
}

/** All but the key that others refer to. */
async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows: found } = await client.query<{ drop: string; make: string }>(
    `SELECT CASE WHEN c.oid IS NULL THEN format('DROP INDEX %s', i.indexrelid::regclass)
        ELSE format('ALTER TABLE %s DROP CONSTRAINT %I', i.indrelid::regclass, c.conname) END AS drop,
      CASE WHEN c.oid IS NULL THEN pg_get_indexdef(i.indexrelid)
        ELSE format('ALTER TABLE %s ADD CONSTRAINT %I %s', i.indrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) END AS make
     FROM pg_index i LEFT JOIN pg_constraint c ON c.conindid = i.indexrelid AND c.contype = 'p'
     WHERE i.indrelid::regclass::text = ANY($1) AND NOT EXISTS (SELECT FROM pg_constraint f WHERE f.conindid = i.indexrelid AND f.contype = 'f')`,
    [heavy],
  );
  for (const { drop } of found) await client.query(drop);
  return found.map(({ make }) => make);
}

/** What the tenant showed and the proof, for the cases that the measurement opens. */
async function wholeRecords(client: PoolClient): Promise<void> {
  const facts = [JSON.stringify({ ...complete, application }), JSON.stringify(proof), manifest.sha256, ids.object, ids.principal];
  await client.query(
    `UPDATE connections SET observed = $1::jsonb, proof = CASE WHEN is_connected THEN $2::jsonb END, manifest_hash = $3,
       application_object_id = $4::uuid, service_principal_id = $5::uuid, accepted_by = connections.admin, stable_at = created_at,
       grants_complete_at = created_at
     FROM customers WHERE customers.id = connections.id AND is_whole`,
    facts,
  );
}

/** Somebody to look for. */
export interface Customer {
  readonly connection: string;
  readonly tenant: string;
  readonly organization: string;
  readonly own: string;
  readonly domain: string;
  readonly customerId: string;
  readonly admin: string;
  readonly account: string;
}

/** The customers whose record is whole, as many as a measurement needs. */
export async function seededCustomers(owner: Pool): Promise<readonly Customer[]> {
  const { rows: found } = await owner.query<Customer>(
    `SELECT c.connection_id AS connection, c.tenant_id AS tenant, organization, split_part(domain, '.', 1) AS own, domain, customer_id AS "customerId",
       admin_name AS admin,
       admin_account AS account
     FROM support_cases c JOIN connections n ON n.id = c.connection_id WHERE n.observed IS NOT NULL ORDER BY c.connection_id LIMIT 2000`,
  );
  return found;
}
