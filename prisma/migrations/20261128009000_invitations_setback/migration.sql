-- Why the browser that holds an invitation was not signed in the last time it tried: our problem, Microsoft's code and correlation id, the
-- time. Neither a name nor a token. The portal notes it, and takes it away with a sign-in that works.
ALTER TABLE invitations ADD COLUMN "setback" JSONB;
GRANT UPDATE (setback) ON invitations TO portal_app;

-- Support reads it, and empties it with a new link, which is nobody's.
GRANT SELECT (setback), UPDATE (setback) ON invitations TO portal_staff;
CREATE TRIGGER invitations_setback_emptied BEFORE UPDATE ON invitations FOR EACH ROW
  WHEN (current_user = 'portal_staff' AND NEW.setback IS NOT NULL AND NEW.setback IS DISTINCT FROM OLD.setback)
  EXECUTE FUNCTION invitations_emptied();
