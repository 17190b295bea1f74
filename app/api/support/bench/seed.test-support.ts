import type { Pool, PoolClient } from 'pg';
import { manifest } from '@/lib/domain/permissions';
import { application, complete, ids, proof } from '@/lib/domain/record.test-data';

/** How the made-up customers are spread over the tabs, in hundredths. */
const tabOf = `CASE WHEN i % 100 < 80 THEN 'healthy' WHEN i % 100 < 87 THEN 'expiring' WHEN i % 100 < 90 THEN 'drifted' WHEN i % 100 < 92 THEN 'ended'
  WHEN i % 100 < 98 THEN 'needs-customer' WHEN i % 100 < 99 THEN 'needs-us' ELSE 'waiting' END`;

const id = (kind: string) => `md5('${kind}' || i)::uuid`;
const pick = (words: readonly string[], by: string) => `(ARRAY['${words.join("','")}'])[1 + (${by}) % ${words.length}]`;
const first = ['Northwind', 'Contoso', 'Fabrikam', 'Adatum', 'Tailspin', 'Wingtip', 'Litware', 'Proseware', 'Alpine', 'Lucerne'];
const second = ['Health', 'Bank', 'Energy', 'Foods', 'Traders', 'Systems', 'Logistics', 'Media'];
const given = ['Ingrid', 'Adele', 'Tomas', 'Mei', 'Femi', 'Lena', 'Omar', 'Priya'];
const family = ['Larsen', 'Vance', 'Novak', 'Chen', 'Okafor', 'Weber', 'Haddad', 'Nair', 'Silva', 'Kowalski', 'Dubois'];
const organization = `${pick(first, 'i')} || ' ' || ${pick(second, 'i / 10')} || ' ' || lpad(i::text, 7, '0') || ' Ltd'`;
const admin = `${pick(given, 'i / 3')} || ' ' || ${pick(family, 'i / 7')}`;
const domain = `'customer' || i || '.example'`;
const created = `now() - make_interval(secs => (i::bigint * 7919 % 63072000)::int)`;
const causes = [
  'consent-role-missing',
  'consent-declined',
  'grants-incomplete',
  'secret-policy-banned',
  'resource-missing',
  'guest-account',
];

const people = `(SELECT i, ${tabOf} AS tab, ${organization} AS organization, ${admin} AS admin, ${created} AS created FROM generate_series(1, $1::int) AS i)`;

const steps: readonly string[] = [
  `INSERT INTO connections (id, cloud, tenant_id, state, created_at, updated_at, admin, signed_in_at, accepted_at, connected_at, app_id)
   SELECT ${id('connection')}, 'global', ${id('tenant')}, CASE WHEN i % 100 < 90 THEN 'connected' ELSE 'signed_in' END, created, created,
     jsonb_build_object('oid', ${id('person')}, 'name', admin, 'account', 'admin@' || ${domain}, 'roles', '[]'::jsonb), created, created,
     CASE WHEN i % 100 < 90 THEN created + interval '5 minutes' END, ${id('app')} FROM ${people} AS p`,
  `INSERT INTO operations (id, connection_id, tenant_id, epoch, change, actor, intended_at, ended_at, outcome, calls)
   SELECT md5('operation' || i || '-' || n)::uuid, ${id('connection')}, ${id('tenant')}, 1,
     (ARRAY['observe', 'createApplication', 'awaitStableReads', 'checkGrants', 'deliverCredential'])[n], 'portal',
     created + make_interval(secs => n * 10), created + make_interval(secs => n * 10 + 2), 'done',
     jsonb_build_array(jsonb_build_object('purpose', 'read', 'at', '2026-11-23T12:00:00.000Z', 'durationMs', 120, 'status', 200, 'requestId',
       ${id('request')}, 'clientRequestId', ${id('correlation')}, 'code', NULL))
   FROM ${people} AS p, generate_series(1, 5) AS n`,
  `INSERT INTO audit_lines (seq, at_micros, actor, action, tenant_id, connection_id, details, previous_hash, hash)
   SELECT i + 1000000, extract(epoch FROM now())::bigint * 1000000 - ($1::int - i) * 1000000::bigint, 'portal', 'observe.intended', ${id('tenant')}, ${id('connection')}, '{}',
     '', '' FROM ${people} AS p`,
  `INSERT INTO support_daily (day, kind, key, bucket, count)
   SELECT (now() - make_interval(days => i % 730))::date, 'time', (ARRAY['check', 'create', 'approve', 'secure', 'prove', 'all'])[1 + i % 6],
     80 + (i::bigint * 7919 % 60)::int, 1 FROM generate_series(1, $1::int * 5) AS i
   ON CONFLICT DO NOTHING`,
  `INSERT INTO support_daily (day, kind, key, bucket, count)
   SELECT DISTINCT (now() - make_interval(days => i % 730))::date, 'cause', ${pick(causes, 'i')}, 3, 2 FROM generate_series(1, least($1::int, 20000)) AS i`,
  `INSERT INTO support_terms (term, connection_id, tenant_id)
   SELECT DISTINCT term, ${id('connection')}, ${id('tenant')} FROM ${people} AS p, unnest(ARRAY[lower(organization),
     substring(lower(organization) from position(' ' in organization) + 1), lpad(i::text, 7, '0') || ' ltd', 'ltd', ${domain}, lower(admin),
     substring(lower(admin) from position(' ' in admin) + 1), 'admin@' || ${domain}]) AS term`,
];

const cases = `INSERT INTO support_cases (connection_id, tenant_id, cloud, state, tab, step, cause, organization, domain, admin_name, admin_account, app_id,
    sort_name, created_at, activity_at, signed_in_at, since, turns_at, turns_to, key_expires_at, connected_at, owner_oid, follow_up_on)
  SELECT ${id('connection')}, ${id('tenant')}, 'global', CASE WHEN i % 100 < 90 THEN 'connected' ELSE 'attention' END, tab,
    CASE WHEN i % 100 < 92 THEN 'done' ELSE ${pick(['check', 'create', 'approve', 'secure'], 'i / 100')} END,
    CASE tab WHEN 'needs-customer' THEN ${pick(causes, 'i / 100')} WHEN 'needs-us' THEN 'delivery-delayed' WHEN 'expiring' THEN 'key-expiring'
      WHEN 'drifted' THEN 'drift' END,
    organization, ${domain}, admin, 'admin@' || ${domain}, ${id('app')}, lower(organization), created, created + interval '6 minutes', created,
    created + interval '6 minutes', CASE tab WHEN 'healthy' THEN now() + make_interval(days => 1 + i % 670) END,
    CASE tab WHEN 'healthy' THEN 'expiring' END,
    CASE tab WHEN 'healthy' THEN now() + make_interval(days => 61 + i % 670) WHEN 'expiring' THEN now() + make_interval(days => 1 + i % 59) END,
    CASE WHEN i % 100 < 90 THEN created + interval '5 minutes' END,
    CASE WHEN i % 1000 = 95 THEN $2::uuid END, CASE WHEN i % 1000 = 193 THEN current_date END
  FROM ${people} AS p`;

const heavy = ['operations', 'audit_lines', 'support_terms', 'support_cases'];

/** Makes so many connections with their events; indexes are built at the end. One connection in a thousand has everything a real one has. */
export async function seed(owner: Pool, count: number, ownerOid: string): Promise<void> {
  const client = await owner.connect();
  try {
    await client.query("SET session_replication_role = 'replica'");
    const indexes = await dropIndexes(client);
    for (const statement of steps) await client.query(statement, [count]);
    // the counters are kept by triggers, which this role of a session leaves out
    await client.query("SET session_replication_role = 'origin'");
    await client.query('ALTER TABLE support_cases DISABLE TRIGGER ALL; ALTER TABLE support_cases ENABLE TRIGGER support_cases_came');
    await client.query(cases, [count, ownerOid]);
    await client.query('ALTER TABLE support_cases ENABLE TRIGGER ALL');
    await wholeOnes(client, count);
    for (const definition of indexes) await client.query(definition);
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release();
  }
}

async function dropIndexes(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS definition FROM pg_index
     WHERE indrelid::regclass::text = ANY($1) AND NOT indisprimary`,
    [heavy],
  );
  for (const { name } of rows) await client.query(`DROP INDEX ${name}`);
  return rows.map(({ definition }) => definition);
}

/** What the tenant showed, the key and the proof, for the cases that the measurement opens. */
async function wholeOnes(client: PoolClient, count: number): Promise<void> {
  const facts = [JSON.stringify({ ...complete, application }), JSON.stringify(proof), manifest.sha256, ids.object, ids.principal];
  await client.query(
    `UPDATE connections SET observed = $2::jsonb, proof = $3::jsonb, manifest_hash = $4, application_object_id = $5::uuid,
       service_principal_id = $6::uuid, accepted_by = admin, stable_at = created_at, grants_complete_at = created_at
     WHERE id IN (SELECT ${id('connection')} FROM generate_series(1, $1::int, 1000) AS i)`,
    [count, ...facts],
  );
  await client.query(
    `INSERT INTO credentials (attempt, connection_id, tenant_id, application_object_id, state, intended_at, starts_at, expires_at, key_id, sealed_at,
       seal_thumbprint, delivered_at, proved_at)
     SELECT ${id('attempt')}, ${id('connection')}, ${id('tenant')}, $2::uuid, 'live', now(), now(), now() + interval '700 days', ${id('key')}, now(),
       'x', now(), now() FROM generate_series(1, $1::int, 1000) AS i`,
    [count, ids.object],
  );
}

/** Ids that `seed` gave to its i-th connection. */
export async function seededIds(owner: Pool, i: number): Promise<{ connection: string; tenant: string }> {
  const { rows } = await owner.query(`SELECT md5('connection' || $1::int)::uuid AS connection, md5('tenant' || $1::int)::uuid AS tenant`, [
    i,
  ]);
  return rows[0];
}
