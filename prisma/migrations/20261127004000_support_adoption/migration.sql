-- Support reads which earlier app an organization chose to keep: what the customer sees depends on it.
GRANT SELECT (adoption) ON connections TO portal_staff;
