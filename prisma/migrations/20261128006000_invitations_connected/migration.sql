-- Whether an invitation's connection is connected, beside the invitation itself: its lists and counts go by it, and must not read past all the
-- invitations that did their job. The database keeps it, so that every version of the product does.
ALTER TABLE invitations ADD COLUMN "connected_at" TIMESTAMPTZ(3);
GRANT SELECT (connected_at) ON invitations TO portal_staff;
GRANT UPDATE (connected_at) ON invitations TO portal_app;

-- An invitation is bound to a connection, or to none any more.
CREATE FUNCTION invitation_bound() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.connected_at := (SELECT connected_at FROM connections WHERE id = NEW.connection_id);
  RETURN NEW;
END $$;
CREATE TRIGGER invitation_bound BEFORE UPDATE OF connection_id ON invitations FOR EACH ROW
  WHEN (NEW.connection_id IS DISTINCT FROM OLD.connection_id) EXECUTE FUNCTION invitation_bound();

-- A connection is connected, or is to be repaired. Its row is locked, as it is before every change of its invitation.
CREATE FUNCTION invitation_led() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE invitations SET connected_at = NEW.connected_at WHERE connection_id = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER invitation_led AFTER UPDATE OF connected_at ON connections FOR EACH ROW
  WHEN (NEW.connected_at IS DISTINCT FROM OLD.connected_at) EXECUTE FUNCTION invitation_led();

ALTER TABLE invitations NO FORCE ROW LEVEL SECURITY;
ALTER TABLE connections NO FORCE ROW LEVEL SECURITY;
UPDATE invitations i SET connected_at = c.connected_at FROM connections c WHERE c.id = i.connection_id AND c.connected_at IS NOT NULL;
ALTER TABLE connections FORCE ROW LEVEL SECURITY;
ALTER TABLE invitations FORCE ROW LEVEL SECURITY;

-- Each list in its own order.
DROP INDEX invitations_in_use, invitations_held;
CREATE INDEX invitations_in_use ON invitations (signed_in_at, id) WHERE ended_at IS NULL AND connected_at IS NULL AND signed_in_at IS NOT NULL;
CREATE INDEX invitations_held ON invitations (held_at, id)
  WHERE ended_at IS NULL AND connected_at IS NULL AND held_at IS NOT NULL AND released_at IS NULL;
CREATE INDEX invitations_unused ON invitations (expires_at, id) WHERE ended_at IS NULL AND connected_at IS NULL AND signed_in_at IS NULL;
