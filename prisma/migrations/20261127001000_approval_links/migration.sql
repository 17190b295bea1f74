-- CreateTable
CREATE TABLE "approval_links" (
    "id" UUID NOT NULL,
    "tenant_id" UUID NOT NULL,
    "connection_id" UUID NOT NULL,
    "token_hash" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "created_by" JSONB NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "browser_hash" TEXT,
    "approver" JSONB,
    "redeemed_at" TIMESTAMPTZ(3),
    "signed_in_at" TIMESTAMPTZ(3),
    "setback" JSONB,
    "ended_at" TIMESTAMPTZ(3),
    "ended_how" TEXT,

    CONSTRAINT "approval_links_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "approval_links_token_hash_key" ON "approval_links"("token_hash");

-- CreateIndex
CREATE INDEX "approval_links_connection_id_created_at_idx" ON "approval_links"("connection_id", "created_at");

-- AddForeignKey
ALTER TABLE "approval_links" ADD CONSTRAINT "approval_links_connection_id_fkey" FOREIGN KEY ("connection_id") REFERENCES "connections"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- An end has a time and a way, or neither.
ALTER TABLE approval_links ADD CONSTRAINT approval_links_end
  CHECK ((ended_at IS NULL) = (ended_how IS NULL) AND (ended_how IS NULL OR ended_how IN ('approved', 'revoked', 'replaced', 'expired')));

-- No link is deleted: its row says who approved.
GRANT SELECT, INSERT, UPDATE ON approval_links TO portal_app;

ALTER TABLE approval_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE approval_links FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_only ON approval_links TO portal_app
  USING (tenant_id = NULLIF(current_setting('portal.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = NULLIF(current_setting('portal.tenant', true), '')::uuid);

-- Whoever brings a link's token has no tenant yet: a transaction that named the token's hash may read that one row, and write nothing.
CREATE POLICY by_token ON approval_links FOR SELECT TO portal_app
  USING (token_hash = NULLIF(current_setting('portal.link_hash', true), ''));
