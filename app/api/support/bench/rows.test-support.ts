import { bucketOf } from '@/lib/domain/support/percentile';
import { id, pick } from './customers.test-support';

/** What the tables hold of each customer, one statement for each table. */

const connections = `INSERT INTO connections (id, cloud, tenant_id, state, created_at, updated_at, admin, signed_in_at, accepted_at, connected_at,
    app_id, problem)
  SELECT id, 'global', tenant, CASE WHEN is_connected THEN 'connected' ELSE 'attention' END, created, created,
    jsonb_build_object('oid', person, 'name', admin, 'account', account, 'roles', '[]'::jsonb), created, created,
    CASE WHEN is_connected THEN created + interval '5 minutes' END, app,
    CASE WHEN NOT is_connected AND cause IS NOT NULL THEN jsonb_build_object('code', cause, 'at', '2026-11-23T12:00:00.000Z', 'evidence', '{}'::jsonb) END
  FROM customers`;

const credentials = `INSERT INTO credentials (attempt, connection_id, tenant_id, application_object_id, state, intended_at, starts_at, expires_at,
    key_id, sealed_at, seal_thumbprint, delivered_at, proved_at)
  SELECT ${id('attempt')}, id, tenant, ${id('object')}, 'live', created, created, created + interval '730 days',
    ${id('key')}, created, 'x', created, created
  FROM customers WHERE is_connected`;

/** Four for most, a dozen for every seventh, 120 for those whose case is opened. */
const operationsOf = `CASE WHEN is_whole THEN 120 WHEN i % 7 = 0 THEN 12 ELSE 4 END`;
const changes = [
  'observe',
  'createApplication',
  'createServicePrincipal',
  'awaitStableReads',
  'checkGrants',
  'mintCredential',
  'deliverCredential',
];
const call = `jsonb_build_array(jsonb_build_object('purpose', 'read', 'at', '2026-11-23T12:00:00.000Z', 'durationMs', 120, 'status', 200,
  'requestId', ${id('request')}, 'clientRequestId', ${id('correlation')}, 'code', NULL))`;
const operations = `INSERT INTO operations (id, connection_id, tenant_id, epoch, change, actor, intended_at, ended_at, outcome, calls)
  SELECT md5('operation' || i || '-' || n)::uuid, id, tenant, n, ${pick(changes, 'n')}, 'portal',
    created + make_interval(secs => n * 10), created + make_interval(secs => n * 10 + 2), 'done', calls
  FROM (SELECT *, ${call} AS calls FROM customers OFFSET 0) AS c, generate_series(1, ${operationsOf}) AS n`;

const terms = (text: string) =>
  `(SELECT array_to_string(word[n:], ' ') AS term FROM string_to_array(lower(${text}), ' ') AS word, generate_subscripts(word, 1) AS n)`;
const supportTerms = `INSERT INTO support_terms (term, connection_id, tenant_id)
  SELECT DISTINCT term, id, tenant
  FROM customers, LATERAL (${terms('organization')} UNION ${terms('customer')} UNION ${terms('admin')}
    UNION VALUES (domain), (first_domain), (account), ('c-' || i)) AS t`;

/**
 * An invitation for each: of those that are connected it is used; of the others, it is in use, held for another organization, or was never
 * opened, most of these so long ago that they are over.
 */
const fate = `CASE WHEN is_connected THEN CASE WHEN i % 200 = 90 THEN 'revoked' ELSE 'connected' END
  WHEN i % 100 < 98 THEN 'in-use' WHEN i % 100 = 98 THEN 'held' ELSE 'unused' END`;
const invitations = `INSERT INTO invitations (id, customer, customer_id, expected_domain, token_hash, created_by, created_at, expires_at, opened_at,
    redeemed_at, browser_hash, tenant_id, connection_id, signed_in_at, held_at, ended_at, ended_how, connected_at)
  SELECT ${id('invitation')}, customer, 'C-' || i, CASE fate WHEN 'held' THEN 'other-' ELSE '' END || domain, 'token' || i,
    jsonb_build_object('oid', person, 'name', admin), invited, invited + interval '7 days', used, used, CASE WHEN used IS NOT NULL THEN 'browser' || i END,
    CASE WHEN used IS NOT NULL THEN tenant END, CASE WHEN used IS NOT NULL THEN id END, used, CASE fate WHEN 'held' THEN used END,
    CASE fate WHEN 'revoked' THEN used + interval '1 day' END, CASE fate WHEN 'revoked' THEN 'revoked' END,
    CASE WHEN is_connected THEN created + interval '5 minutes' END
  FROM (SELECT *, CASE WHEN fate <> 'unused' THEN created END AS used,
      CASE WHEN fate = 'unused' AND i % 2000 = 99 THEN now() - make_interval(hours => i % 160) ELSE created - interval '1 day' END AS invited
    FROM (SELECT *, ${fate} AS fate FROM customers OFFSET 0) AS f) AS c`;

/** Steps take from seconds to hours; one entry of the day for each that was passed, as a write of facts counts it. */
const [shortest, longest] = [bucketOf(4_000), bucketOf(4 * 3_600_000)];
const times = `INSERT INTO support_daily (day, kind, key, bucket, count)
  SELECT (created AT TIME ZONE 'UTC')::date, 'time', key, ${shortest} + (i::bigint * 7919 * length(key) % ${longest - shortest})::int, count(*)
  FROM customers, unnest(ARRAY['check', 'create', 'approve', 'secure', 'prove', 'all']) AS key WHERE is_connected GROUP BY 1, 2, 3, 4
  ORDER BY 1`;
const problems = `INSERT INTO support_daily (day, kind, key, bucket, count)
  SELECT (created AT TIME ZONE 'UTC')::date, 'cause', cause, 3, count(*) FROM customers WHERE NOT is_connected AND cause IS NOT NULL
  GROUP BY 1, 2, 3, 4`;

/**
 * The rows of the list; `$1` owns some of them, as many as one person can look after, whatever the size. The counters follow by their own
 * trigger.
 */
export const cases = `INSERT INTO support_cases (connection_id, tenant_id, cloud, state, tab, step, cause, organization, domain, admin_name,
    admin_account, app_id, sort_name, created_at, activity_at, signed_in_at, since, turns_at, turns_to, key_expires_at, connected_at, owner_oid,
    follow_up_on, customer, customer_id, recheck_at)
  SELECT id, tenant, 'global', CASE WHEN is_connected THEN 'connected' ELSE 'attention' END, tab,
    CASE WHEN is_connected THEN 'done' ELSE ${pick(['check', 'create', 'approve', 'secure'], 'i / 100')} END, cause, organization, domain, admin,
    account, app, lower(organization), created, created + interval '6 minutes', created, created + interval '6 minutes',
    CASE tab WHEN 'healthy' THEN now() + make_interval(days => 1 + i % 670) END, CASE tab WHEN 'healthy' THEN 'expiring' END,
    CASE tab WHEN 'healthy' THEN now() + make_interval(days => 61 + i % 670) WHEN 'expiring' THEN now() + make_interval(days => 1 + i % 59)
      WHEN 'drifted' THEN now() + make_interval(days => 61 + i % 670) END,
    CASE WHEN is_connected THEN created + interval '5 minutes' END,
    CASE WHEN i <= 10000 AND i % 199 = 95 THEN $1::uuid END, CASE WHEN i <= 10000 AND i % 197 = 93 THEN current_date END,
    customer, 'C-' || i, CASE WHEN i <= 10000 AND i % 193 = 91 THEN now() END
  FROM customers`;

/** The audit as the portal appends it, with its chain: a line of each kind for every customer, in the order of time. */
const audit = `DO $do$
  DECLARE
    line record; head audit_head%ROWTYPE; next_hash bytea;
  BEGIN
    SELECT * INTO STRICT head FROM audit_head WHERE id = 1;
    FOR line IN SELECT (extract(epoch FROM created) * 1000000)::bigint + n AS micros, actor, action, tenant, id
        FROM customers, unnest(ARRAY['portal', person || '@' || tenant, 'portal'],
          ARRAY['admin.signed-in', 'plan.accepted', 'connection.completed']) WITH ORDINALITY AS l (actor, action, n) ORDER BY 1, i LOOP
      next_hash := audit_hash(head.hash, head.seq + 1, line.micros, line.actor, line.action, line.tenant, line.id, '{}');
      INSERT INTO audit_lines (seq, at_micros, actor, action, tenant_id, connection_id, details, previous_hash, hash)
        VALUES (head.seq + 1, line.micros, line.actor, line.action, line.tenant, line.id, '{}', head.hash, next_hash);
      head.seq := head.seq + 1; head.hash := next_hash;
    END LOOP;
    UPDATE audit_head SET seq = head.seq, hash = head.hash WHERE id = 1;
  END $do$`;

/** All but the list, in the order of their foreign keys. */
export const rows: readonly string[] = [connections, credentials, operations, audit, supportTerms, times, problems, invitations];
