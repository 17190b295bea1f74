-- A case says whose it is, as its invitation calls the customer, and is found by that.
ALTER TABLE support_cases ADD COLUMN "customer" TEXT, ADD COLUMN "customer_id" TEXT;
GRANT UPDATE (customer, customer_id) ON support_cases TO portal_app;

-- In the order of ends of keys, who has none comes last, and a page behind any row is a range of an index.
CREATE INDEX support_cases_tab_expires ON support_cases (tab, (COALESCE(key_expires_at, 'infinity'::timestamptz)), connection_id);
CREATE INDEX support_cases_expires ON support_cases ((COALESCE(key_expires_at, 'infinity'::timestamptz)), connection_id);
CREATE INDEX support_cases_caused_ends ON support_cases (cause, (COALESCE(key_expires_at, 'infinity'::timestamptz)), connection_id)
  WHERE cause IS NOT NULL;
CREATE INDEX support_cases_stepped_ends ON support_cases (step, (COALESCE(key_expires_at, 'infinity'::timestamptz)), connection_id)
  WHERE step <> 'done';
DROP INDEX "support_cases_tab_key_expires_at_connection_id_idx", "support_cases_key_expires_at_connection_id_idx", support_cases_caused_expires,
  support_cases_stepped_expires;

-- Cases of which somebody has asked for a re-check, and whose customer has not signed in since: few.
CREATE INDEX support_cases_rechecked ON support_cases (recheck_at) WHERE recheck_at IS NOT NULL AND signed_in_at <= recheck_at;

-- What is there already. Names are compared as the product does it, but for marks of a few scripts; each sign-in writes a connection's terms anew.
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
ALTER TABLE support_cases NO FORCE ROW LEVEL SECURITY;
ALTER TABLE support_terms NO FORCE ROW LEVEL SECURITY;
UPDATE support_cases c SET customer = n.invitation ->> 'customer', customer_id = n.invitation ->> 'customerId'
  FROM connections n WHERE n.id = c.connection_id AND n.invitation IS NOT NULL;
WITH said AS (
  SELECT id, tenant_id, invitation ->> 'customer' AS text, true AS is_name FROM connections
  UNION ALL SELECT id, tenant_id, invitation ->> 'customerId', false FROM connections
  UNION ALL SELECT id, tenant_id, invitation -> 'expected' ->> 'domain', false FROM connections
  UNION ALL SELECT id, tenant_id, d.name, false FROM connections, LATERAL (
    SELECT name FROM jsonb_array_elements_text(CASE jsonb_typeof(observed -> 'organization' -> 'domains')
      WHEN 'array' THEN observed -> 'organization' -> 'domains' ELSE '[]' END) AS name LIMIT 100) AS d
), plain AS (
  SELECT id, tenant_id, is_name, btrim(regexp_replace(lower(regexp_replace(normalize(text, NFKD),
    '[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+', '', 'g')), '[[:cntrl:][:space:]]+', ' ', 'g')) AS text
  FROM said WHERE text <> ''
), worded AS (
  SELECT id, tenant_id, text, CASE WHEN is_name THEN array_remove(regexp_split_to_array(text, '[^[:alnum:]]+'), '') END AS word FROM plain
)
INSERT INTO support_terms (term, connection_id, tenant_id)
  SELECT DISTINCT left(term, 80), id, tenant_id
  FROM (SELECT id, tenant_id, text AS term FROM worded
    UNION ALL SELECT id, tenant_id, array_to_string(word[n:], ' ') FROM worded, generate_series(1, least(cardinality(word), 6)) AS n) AS t
  WHERE term <> ''
  ON CONFLICT DO NOTHING;
ALTER TABLE support_terms FORCE ROW LEVEL SECURITY;
ALTER TABLE support_cases FORCE ROW LEVEL SECURITY;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
ANALYZE support_cases;
