-- Functions that run as their owner look into a caller's temporary schema last: where it is not named, it comes first for tables.
ALTER FUNCTION append_audit(text, text, uuid, uuid, text) SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION support_cases_counted() SET search_path = pg_catalog, public, pg_temp;
ALTER FUNCTION check_audit(integer) SET search_path = pg_catalog, public, pg_temp;
