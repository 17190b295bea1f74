import { expect, test } from 'vitest';
import { Bundle } from '@/lib/contract/staff';
import { newConnection, owner } from '@/lib/data/owned.test-data';
import { ask, manu, withStaff } from '@/lib/web/staff.test-data';
import { GET as bundle } from './connections/[id]/bundle/route';

withStaff();

test('a bundle of an invited customer names neither customer, its id, the contact nor what was expected', async () => {
  const key = await newConnection();
  const names = {
    customer: 'Kestrel Aerospace',
    customerId: 'FD-77120',
    contact: 'd.okafor@kestrel.example',
    expected: 'kestrel-aero.example',
  };
  const { rows } = await owner().query<{ id: string }>(
    `INSERT INTO invitations (id, customer, customer_id, expected_domain, contact, note, token_hash, created_by, expires_at, tenant_id, connection_id, signed_in_at)
     VALUES (gen_random_uuid(), $1, $2, $3, $4, 'Ask Mr. Okafor', 'x', '{"oid":"x","name":"Manu Manager"}', now(), $5, $6, now()) RETURNING id`,
    [names.customer, names.customerId, names.expected, names.contact, key.tenantId, key.id],
  );
  const admission = { id: rows[0]?.id, customer: names.customer, customerId: names.customerId, releasedAt: null, refusedAt: null };
  const problem = {
    code: 'internal',
    at: new Date(),
    evidence: { text: `${names.customer} ${names.customerId} ${names.contact} ${names.expected}` },
  };
  await owner().query('UPDATE connections SET invitation = $2, problem = $3 WHERE id = $1', [
    key.id,
    { ...admission, expected: { kind: 'domain', domain: names.expected } },
    problem,
  ]);
  const response = await ask(bundle, { id: key.id });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  expect(Bundle.parse(JSON.parse(text)).case['invitation']).toMatchObject({ expects: 'domain', releasedAt: null });
  expect(text).not.toMatch(/kestrel|aerospace|FD-77120|okafor|manu|[0-9a-f]{8}-[0-9a-f]{4}-/i);
});

test('a bundle tells of the problem without the claims that Microsoft demanded, and without a name that has a hyphen', async () => {
  const { id } = await newConnection();
  const claims = JSON.stringify({ access_token: { xms_rp_ipaddr: { value: '198.51.100.7' } } });
  const problem = { code: 'claims-challenge', at: new Date(), evidence: { step: 'asked by Anna-Lena Vance' }, claims };
  await owner().query("UPDATE connections SET problem = $2, admin = jsonb_set(admin, '{name}', '\"Anna-Lena Vance\"') WHERE id = $1", [
    id,
    problem,
  ]);
  const response = await ask(bundle, { id });
  const text = await response.text();
  expect(response.status, text).toBe(200);
  const { code, at, evidence, ...more } = Bundle.parse(JSON.parse(text)).problem ?? {};
  expect([code, at, more]).toEqual(['claims-challenge', problem.at.toISOString(), {}]);
  expect(evidence).toEqual({ step: expect.stringMatching(/^asked by name-[0-9a-f]{12}$/) });
  expect(text).not.toMatch(/198\.51\.100\.7|anna|lena/i);
});

test('a bundle of a customer with a short name holds its words whole, and how much was done beside what is in it', async () => {
  const key = await newConnection();
  await owner().query(`UPDATE connections SET admin = jsonb_set(admin, '{name}', '"Ing"'), problem = $2 WHERE id = $1`, [
    key.id,
    { code: 'internal', at: new Date(), evidence: { Step: 'credential of Ing, sharing' } },
  ]);
  await owner().query(
    `INSERT INTO operations (id, connection_id, tenant_id, epoch, change, actor, intended_at, ended_at, outcome, detail, calls)
     SELECT gen_random_uuid(), $1, $2::uuid, 1, 'mintCredential', CASE n WHEN 501 THEN $3 ELSE 'x@' || $2::text END,
       now() + make_interval(secs => n), now() + make_interval(secs => n), 'done', 'credential of Ing', '[]' FROM generate_series(1, 501) AS n`,
    [key.id, key.tenantId, `${manu.oid}@5b1d7f0e-93c4-4c1a-8f62-2a7e60d9c318`],
  );
  const { operations, deeds, counts, problem } = Bundle.strict().parse(await (await ask(bundle, { id: key.id })).json());
  expect(operations[0]).toMatchObject({ change: 'mintCredential', outcome: 'done', by: 'staff' });
  expect(operations[1]?.['by']).toMatch(/^id-/);
  expect(operations[0]?.['detail']).toMatch(/^credential of name-[0-9a-f]{12}$/);
  expect(problem?.['evidence']).toEqual({ Step: expect.stringMatching(/^credential of name-[0-9a-f]{12}, sharing$/) });
  expect([counts, operations.length, deeds.length]).toEqual([
    { operations: { there: 501, here: 500 }, deeds: { there: 1, here: 1 } },
    500,
    1,
  ]);
  expect(deeds).toMatchObject([{ action: 'admin.signed-in', by: expect.stringMatching(/^id-/) }]);
});
