-- CreateTable
CREATE TABLE "connections" (
    "id" UUID NOT NULL,
    "cloud" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "epoch" INTEGER NOT NULL DEFAULT 0,
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "admin" JSONB NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,
    "observed" JSONB,
    "accepted_at" TIMESTAMPTZ(3),
    "accepted_by" JSONB,
    "manifest_hash" TEXT,
    "set_aside" JSONB NOT NULL DEFAULT '[]',
    "left_out" JSONB NOT NULL DEFAULT '[]',
    "created_resources" JSONB NOT NULL DEFAULT '[]',
    "application_object_id" UUID,
    "app_id" UUID,
    "service_principal_id" UUID,
    "waiting_since" TIMESTAMPTZ(3),
    "wait_reason" TEXT,
    "not_before" TIMESTAMPTZ(3),
    "stable_at" TIMESTAMPTZ(3),
    "consent_requested_at" TIMESTAMPTZ(3),
    "consent_returned_at" TIMESTAMPTZ(3),
    "consent_by" JSONB,
    "grants_complete_at" TIMESTAMPTZ(3),
    "proof" JSONB,
    "connected_at" TIMESTAMPTZ(3),
    "problem" JSONB,

    CONSTRAINT "connections_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "credentials" (
    "attempt" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "application_object_id" UUID NOT NULL,
    "state" TEXT NOT NULL,
    "intended_at" TIMESTAMPTZ(3) NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "key_id" UUID,
    "jwe" TEXT,
    "sealed_at" TIMESTAMPTZ(3),
    "seal_thumbprint" TEXT,
    "delivery_started_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "store_receipt" TEXT,
    "proved_at" TIMESTAMPTZ(3),
    "unknown_at" TIMESTAMPTZ(3),
    "proof" JSONB,

    CONSTRAINT "credentials_pkey" PRIMARY KEY ("attempt")
);

-- CreateTable
CREATE TABLE "operations" (
    "id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "epoch" INTEGER NOT NULL,
    "change" TEXT NOT NULL,
    "actor" TEXT NOT NULL,
    "intended_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "ended_at" TIMESTAMPTZ(3),
    "outcome" TEXT,
    "detail" TEXT,
    "problem_code" TEXT,
    "calls" JSONB NOT NULL DEFAULT '[]',

    CONSTRAINT "operations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "consent_requests" (
    "state_hash" TEXT NOT NULL,
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "session_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "consent_requests_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "sessions" (
    "id_hash" TEXT NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "person" JSONB NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "sealed_token" TEXT,
    "token_expires_at" TIMESTAMPTZ(3),

    CONSTRAINT "sessions_pkey" PRIMARY KEY ("id_hash")
);

-- CreateTable
CREATE TABLE "used_states" (
    "state_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_states_pkey" PRIMARY KEY ("state_hash")
);

-- CreateTable
CREATE TABLE "stored_credentials" (
    "attempt" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "key_id" UUID NOT NULL,
    "starts_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "jwe" TEXT NOT NULL,
    "seal_thumbprint" TEXT NOT NULL,
    "stored_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "stored_credentials_pkey" PRIMARY KEY ("attempt")
);

-- CreateTable
CREATE TABLE "audit_lines" (
    "seq" BIGINT NOT NULL,
    "at_micros" BIGINT NOT NULL,
    "actor" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "tenant_id" UUID,
    "connection_id" UUID,
    "details" TEXT NOT NULL,
    "previous_hash" BYTEA NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_lines_pkey" PRIMARY KEY ("seq")
);

-- CreateTable
CREATE TABLE "audit_head" (
    "id" INTEGER NOT NULL DEFAULT 1,
    "seq" BIGINT NOT NULL,
    "hash" BYTEA NOT NULL,

    CONSTRAINT "audit_head_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "connections_cloud_tenant_id_key" ON "connections"("cloud", "tenant_id");

-- CreateIndex
CREATE INDEX "credentials_connection_id_intended_at_idx" ON "credentials"("connection_id", "intended_at");

-- CreateIndex
CREATE INDEX "operations_connection_id_intended_at_idx" ON "operations"("connection_id", "intended_at");

-- CreateIndex
CREATE INDEX "consent_requests_expires_at_idx" ON "consent_requests"("expires_at");

-- CreateIndex
CREATE INDEX "sessions_last_seen_at_idx" ON "sessions"("last_seen_at");

-- CreateIndex
CREATE INDEX "sessions_connection_id_idx" ON "sessions"("connection_id");

-- CreateIndex
CREATE INDEX "used_states_expires_at_idx" ON "used_states"("expires_at");

-- CreateIndex
CREATE INDEX "stored_credentials_tenant_id_stored_at_idx" ON "stored_credentials"("tenant_id", "stored_at");

-- AddForeignKey
ALTER TABLE "credentials" ADD CONSTRAINT "credentials_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "operations" ADD CONSTRAINT "operations_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "consent_requests" ADD CONSTRAINT "consent_requests_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;



-- Roles. The portal logs in as the owner of the tables and steps down into one of these for every transaction (SET LOCAL ROLE).
-- Roles belong to the whole server, so they may exist already.
DO $$
DECLARE role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['portal_app', 'portal_store_writer', 'portal_store_reader'] LOOP
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
    END;
    BEGIN
      EXECUTE format('GRANT %I TO CURRENT_USER', role_name);
    EXCEPTION WHEN unique_violation THEN NULL;
    END;
  END LOOP;
END $$;

GRANT USAGE ON SCHEMA public TO portal_app, portal_store_writer, portal_store_reader;
GRANT SELECT, INSERT, UPDATE ON connections, credentials, operations TO portal_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON consent_requests, sessions, used_states TO portal_app;

-- The writer of the store can put a record and recognize it again; it can never read what is sealed in it, change it or delete it.
GRANT INSERT ON stored_credentials TO portal_store_writer;
GRANT SELECT (attempt, connection_id, tenant_id, app_id, key_id, starts_at, expires_at, seal_thumbprint, stored_at)
  ON stored_credentials TO portal_store_writer;
GRANT SELECT ON stored_credentials TO portal_store_reader;

-- Second net under the tenant filter of lib/data: a row is visible only in a transaction that named its tenant.
DO $$
DECLARE table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['connections', 'credentials', 'operations', 'consent_requests'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', table_name);
    EXECUTE format(
      'CREATE POLICY tenant_only ON %I TO portal_app USING (tenant_id = NULLIF(current_setting(''portal.tenant'', true), '''')::uuid) WITH CHECK (tenant_id = NULLIF(current_setting(''portal.tenant'', true), '''')::uuid)',
      table_name);
  END LOOP;
END $$;

-- Audit: append-only, hash-chained. Each line hashes the one before it and its own fields, every field with its length in front, the
-- time as microseconds since 1970 (never its text form, which depends on settings).
CREATE FUNCTION audit_hash(
  p_previous bytea, p_seq bigint, p_at_micros bigint, p_actor text, p_action text, p_tenant uuid, p_connection uuid, p_details text
) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
  SELECT sha256(
    p_previous || int8send(p_seq) || int8send(p_at_micros)
    || int4send(octet_length(p_actor)) || convert_to(p_actor, 'UTF8')
    || int4send(octet_length(p_action)) || convert_to(p_action, 'UTF8')
    || COALESCE(uuid_send(p_tenant), '\x'::bytea) || int4send(CASE WHEN p_tenant IS NULL THEN 0 ELSE 16 END)
    || COALESCE(uuid_send(p_connection), '\x'::bytea) || int4send(CASE WHEN p_connection IS NULL THEN 0 ELSE 16 END)
    || int4send(octet_length(p_details)) || convert_to(p_details, 'UTF8')
  )
$$;

INSERT INTO audit_head (id, seq, hash) VALUES (1, 0, sha256(convert_to('defender-connect audit chain', 'UTF8')));

CREATE FUNCTION append_audit(p_actor text, p_action text, p_tenant uuid, p_connection uuid, p_details text)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
  head audit_head%ROWTYPE;
  now_micros bigint := floor(extract(epoch FROM clock_timestamp()) * 1000000);
  new_hash bytea;
BEGIN
  SELECT * INTO STRICT head FROM audit_head WHERE id = 1 FOR UPDATE;
  new_hash := audit_hash(head.hash, head.seq + 1, now_micros, p_actor, p_action, p_tenant, p_connection, p_details);
  INSERT INTO audit_lines (seq, at_micros, actor, action, tenant_id, connection_id, details, previous_hash, hash)
  VALUES (head.seq + 1, now_micros, p_actor, p_action, p_tenant, p_connection, p_details, head.hash, new_hash);
  UPDATE audit_head SET seq = head.seq + 1, hash = new_hash WHERE id = 1;
  RETURN head.seq + 1;
END $$;

-- Nobody changes a line, the owner's careless hand included.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit lines are append-only';
END $$;
CREATE TRIGGER audit_lines_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_lines
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

REVOKE ALL ON FUNCTION append_audit(text, text, uuid, uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_audit(text, text, uuid, uuid, text) TO portal_app;
