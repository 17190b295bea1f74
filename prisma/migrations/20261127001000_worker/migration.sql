-- The background worker: when a connection is due, how often a delivery was tried, when its alarm was raised.
ALTER TABLE "connections" ADD COLUMN "due_at" TIMESTAMPTZ(3);
ALTER TABLE "credentials" ADD COLUMN "delivery_tries" INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN "delivery_alarmed_at" TIMESTAMPTZ(3);

-- CreateIndex
CREATE INDEX "connections_due_at_idx" ON "connections"("due_at");

-- CreateIndex
CREATE INDEX "connections_lease_until_idx" ON "connections"("lease_until");

-- CreateIndex
CREATE INDEX "sessions_token_expires_at_idx" ON "sessions"("token_expires_at");

-- What is under way at the moment of this migration is looked at once.
ALTER TABLE "connections" NO FORCE ROW LEVEL SECURITY;
UPDATE "connections" SET "due_at" = now() WHERE "state" IN ('sealed', 'delivering', 'verifying');
ALTER TABLE "connections" FORCE ROW LEVEL SECURITY;

-- Whoever looks for work sees of all tenants which connection is due and nothing else of it; the work itself is done as portal_app in
-- one tenant. Whoever sweeps can take away what is over by the database's clock, and reads neither a person nor a token.
DO $$
BEGIN
  BEGIN
    CREATE ROLE portal_worker NOLOGIN;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END;
  BEGIN
    GRANT portal_worker TO CURRENT_USER;
  EXCEPTION WHEN unique_violation THEN NULL;
  END;
END $$;

GRANT USAGE ON SCHEMA public TO portal_worker;
GRANT SELECT (id, tenant_id, due_at, lease_until) ON connections TO portal_worker;
GRANT SELECT (state_hash, expires_at), DELETE ON consent_requests, used_states TO portal_worker;
GRANT SELECT (id_hash, last_seen_at, token_expires_at), UPDATE (sealed_token, token_expires_at), DELETE ON sessions TO portal_worker;

CREATE POLICY worker_finds ON connections FOR SELECT TO portal_worker USING (true);
CREATE POLICY worker_sees_over ON consent_requests FOR SELECT TO portal_worker USING (expires_at < now());
CREATE POLICY worker_sweeps ON consent_requests FOR DELETE TO portal_worker USING (expires_at < now());
