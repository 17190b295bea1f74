import { expect, test } from 'vitest';
import { Bundle } from '@/lib/contract/staff';
import { newConnection, owner } from '@/lib/data/owned.test-data';
import { ask, withStaff } from '@/lib/web/staff.test-data';
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
