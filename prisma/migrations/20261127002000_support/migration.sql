-- What the support dashboard reads: one narrow row per connection, written with the connection's own facts; counters kept by triggers, so
-- that no page counts rows; notes, readers and the check of the audit chain.

-- CreateTable
CREATE TABLE "support_cases" (
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "cloud" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "tab" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "cause" TEXT,
    "organization" TEXT,
    "domain" TEXT,
    "admin_name" TEXT NOT NULL,
    "admin_account" TEXT NOT NULL,
    "app_id" UUID,
    "sort_name" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "activity_at" TIMESTAMPTZ(3) NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "turns_at" TIMESTAMPTZ(3),
    "turns_to" TEXT,
    "key_expires_at" TIMESTAMPTZ(3),
    "connected_at" TIMESTAMPTZ(3),
    "owner_oid" UUID,
    "follow_up_on" DATE,
    "recheck_at" TIMESTAMPTZ(3),
    "recheck_by" UUID,
    "recheck_delivery" TEXT,

    CONSTRAINT "support_cases_pkey" PRIMARY KEY ("connection_id")
);

-- CreateTable
CREATE TABLE "support_terms" (
    "term" TEXT COLLATE "C" NOT NULL,
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,

    CONSTRAINT "support_terms_pkey" PRIMARY KEY ("term","connection_id")
);

-- CreateTable
CREATE TABLE "support_counts" (
    "tab" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "expires_month" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "support_counts_pkey" PRIMARY KEY ("tab","step","cause","expires_month")
);

-- CreateTable
CREATE TABLE "support_cohorts" (
    "began_on" DATE NOT NULL,
    "tab" TEXT NOT NULL,
    "step" TEXT NOT NULL,
    "cause" TEXT NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "support_cohorts_pkey" PRIMARY KEY ("began_on","tab","step","cause")
);

-- CreateTable
CREATE TABLE "support_daily" (
    "day" DATE NOT NULL,
    "kind" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "count" BIGINT NOT NULL,

    CONSTRAINT "support_daily_pkey" PRIMARY KEY ("day","kind","key","bucket")
);

-- CreateTable
CREATE TABLE "support_staff" (
    "oid" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "support_staff_pkey" PRIMARY KEY ("oid")
);

-- CreateTable
CREATE TABLE "support_notes" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "by_oid" UUID NOT NULL,
    "text" TEXT NOT NULL,

    CONSTRAINT "support_notes_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "support_reads" (
    "connection_id" UUID NOT NULL,
    "oid" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "support_reads_pkey" PRIMARY KEY ("connection_id","oid")
);

-- CreateTable
CREATE TABLE "audit_checks" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "checked_to" BIGINT NOT NULL DEFAULT 0,
    "checked_hash" BYTEA NOT NULL,
    "checked_at" TIMESTAMPTZ(3),
    "first_bad" BIGINT,
    "finished" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "audit_checks_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "support_cases_tab_activity_at_connection_id_idx" ON "support_cases"("tab", "activity_at", "connection_id");
CREATE INDEX "support_cases_tab_since_connection_id_idx" ON "support_cases"("tab", "since", "connection_id");
CREATE INDEX "support_cases_tab_sort_name_connection_id_idx" ON "support_cases"("tab", "sort_name", "connection_id");
CREATE INDEX "support_cases_tab_key_expires_at_connection_id_idx" ON "support_cases"("tab", "key_expires_at", "connection_id");
CREATE INDEX "support_cases_tab_created_at_connection_id_idx" ON "support_cases"("tab", "created_at", "connection_id");
CREATE INDEX "support_cases_tab_step_since_connection_id_idx" ON "support_cases"("tab", "step", "since", "connection_id");
CREATE INDEX "support_cases_activity_at_connection_id_idx" ON "support_cases"("activity_at", "connection_id");
CREATE INDEX "support_cases_since_connection_id_idx" ON "support_cases"("since", "connection_id");
CREATE INDEX "support_cases_sort_name_connection_id_idx" ON "support_cases"("sort_name", "connection_id");
CREATE INDEX "support_cases_key_expires_at_connection_id_idx" ON "support_cases"("key_expires_at", "connection_id");
CREATE INDEX "support_cases_created_at_connection_id_idx" ON "support_cases"("created_at", "connection_id");
CREATE INDEX "support_cases_step_activity_at_connection_id_idx" ON "support_cases"("step", "activity_at", "connection_id");
CREATE INDEX "support_cases_tenant_id_idx" ON "support_cases"("tenant_id");
CREATE INDEX "support_cases_app_id_idx" ON "support_cases"("app_id");
CREATE INDEX "support_terms_connection_id_idx" ON "support_terms"("connection_id");
CREATE INDEX "support_notes_connection_id_at_idx" ON "support_notes"("connection_id", "at");
CREATE INDEX "audit_lines_connection_id_seq_idx" ON "audit_lines"("connection_id", "seq");
CREATE INDEX "audit_lines_tenant_id_seq_idx" ON "audit_lines"("tenant_id", "seq");
CREATE INDEX "audit_lines_actor_seq_idx" ON "audit_lines"("actor", "seq");
CREATE INDEX "audit_lines_action_seq_idx" ON "audit_lines"("action", "seq");
CREATE INDEX "audit_lines_at_micros_idx" ON "audit_lines"("at_micros");

-- AddForeignKey
ALTER TABLE "support_cases" ADD CONSTRAINT "support_cases_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "support_notes" ADD CONSTRAINT "support_notes_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;


-- Indexes over few of the rows; Prisma cannot express them.
CREATE INDEX support_cases_turns ON support_cases (turns_at) WHERE turns_at IS NOT NULL;
CREATE INDEX support_cases_owned ON support_cases (owner_oid, activity_at, connection_id) WHERE owner_oid IS NOT NULL;
CREATE INDEX support_cases_caused ON support_cases (cause, tab, since, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_due ON support_cases (follow_up_on) WHERE follow_up_on IS NOT NULL;

-- The counters. One statement, one sorted set of differences: two writers take the counters' rows in the same order.
CREATE FUNCTION support_month(p_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT COALESCE(to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM'), '')
$$;

CREATE FUNCTION support_cases_counted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO support_counts AS c (tab, step, cause, expires_month, count)
      SELECT tab, step, COALESCE(cause, ''), support_month(key_expires_at), count(*) FROM came GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (tab, step, cause, expires_month) DO UPDATE SET count = c.count + EXCLUDED.count;
    INSERT INTO support_cohorts AS c (began_on, tab, step, cause, count)
      SELECT (created_at AT TIME ZONE 'UTC')::date, tab, step, COALESCE(cause, ''), count(*) FROM came GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
      ON CONFLICT (began_on, tab, step, cause) DO UPDATE SET count = c.count + EXCLUDED.count;
    RETURN NULL;
  END IF;
  INSERT INTO support_counts AS c (tab, step, cause, expires_month, count)
    SELECT tab, step, COALESCE(cause, ''), support_month(key_expires_at), sum(difference)
      FROM (SELECT tab, step, cause, key_expires_at, 1 AS difference FROM came
            UNION ALL SELECT tab, step, cause, key_expires_at, -1 FROM went) AS changed
      GROUP BY 1, 2, 3, 4 HAVING sum(difference) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (tab, step, cause, expires_month) DO UPDATE SET count = c.count + EXCLUDED.count;
  INSERT INTO support_cohorts AS c (began_on, tab, step, cause, count)
    SELECT (created_at AT TIME ZONE 'UTC')::date, tab, step, COALESCE(cause, ''), sum(difference)
      FROM (SELECT created_at, tab, step, cause, 1 AS difference FROM came
            UNION ALL SELECT created_at, tab, step, cause, -1 FROM went) AS changed
      GROUP BY 1, 2, 3, 4 HAVING sum(difference) <> 0 ORDER BY 1, 2, 3, 4
    ON CONFLICT (began_on, tab, step, cause) DO UPDATE SET count = c.count + EXCLUDED.count;
  RETURN NULL;
END $$;
CREATE TRIGGER support_cases_came AFTER INSERT ON support_cases REFERENCING NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION support_cases_counted();
CREATE TRIGGER support_cases_changed AFTER UPDATE ON support_cases REFERENCING OLD TABLE AS went NEW TABLE AS came
  FOR EACH STATEMENT EXECUTE FUNCTION support_cases_counted();

-- What is there already: its finer standing comes with its next change.
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
INSERT INTO support_cases (connection_id, tenant_id, cloud, state, tab, step, cause, organization, domain, admin_name, admin_account, app_id,
    sort_name, created_at, activity_at, signed_in_at, since, connected_at)
  SELECT id, tenant_id, cloud, state,
    CASE state WHEN 'connected' THEN 'healthy' WHEN 'attention' THEN 'needs-us' ELSE 'needs-customer' END,
    CASE WHEN connected_at IS NOT NULL THEN 'done' WHEN accepted_at IS NULL THEN 'check' WHEN stable_at IS NULL THEN 'create'
      WHEN grants_complete_at IS NULL THEN 'approve' ELSE 'secure' END,
    problem ->> 'code', observed -> 'organization' ->> 'name', observed -> 'organization' ->> 'domain',
    admin ->> 'name', admin ->> 'account', app_id, lower(COALESCE(observed -> 'organization' ->> 'name', admin ->> 'account')),
    created_at, updated_at, signed_in_at, updated_at, connected_at
  FROM connections;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
INSERT INTO support_terms (term, connection_id, tenant_id)
  SELECT DISTINCT left(lower(term), 80), connection_id, tenant_id
  FROM support_cases, unnest(ARRAY[organization, domain, admin_name, admin_account]) AS term WHERE COALESCE(term, '') <> '';

-- The check of the audit chain, so many lines at a time; a pass that is finished or has found a fault begins anew. Hashes stay in here.
INSERT INTO audit_checks (id, checked_hash) VALUES (1, sha256(convert_to('defender-connect audit chain', 'UTF8')));

CREATE FUNCTION check_audit(p_limit integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  pass audit_checks%ROWTYPE;
  head audit_head%ROWTYPE;
  bad bigint;
  last bigint;
  last_hash bytea;
BEGIN
  SELECT * INTO STRICT pass FROM audit_checks WHERE id = 1 FOR UPDATE;
  IF pass.finished OR pass.first_bad IS NOT NULL THEN
    pass.checked_to := 0;
    pass.checked_hash := sha256(convert_to('defender-connect audit chain', 'UTF8'));
  END IF;
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1;
  WITH next_lines AS (
    SELECT * FROM audit_lines WHERE seq > pass.checked_to AND seq <= head.seq ORDER BY seq LIMIT p_limit
  ), judged AS (
    SELECT seq, hash, pass.checked_to + row_number() OVER w AS expected,
      previous_hash = lag(hash, 1, pass.checked_hash) OVER w
        AND hash = audit_hash(previous_hash, seq, at_micros, actor, action, tenant_id, connection_id, details) AS fits
    FROM next_lines WINDOW w AS (ORDER BY seq)
  )
  SELECT min(expected) FILTER (WHERE NOT fits OR seq <> expected), max(seq), (array_agg(hash ORDER BY seq DESC))[1]
    INTO bad, last, last_hash FROM judged;
  last := COALESCE(last, pass.checked_to);
  last_hash := COALESCE(last_hash, pass.checked_hash);
  IF bad IS NULL AND last = pass.checked_to AND last < head.seq THEN bad := last + 1; END IF;
  IF bad IS NULL AND last = head.seq AND last_hash <> head.hash THEN bad := head.seq; END IF;
  UPDATE audit_checks SET
    checked_to = CASE WHEN bad IS NULL THEN last ELSE bad - 1 END,
    checked_hash = CASE WHEN bad IS NULL THEN last_hash ELSE pass.checked_hash END,
    checked_at = clock_timestamp(), first_bad = bad, finished = bad IS NULL AND last = head.seq
    WHERE id = 1;
END $$;

-- The role of the staff API: all tenants, the columns it shows, and no column that holds a sealed text, a token or a hash.
DO $$
BEGIN
  BEGIN
    CREATE ROLE portal_staff NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    EXECUTE 'GRANT portal_staff TO CURRENT_USER';
  EXCEPTION WHEN unique_violation THEN NULL;
  END;
END $$;

GRANT USAGE ON SCHEMA public TO portal_staff;
GRANT SELECT (id, cloud, tenant_id, state, epoch, created_at, admin, signed_in_at, challenge_answered_at,
    service_reference, observed, accepted_at, accepted_by, manifest_hash, set_aside,
    left_out, created_resources, application_object_id, app_id, service_principal_id, waiting_since, wait_reason, not_before, stable_at,
    consent_requested_at, consent_returned_at, consent_by, grants_complete_at, proof, connected_at, problem)
  ON connections TO portal_staff;
GRANT SELECT (attempt, connection_id, tenant_id, application_object_id, state, intended_at, starts_at, expires_at, key_id, sealed_at,
    seal_thumbprint, delivery_started_at, delivery_tries, delivery_alarmed_at, delivered_at, proved_at, unknown_at, proof)
  ON credentials TO portal_staff;
GRANT SELECT (id, connection_id, tenant_id, epoch, change, actor, intended_at, ended_at, outcome, detail, problem_code, calls)
  ON operations TO portal_staff;
GRANT SELECT ON support_cases, support_terms, support_counts, support_cohorts, support_daily, support_staff, support_notes, support_reads
  TO portal_staff;
GRANT UPDATE (tab, cause, since, turns_at, turns_to, owner_oid, follow_up_on, recheck_at, recheck_by, recheck_delivery)
  ON support_cases TO portal_staff;
GRANT INSERT ON support_notes TO portal_staff;
GRANT INSERT, UPDATE ON support_staff, support_reads TO portal_staff;
GRANT SELECT (seq, at_micros, actor, action, tenant_id, connection_id, details) ON audit_lines TO portal_staff;
GRANT SELECT (id, seq) ON audit_head TO portal_staff;
GRANT SELECT (id, checked_to, checked_at, first_bad, finished) ON audit_checks TO portal_staff;
GRANT EXECUTE ON FUNCTION append_audit(text, text, uuid, uuid, text) TO portal_staff;
REVOKE ALL ON FUNCTION check_audit(integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION check_audit(integer) TO portal_staff;
REVOKE ALL ON FUNCTION support_cases_counted() FROM PUBLIC;

-- The portal keeps the rows in step with its facts; what support wrote is not its to change.
GRANT SELECT, INSERT ON support_cases TO portal_app;
GRANT UPDATE (state, tab, step, cause, organization, domain, admin_name, admin_account, app_id, sort_name, activity_at, signed_in_at, since,
    turns_at, turns_to, key_expires_at, connected_at)
  ON support_cases TO portal_app;
GRANT SELECT, INSERT, DELETE ON support_terms TO portal_app;
GRANT SELECT, INSERT, UPDATE ON support_daily TO portal_app;

DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['support_cases', 'support_terms'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
      'CREATE POLICY tenant_only ON %I TO portal_app USING (tenant_id = NULLIF(current_setting(''portal.tenant'', true), '''')::uuid) WITH CHECK (tenant_id = NULLIF(current_setting(''portal.tenant'', true), '''')::uuid)',
      table_name);
    EXECUTE format('CREATE POLICY staff_sees_all ON %I TO portal_staff USING (true)', table_name);
  END LOOP;
  FOREACH table_name IN ARRAY ARRAY['connections', 'credentials', 'operations'] LOOP
    EXECUTE format('CREATE POLICY staff_reads_all ON %I FOR SELECT TO portal_staff USING (true)', table_name);
  END LOOP;
END $$;
