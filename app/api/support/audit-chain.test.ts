import { beforeEach, expect, test } from 'vitest';
import { chainWords } from '@/components/support/chain-words';
import { AuditPage, ChainState } from '@/lib/contract/staff-audit';
import { owner } from '@/lib/data/owned.test-data';
import { ask, manu, rhea, withStaff } from '@/lib/web/staff.test-data';
import { GET as audit } from './audit/route';
import { POST as verify } from './audit/verify/route';

withStaff();

const tenantId = '7d3f2a10-5c7e-4b0b-9f5e-2a86c1d4e901';
const start = "sha256(convert_to('defender-connect audit chain', 'UTF8'))";

/** What somebody with all rights on the server can do, and nobody else: switch the trigger off and write. */
async function tamper(sql: string): Promise<void> {
  await owner().query(`ALTER TABLE audit_lines DISABLE TRIGGER audit_lines_append_only; ${sql};
    ALTER TABLE audit_lines ENABLE TRIGGER audit_lines_append_only`);
}

/** Five lines that nobody has checked. */
beforeEach(async () => {
  await tamper(`TRUNCATE audit_lines; UPDATE audit_head SET seq = 0, hash = ${start};
    UPDATE audit_checks SET checked_to = 0, checked_hash = ${start}, checked_at = NULL, first_bad = NULL, finished = false`);
  const lines = [
    ['portal', 'connection.opened', tenantId, tenantId, '{}'],
    [`oid@${tenantId}`, 'plan.accepted', tenantId, tenantId, '{"state":"signed_in"}'],
    ['platform:x', 'credential.read', null, null, '{"found":false}'],
    ['visitor', 'invitation.opened', null, null, '{"word":"größer"}'],
    ['sealer', 'proof.recorded', tenantId, tenantId, '{}'],
  ];
  for (const line of lines) await owner().query('SELECT append_audit($1, $2, $3, $4, $5)', line);
});

const said = async () => chainWords(AuditPage.parse(await (await ask(audit)).json()).chain).text;
/** The check as the page asks for it: again until it has come to an end. */
async function checked(): Promise<ChainState> {
  for (;;) {
    const state = ChainState.parse(await (await ask(verify, { as: manu, body: {} })).json());
    if (state.verified || state.firstBad) return state;
  }
}
const checks = async () =>
  (await owner().query("SELECT actor, details FROM audit_lines WHERE action = 'staff.audit.verified' ORDER BY seq")).rows;

test('a chain that nobody touched is said to hold; who asked and what came out is a line', async () => {
  expect(await said()).toBe('The chain has not been checked yet');
  expect(await checked()).toMatchObject({ head: '6', checkedTo: '5', firstBad: null, verified: true });
  expect(await said()).toBe('The chain holds up to line 5');
  expect(await checks()).toEqual([{ actor: `staff:${manu.oid}`, details: '{"checkedTo":"5","finished":true,"firstBad":null}' }]);
  expect(await checked()).toMatchObject({ checkedTo: '6', verified: true });
});

test('a reader checks nothing', async () => {
  expect((await ask(verify, { as: rhea, body: {} })).status).toBe(403);
  expect([await said(), await checks()]).toEqual(['The chain has not been checked yet', []]);
});

const rehash = (seq: number) =>
  `UPDATE audit_lines SET hash = audit_hash(previous_hash, seq, at_micros, actor, action, tenant_id, connection_id, details) WHERE seq = ${seq}`;

test.each([
  ['a changed actor', "UPDATE audit_lines SET actor = 'somebody' WHERE seq = 3", 3],
  ['changed details', `UPDATE audit_lines SET details = '{"found":true}' WHERE seq = 3`, 3],
  ['changed details with a hash to match', `UPDATE audit_lines SET details = '{}' WHERE seq = 2; ${rehash(2)}`, 3],
  ['a changed time', 'UPDATE audit_lines SET at_micros = at_micros - 1 WHERE seq = 1', 1],
  ['a deleted line', 'DELETE FROM audit_lines WHERE seq = 3', 3],
  ['a deleted first line', 'DELETE FROM audit_lines WHERE seq = 1', 1],
  ['a cut end', 'DELETE FROM audit_lines WHERE seq > 3', 4],
  ['everything deleted', 'TRUNCATE audit_lines', 1],
  [
    'two lines exchanged',
    'UPDATE audit_lines SET seq = 99 WHERE seq = 2; UPDATE audit_lines SET seq = 2 WHERE seq = 3; UPDATE audit_lines SET seq = 3 WHERE seq = 99',
    2,
  ],
  // the sixth is the line of the check before
  ['a forged last line with a hash to match', `UPDATE audit_lines SET actor = 'somebody' WHERE seq = 6; ${rehash(6)}`, 6],
])('%s is found, and the page names the line', async (_, sql, line) => {
  await checked();
  await tamper(sql);
  const { firstBad, verified } = await checked();
  expect([firstBad, verified, await said()]).toEqual([String(line), false, `The chain is broken at line ${line}`]);
  expect((await checks()).at(-1)).toMatchObject({ details: expect.stringContaining(`"firstBad":"${line}"`) });
});

test.each([
  [
    'a line put in behind the end',
    'INSERT INTO audit_lines SELECT 6, at_micros, actor, action, tenant_id, connection_id, details, hash, hash FROM audit_lines WHERE seq = 5',
    6,
  ],
  ['an end set back', 'UPDATE audit_head SET seq = 4, hash = (SELECT hash FROM audit_lines WHERE seq = 4)', 5],
])('%s is named without a check, which could not be written down', async (_, sql, line) => {
  await tamper(sql);
  const before = await owner().query('SELECT * FROM audit_checks');
  expect([(await checked()).firstBad, await said()]).toEqual([String(line), `The chain is broken at line ${line}`]);
  expect([await checks(), (await owner().query('SELECT * FROM audit_checks')).rows]).toEqual([[], before.rows]);
});

test('a chain that was mended holds again', async () => {
  await tamper("UPDATE audit_lines SET actor = 'somebody' WHERE seq = 3");
  await checked();
  await tamper("UPDATE audit_lines SET actor = 'platform:x' WHERE seq = 3");
  expect([await said(), (await checked()).verified, await said()]).toEqual([
    'The chain is broken at line 3',
    true,
    'The chain holds up to line 6',
  ]);
});
