-- A new link is nobody's: a wrong account that signed in with the old one must not keep the right one out.
GRANT UPDATE (tenant_id, connection_id, signed_in_at, held_at) ON invitations TO portal_staff;
