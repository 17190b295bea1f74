-- Support sees how a link to a colleague stands, as the customer does: every column but the hashes of its token and its browser.
GRANT SELECT (id, tenant_id, connection_id, created_at, created_by, expires_at, opened_at, approver, redeemed_at, signed_in_at, setback, ended_at,
    ended_how)
  ON approval_links TO portal_staff;
CREATE POLICY staff_reads_all ON approval_links FOR SELECT TO portal_staff USING (true);
