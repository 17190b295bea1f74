import type { Pool } from 'pg';

/**
 * Puts a database's clock into our hands: its `now()` and `clock_timestamp()` are found in a schema before PostgreSQL's own, for every
 * connection made from then on. The product's statements stay as they are.
 */
export async function installDatabaseClock(pool: Pool): Promise<void> {
  await pool.query(`
    CREATE SCHEMA lane_clock;
    CREATE TABLE lane_clock.shift AS SELECT 0::bigint AS milliseconds;
    CREATE FUNCTION lane_clock.now() RETURNS timestamptz LANGUAGE sql STABLE AS
      $$ SELECT pg_catalog.now() + milliseconds * interval '1 millisecond' FROM lane_clock.shift $$;
    CREATE FUNCTION lane_clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
      $$ SELECT pg_catalog.clock_timestamp() + milliseconds * interval '1 millisecond' FROM lane_clock.shift $$;
    GRANT USAGE ON SCHEMA lane_clock TO PUBLIC;
    GRANT SELECT ON lane_clock.shift TO PUBLIC;
    DO $$
    DECLARE place record;
    BEGIN
      EXECUTE format('ALTER DATABASE %I SET search_path = lane_clock, public, pg_catalog', current_database());
      FOR place IN SELECT table_name, column_name FROM information_schema.columns
        WHERE table_schema = 'public' AND column_default = 'CURRENT_TIMESTAMP' LOOP
        EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT lane_clock.now()', place.table_name, place.column_name);
      END LOOP;
    END $$`);
}

/** Sets how far ahead of real time the database lives. */
export async function setDatabaseShift(pool: Pool, milliseconds: number): Promise<void> {
  await pool.query('UPDATE lane_clock.shift SET milliseconds = $1', [Math.ceil(milliseconds)]);
}
