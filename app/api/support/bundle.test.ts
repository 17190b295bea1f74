import { expect, test } from 'vitest';
import { Bundle } from '@/lib/contract/staff';
import { newConnection, owner } from '@/lib/data/owned.test-data';
import { ask, withStaff } from '@/lib/web/staff.test-data';
import { GET as bundle } from './connections/[id]/bundle/route';

withStaff();

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
