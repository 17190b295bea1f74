-- Support gives a link to a colleague more time while it is good and nobody has signed in with it: from then on it is in one browser's cookie, and
-- lives as long as that. What is over stays over.
GRANT UPDATE (expires_at) ON approval_links TO portal_staff;
CREATE POLICY staff_extends ON approval_links FOR UPDATE TO portal_staff
  USING (ended_at IS NULL AND redeemed_at IS NULL AND expires_at > now()) WITH CHECK (ended_at IS NULL AND redeemed_at IS NULL);
