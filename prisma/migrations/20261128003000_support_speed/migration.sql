-- What a connection is found by is compared word by word for each candidate: one look into an index, and none into the table.
CREATE INDEX "support_terms_connection_id_term_idx" ON "support_terms"("connection_id", "term");

-- A cause or a step that few have, in any order of the list: without these an order's index is read until a page of them is found, which
-- may be all of it. Those that are done are nine of ten and need none.
CREATE INDEX support_cases_caused_since ON support_cases (cause, since, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_caused_activity ON support_cases (cause, activity_at, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_caused_name ON support_cases (cause, sort_name, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_caused_expires ON support_cases (cause, key_expires_at, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_caused_created ON support_cases (cause, created_at, connection_id) WHERE cause IS NOT NULL;
CREATE INDEX support_cases_stepped_since ON support_cases (step, since, connection_id) WHERE step <> 'done';
CREATE INDEX support_cases_stepped_name ON support_cases (step, sort_name, connection_id) WHERE step <> 'done';
CREATE INDEX support_cases_stepped_expires ON support_cases (step, key_expires_at, connection_id) WHERE step <> 'done';
CREATE INDEX support_cases_stepped_created ON support_cases (step, created_at, connection_id) WHERE step <> 'done';

-- Invitations that somebody has signed in with, in the order of their list.
CREATE INDEX invitations_in_use ON invitations (signed_in_at, id) WHERE ended_at IS NULL AND signed_in_at IS NOT NULL;

-- An organization that is connected is known by each of its domains when it is invited anew.
CREATE INDEX connections_verified_domains ON connections USING gin ((observed -> 'organization' -> 'domains')) WHERE connected_at IS NOT NULL;

-- Tab, step and cause follow from each other: the planner must not multiply their shares.
CREATE STATISTICS support_cases_standing (mcv, dependencies) ON tab, step, cause FROM support_cases;
-- Empty until the table is looked at.
ANALYZE support_cases;

-- Last: until the new ones are there, these are what is read by.
DROP INDEX "support_terms_connection_id_idx";
DROP INDEX support_cases_caused;
