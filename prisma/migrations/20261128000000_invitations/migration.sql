-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL,
    "customer" TEXT NOT NULL,
    "customer_id" TEXT NOT NULL,
    "expected_tenant_id" UUID,
    "expected_domain" TEXT,
    "contact" TEXT,
    "note" TEXT,
    "via" TEXT NOT NULL DEFAULT 'link',
    "token_hash" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "redeemed_at" TIMESTAMPTZ(3),
    "browser_hash" TEXT,
    "tenant_id" UUID,
    "connection_id" UUID,
    "signed_in_at" TIMESTAMPTZ(3),
    "held_at" TIMESTAMPTZ(3),
    "released_at" TIMESTAMPTZ(3),
    "released_by" JSONB,
    "ended_at" TIMESTAMPTZ(3),
    "ended_how" TEXT,

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "used_launches" (
    "id_hash" TEXT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "used_launches_pkey" PRIMARY KEY ("id_hash")
);

-- CreateIndex
CREATE UNIQUE INDEX "invitations_token_hash_key" ON "invitations"("token_hash");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_browser_hash_key" ON "invitations"("browser_hash");

-- CreateIndex
CREATE INDEX "invitations_created_at_id_idx" ON "invitations"("created_at", "id");

-- CreateIndex
CREATE INDEX "invitations_expires_at_id_idx" ON "invitations"("expires_at", "id");

-- CreateIndex
CREATE INDEX "invitations_connection_id_idx" ON "invitations"("connection_id");

-- CreateIndex
CREATE INDEX "invitations_tenant_id_idx" ON "invitations"("tenant_id");

-- CreateIndex
CREATE INDEX "used_launches_expires_at_idx" ON "used_launches"("expires_at");

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- Which invitation led to a connection, what it expects, and what was decided about it; see lib/domain/invitation.ts.
ALTER TABLE "connections" ADD COLUMN "invitation" JSONB;
GRANT SELECT (invitation) ON connections TO portal_staff;

ALTER TABLE invitations
  ADD CONSTRAINT invitations_expected CHECK ((expected_tenant_id IS NULL) <> (expected_domain IS NULL)),
  ADD CONSTRAINT invitations_domain CHECK (expected_domain = lower(expected_domain)),
  ADD CONSTRAINT invitations_via CHECK (via IN ('link', 'launch')),
  -- a signed launch has no token of ours: it is redeemed at its birth
  ADD CONSTRAINT invitations_token CHECK (token_hash IS NOT NULL OR (via = 'launch' AND browser_hash IS NOT NULL)),
  ADD CONSTRAINT invitations_redeemed CHECK ((redeemed_at IS NULL) = (browser_hash IS NULL)),
  ADD CONSTRAINT invitations_released CHECK ((released_at IS NULL) = (released_by IS NULL)),
  ADD CONSTRAINT invitations_end CHECK ((ended_at IS NULL) = (ended_how IS NULL) AND (ended_how IS NULL OR ended_how IN ('revoked', 'refused')));

ALTER TABLE invitations ENABLE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;

-- The portal notes what became of an invitation. What is expected, and whether an unexpected organization is let through, is not its to write.
GRANT SELECT ON invitations TO portal_app;
GRANT UPDATE (opened_at, redeemed_at, browser_hash, tenant_id, connection_id, signed_in_at, held_at) ON invitations TO portal_app;
GRANT INSERT (id, customer, customer_id, expected_tenant_id, expected_domain, via, created_by, expires_at, opened_at, redeemed_at, browser_hash)
  ON invitations TO portal_app;
CREATE POLICY in_tenant ON invitations FOR SELECT TO portal_app
  USING (tenant_id = NULLIF(current_setting('portal.tenant', true), '')::uuid);
CREATE POLICY in_tenant_changes ON invitations FOR UPDATE TO portal_app
  USING (tenant_id = NULLIF(current_setting('portal.tenant', true), '')::uuid);

-- Whoever brings a token, or the secret of the browser that redeemed it, has no tenant yet: a transaction that named its hash sees that one row.
CREATE POLICY by_link ON invitations FOR SELECT TO portal_app
  USING (token_hash = NULLIF(current_setting('portal.link_hash', true), '')
    OR browser_hash = NULLIF(current_setting('portal.browser_hash', true), ''));
CREATE POLICY by_link_changes ON invitations FOR UPDATE TO portal_app
  USING (token_hash = NULLIF(current_setting('portal.link_hash', true), '')
    OR browser_hash = NULLIF(current_setting('portal.browser_hash', true), ''));
CREATE POLICY launched ON invitations FOR INSERT TO portal_app
  WITH CHECK (via = 'launch' AND browser_hash = NULLIF(current_setting('portal.browser_hash', true), ''));

-- Support invites, extends, replaces, revokes, releases and refuses. It writes hashes of tokens and never reads one.
GRANT SELECT (id, customer, customer_id, expected_tenant_id, expected_domain, contact, note, via, created_at, created_by, expires_at, opened_at,
    redeemed_at, tenant_id, connection_id, signed_in_at, held_at, released_at, released_by, ended_at, ended_how)
  ON invitations TO portal_staff;
GRANT INSERT (id, customer, customer_id, expected_tenant_id, expected_domain, contact, note, token_hash, created_at, created_by, expires_at)
  ON invitations TO portal_staff;
GRANT UPDATE (contact, note, token_hash, expires_at, opened_at, redeemed_at, browser_hash, released_at, released_by, ended_at, ended_how)
  ON invitations TO portal_staff;
CREATE POLICY staff_all ON invitations TO portal_staff USING (true) WITH CHECK (true);

-- A launch link is good for one use: its id is a primary key, and the worker takes it away once the link has expired.
GRANT SELECT (id_hash), INSERT ON used_launches TO portal_app;
GRANT SELECT (id_hash, expires_at), DELETE ON used_launches TO portal_worker;
