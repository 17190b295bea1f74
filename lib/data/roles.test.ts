import { describe, expect, test } from 'vitest';
import { asRole, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

describe('the role of the portal is denied by the database', () => {
  const denied = [
    'SELECT jwe FROM stored_credentials',
    'SELECT attempt FROM stored_credentials',
    'INSERT INTO stored_credentials DEFAULT VALUES',
    "UPDATE stored_credentials SET jwe = ''",
    'DELETE FROM stored_credentials',
    'SELECT * FROM audit_lines',
    "INSERT INTO audit_lines (seq, at_micros, actor, action, details, previous_hash, hash) VALUES (1, 1, '', '', '', '', '')",
    "UPDATE audit_lines SET actor = 'x'",
    'DELETE FROM audit_lines',
    'TRUNCATE audit_lines',
    'SELECT * FROM audit_head',
    'UPDATE audit_head SET seq = 0',
    'DELETE FROM audit_head',
    'TRUNCATE audit_head',
    'DELETE FROM connections',
    'DELETE FROM credentials',
    'DELETE FROM operations',
    'TRUNCATE connections CASCADE',
    'TRUNCATE sessions',
    'COPY stored_credentials TO STDOUT',
    'ALTER TABLE connections DISABLE ROW LEVEL SECURITY',
    'DROP POLICY tenant_only ON connections',
    'CREATE TABLE x (id int)',
    'CREATE ROLE x',
  ];
  test.each(denied)('%s', async (statement) => {
    const { tenantId } = await newConnection();
    await expect(asRole('portal_app', tenantId, (client) => client.query(statement))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('what runs as its owner', () => {
  test('looks into a caller’s temporary tables last', async () => {
    const { rows } = await owner().query(
      "SELECT proname, proconfig FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace ORDER BY proname",
    );
    expect(rows.map(({ proname }) => proname)).toEqual(['append_audit', 'check_audit', 'support_cases_counted']);
    for (const { proconfig } of rows) expect(proconfig).toEqual(['search_path=pg_catalog, public, pg_temp']);
  });
});

describe('the roles of the store', () => {
  const statements = [
    'SELECT 1 FROM connections',
    'SELECT 1 FROM sessions',
    'SELECT 1 FROM audit_lines',
    "SELECT append_audit('x', 'x', NULL, NULL, '')",
  ];
  const cases = ['portal_store_writer', 'portal_store_reader'].flatMap((role) => statements.map((statement) => [role, statement] as const));
  test.each(cases)('%s is denied: %s', async (role, statement) => {
    await expect(asRole(role, '', (client) => client.query(statement))).rejects.toMatchObject({ code: '42501' });
  });
});

describe('the role of the worker', () => {
  const denied = [
    'SELECT state FROM connections',
    'SELECT observed FROM connections',
    'SELECT * FROM connections',
    'UPDATE connections SET due_at = NULL',
    'UPDATE connections SET lease_until = NULL',
    'DELETE FROM connections',
    'SELECT 1 FROM credentials',
    'SELECT 1 FROM operations',
    'SELECT 1 FROM stored_credentials',
    'SELECT 1 FROM audit_lines',
    'SELECT sealed_token FROM sessions',
    'SELECT person FROM sessions',
    "UPDATE sessions SET last_seen_at = now() WHERE id_hash = ''",
    'UPDATE sessions SET created_at = now()',
    'INSERT INTO sessions DEFAULT VALUES',
    'SELECT session_hash FROM consent_requests',
    'UPDATE consent_requests SET used_at = NULL',
    'UPDATE used_states SET expires_at = now()',
    "INSERT INTO used_states VALUES ('x', now())",
    "SELECT append_audit('x', 'x', NULL, NULL, '')",
    'TRUNCATE sessions',
  ];
  test.each(denied)('is denied by the database: %s', async (statement) => {
    await expect(asRole('portal_worker', '', (client) => client.query(statement))).rejects.toMatchObject({ code: '42501' });
  });

  test('sees of every tenant which connection there is and whether it is due, and no more', async () => {
    const keys = [await newConnection(), await newConnection()];
    const { rows } = await asRole('portal_worker', '', (client) =>
      client.query('SELECT id, tenant_id, due_at, lease_until FROM connections'),
    );
    for (const { id, tenantId } of keys) expect(rows).toContainEqual({ id, tenant_id: tenantId, due_at: null, lease_until: null });
  });
});

describe('the owner’s careless hand', () => {
  test.each(["UPDATE audit_lines SET actor = 'x'", 'DELETE FROM audit_lines', 'TRUNCATE audit_lines'])(
    'cannot do this: %s',
    async (statement) => {
      await newConnection();
      await expect(owner().query(statement)).rejects.toThrow('audit lines are append-only');
    },
  );
});
