-- Support gives a link to a colleague more time while it is open; what has ended stays ended.
GRANT UPDATE (expires_at) ON approval_links TO portal_staff;
CREATE POLICY staff_extends ON approval_links FOR UPDATE TO portal_staff USING (ended_at IS NULL) WITH CHECK (ended_at IS NULL);
