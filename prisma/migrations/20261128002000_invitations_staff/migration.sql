-- Whether an organization is invited already is asked for every row of a file; Prisma cannot express indexes over few of the rows.
CREATE INDEX invitations_expected_domain ON invitations (expected_domain) WHERE ended_at IS NULL AND expected_domain IS NOT NULL;
CREATE INDEX invitations_expected_tenant ON invitations (expected_tenant_id) WHERE ended_at IS NULL AND expected_tenant_id IS NOT NULL;
-- The list begins with what waits for a decision.
CREATE INDEX invitations_held ON invitations (held_at, id) WHERE held_at IS NOT NULL AND released_at IS NULL AND ended_at IS NULL;
