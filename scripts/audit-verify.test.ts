import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ownDatabase } from './own-database';

const script = path.join(import.meta.dirname, 'audit-verify.mjs');
const tenantId = '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901';
let databaseUrl: string;
let owner: pg.Client;

/** Runs the program as `npm run audit:verify` does; what it printed, and its exit code. */
async function verify(environment: Record<string, string> = { DATABASE_URL: databaseUrl }) {
  const child = spawn(process.execPath, [script], { env: { NODE_ENV: 'test', PATH: process.env['PATH'], ...environment } });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [printed, complaint] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { printed: printed.trim(), complaint: complaint.trim(), status: await ended };
}

/** What somebody with all rights on the server can do, and nobody else: switch the trigger off and write. */
async function tamper(sql: string): Promise<void> {
  await owner.query('ALTER TABLE audit_lines DISABLE TRIGGER audit_lines_append_only');
  await owner.query(sql);
  await owner.query('ALTER TABLE audit_lines ENABLE TRIGGER audit_lines_append_only');
}

beforeAll(async () => {
  databaseUrl = await ownDatabase();
  owner = new pg.Client({ connectionString: databaseUrl });
  await owner.connect();
});
afterAll(() => owner.end());

/** Five lines: people, programs, ids that are null, and words whose length in bytes is not that in letters. */
beforeEach(async () => {
  await tamper('TRUNCATE audit_lines');
  await owner.query(`UPDATE audit_head SET seq = 0, hash = sha256(convert_to('defender-connect audit chain', 'UTF8'))`);
  const lines = [
    ['portal', 'connection.opened', tenantId, tenantId, '{}'],
    [`oid@${tenantId}`, 'plan.accepted', tenantId, tenantId, '{"state":"signed_in"}'],
    ['platform:x', 'credential.read', null, null, '{"found":false}'],
    ['Zoë 🦊', 'named', tenantId, null, '{"word":"größer"}'],
    ['sealer', 'proof.recorded', tenantId, tenantId, '{}'],
  ];
  for (const line of lines) await owner.query('SELECT append_audit($1, $2, $3, $4, $5)', line);
});

test('a chain that nobody touched is intact', async () => {
  expect(await verify()).toEqual({ printed: '5 lines, chain intact', complaint: '', status: 0 });
});

test('an empty chain is intact', async () => {
  await tamper('TRUNCATE audit_lines');
  await owner.query(`UPDATE audit_head SET seq = 0, hash = sha256(convert_to('defender-connect audit chain', 'UTF8'))`);
  expect(await verify()).toEqual({ printed: '0 lines, chain intact', complaint: '', status: 0 });
});

const rehash = (seq: number) =>
  `UPDATE audit_lines SET hash = audit_hash(previous_hash, seq, at_micros, actor, action, tenant_id, connection_id, details) WHERE seq = ${seq}`;

test.each([
  ['a changed actor', `UPDATE audit_lines SET actor = 'somebody' WHERE seq = 3`, 'line 3 was changed'],
  ['a changed action', `UPDATE audit_lines SET action = 'nothing' WHERE seq = 2`, 'line 2 was changed'],
  ['a changed time', 'UPDATE audit_lines SET at_micros = at_micros + 1 WHERE seq = 4', 'line 4 was changed'],
  ['a changed tenant', `UPDATE audit_lines SET tenant_id = NULL WHERE seq = 1`, 'line 1 was changed'],
  ['a changed connection', `UPDATE audit_lines SET connection_id = gen_random_uuid() WHERE seq = 5`, 'line 5 was changed'],
  ['changed details', `UPDATE audit_lines SET details = '{"found":true}' WHERE seq = 3`, 'line 3 was changed'],
  [
    'letters moved from one field to the next',
    `UPDATE audit_lines SET actor = 'seale', action = 'rproof.recorded' WHERE seq = 5`,
    'line 5 was changed',
  ],
  ['a change with a hash to match', `UPDATE audit_lines SET actor = 'somebody' WHERE seq = 2; ${rehash(2)}`, 'line 3 does not continue'],
  ['a deleted line', 'DELETE FROM audit_lines WHERE seq = 3', 'line 3 is missing'],
  ['a deleted first line', 'DELETE FROM audit_lines WHERE seq = 1', 'line 1 is missing'],
  ['a cut end', 'DELETE FROM audit_lines WHERE seq > 3', 'line 4 is missing'],
  ['everything deleted', 'TRUNCATE audit_lines', 'line 1 is missing'],
  [
    'two lines exchanged',
    'UPDATE audit_lines SET seq = 99 WHERE seq = 2; UPDATE audit_lines SET seq = 2 WHERE seq = 3; UPDATE audit_lines SET seq = 3 WHERE seq = 99',
    'line 2 does not continue',
  ],
  [
    'a line put in by hand',
    'INSERT INTO audit_lines SELECT 6, at_micros, actor, action, tenant_id, connection_id, details, hash, hash FROM audit_lines WHERE seq = 5',
    'line 6 was changed',
  ],
  [
    'a changed end with a hash to match',
    `UPDATE audit_lines SET actor = 'somebody' WHERE seq = 5; ${rehash(5)}`,
    'line 5 is not the one that the head was written with',
  ],
  [
    'a head set back',
    'UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_lines WHERE seq = 4)',
    'line 5 was added past the head',
  ],
])('%s is found and the first bad line named', async (_, sql, words) => {
  await tamper(sql);
  const { printed, status } = await verify();
  expect(printed).toContain(words);
  expect(status).toBe(1);
});

test('a database that cannot be read is told apart from a broken chain', async () => {
  const away = await verify({ DATABASE_URL: databaseUrl.replace(/:\d+\//, ':1/') });
  expect(away).toMatchObject({ printed: '', status: 2 });
  expect(away.complaint).toContain('ECONNREFUSED');
  const none = await verify({ DATA_DIR: path.join(import.meta.dirname, 'no-such-folder') });
  expect(none).toMatchObject({ printed: '', status: 2 });
});
