import { describe, expect, test } from 'vitest';
import { asRole, completed, newConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

const denied = 'permission denied';
const as = (statement: string, role = 'portal_staff', tenantId = '') => asRole(role, tenantId, (client) => client.query(statement));

describe('the role of the staff API cannot', () => {
  const statements = [
    'SELECT jwe FROM credentials',
    'SELECT * FROM credentials',
    'SELECT store_receipt FROM credentials',
    'SELECT jwe FROM stored_credentials',
    'SELECT attempt FROM stored_credentials',
    'SELECT sealed_token FROM sessions',
    'SELECT id_hash FROM sessions',
    'SELECT 1 FROM sessions',
    'SELECT state_hash FROM consent_requests',
    'SELECT session_hash FROM consent_requests',
    'SELECT 1 FROM used_states',
    'SELECT token_hash FROM invitations',
    'SELECT browser_hash FROM invitations',
    'SELECT * FROM invitations',
    'SELECT to_jsonb(i) FROM invitations i',
    "UPDATE invitations SET customer = ''",
    'UPDATE invitations SET expected_tenant_id = NULL',
    "UPDATE invitations SET expected_domain = 'x.example'",
    'DELETE FROM invitations',
    'SELECT 1 FROM used_launches',
    'SELECT hash FROM audit_lines',
    'SELECT previous_hash FROM audit_lines',
    'SELECT * FROM audit_lines',
    'SELECT hash FROM audit_head',
    'SELECT checked_hash FROM audit_checks',
    'COPY credentials TO STDOUT',
    'COPY (SELECT jwe FROM credentials) TO STDOUT',
    'SELECT c FROM credentials c',
    'SELECT to_jsonb(c) FROM credentials c',
    "UPDATE connections SET state = 'connected'",
    "UPDATE credentials SET state = 'live'",
    "UPDATE operations SET outcome = 'done'",
    'DELETE FROM connections',
    'DELETE FROM support_cases',
    'DELETE FROM support_notes',
    "UPDATE support_notes SET text = ''",
    'UPDATE support_cases SET tenant_id = gen_random_uuid()',
    "UPDATE support_cases SET state = 'connected'",
    'UPDATE support_counts SET count = 0',
    'INSERT INTO support_terms DEFAULT VALUES',
    'UPDATE audit_checks SET checked_to = 0',
    "INSERT INTO audit_lines (seq, at_micros, actor, action, details, previous_hash, hash) VALUES (1, 1, '', '', '', '', '')",
    'TRUNCATE support_cases CASCADE',
    'ALTER TABLE support_cases DISABLE ROW LEVEL SECURITY',
    'CREATE TABLE x (id int)',
  ];
  test.each(statements)('%s', async (statement) => {
    await expect(as(statement)).rejects.toMatchObject({
      code: '42501',
      message: expect.stringMatching(new RegExp(`${denied}|must be owner`)),
    });
  });

  // the hash of the public permission list and the longest life of a key are none of these
  test('read any column whose name speaks of a hash, a token or a sealed text, whatever is added later', async () => {
    const { rows } = await owner().query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
       WHERE table_schema = 'public' AND column_name ~ '(hash|token|jwe|sealed_text|receipt|secret)'
         AND column_name NOT IN ('manifest_hash', 'secret_limit')
         AND has_column_privilege('portal_staff', table_name::regclass, column_name, 'SELECT')`,
    );
    expect(rows).toEqual([]);
  });
});

test('the role of the staff API sees the connections of every tenant, the portal’s role its own alone', async () => {
  const [one, two] = [await completed(), await newConnection()];
  const count = 'SELECT count(*)::int AS n FROM support_cases';
  expect((await as(count)).rows).toEqual([{ n: 2 }]);
  expect((await as(count, 'portal_app', one.tenantId)).rows).toEqual([{ n: 1 }]);
  expect(
    (
      await as(
        'SELECT count(*)::int AS n FROM support_terms WHERE connection_id = $$'.replace('$$', `'${two.id}'`),
        'portal_app',
        one.tenantId,
      )
    ).rows,
  ).toEqual([{ n: 0 }]);
});

test.each(['owner_oid', 'follow_up_on', 'recheck_at', 'created_at'])(
  'the portal’s role cannot change what support wrote: %s',
  async (column) => {
    const { tenantId } = await newConnection();
    await expect(as(`UPDATE support_cases SET ${column} = NULL`, 'portal_app', tenantId)).rejects.toMatchObject({ code: '42501' });
  },
);
