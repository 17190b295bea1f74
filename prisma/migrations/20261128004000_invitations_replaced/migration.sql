-- A new link is nobody's: a wrong account that signed in with the old one must not keep the right one out.
GRANT UPDATE (tenant_id, connection_id, signed_in_at, held_at) ON invitations TO portal_staff;

-- Support empties these columns. What stands in them is the portal's to write.
CREATE FUNCTION invitations_emptied() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog AS $$
BEGIN
  RAISE insufficient_privilege USING MESSAGE = 'support may only empty what a sign-in has written of an invitation';
END $$;
CREATE TRIGGER invitations_emptied BEFORE UPDATE ON invitations FOR EACH ROW
  WHEN (current_user = 'portal_staff' AND (
    (NEW.tenant_id IS NOT NULL AND NEW.tenant_id IS DISTINCT FROM OLD.tenant_id)
    OR (NEW.connection_id IS NOT NULL AND NEW.connection_id IS DISTINCT FROM OLD.connection_id)
    OR (NEW.signed_in_at IS NOT NULL AND NEW.signed_in_at IS DISTINCT FROM OLD.signed_in_at)
    OR (NEW.held_at IS NOT NULL AND NEW.held_at IS DISTINCT FROM OLD.held_at)))
  EXECUTE FUNCTION invitations_emptied();
