-- How far the invitations of a period came is read from this index alone, row by row of the period: what has expired follows from the clock, so
-- that no counter could be kept of it.
CREATE INDEX invitations_made ON invitations (created_at) INCLUDE (opened_at, signed_in_at, connected_at, ended_at, expires_at);
