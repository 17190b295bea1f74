import os from 'node:os';
import { expect, test } from 'vitest';
import { owner } from '@/lib/data/owned.test-data';
import { rhea, withStaff } from '@/lib/web/staff.test-data';
import { calls } from './calls.test-support';
import { measure } from './measure.test-support';
import { seed } from './seed.test-support';

withStaff();

/** `npm run bench:support` measures a small and a large number; as a test it only looks that everything answers. */
const size = Number(process.env['BENCH_CONNECTIONS'] ?? 300);
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 1);

test('every page of the dashboard answers over many connections', { timeout: 3_600_000 }, async () => {
  const begun = performance.now();
  await seed(owner(), size, rhea.oid);
  const seededIn = Math.round((performance.now() - begun) / 1000);
  const measured = await measure(await calls(owner(), size), rounds);
  const { rows } = await owner().query('SELECT pg_database_size(current_database())::bigint / 1000000 AS mb');
  const report = { size, rounds, seededIn, megabytes: Number(rows[0].mb), load: os.loadavg()[0], settings: await settings(), measured };
  if (rounds > 1) console.log(`BENCH ${JSON.stringify(report)}`);
  expect(measured.every(({ p95 }) => p95 > 0)).toBe(true);
});

/** The database's settings that decide over its speed. */
async function settings(): Promise<Record<string, string>> {
  const names = ['server_version', 'shared_buffers', 'work_mem', 'fsync', 'synchronous_commit', 'full_page_writes', 'jit'];
  const { rows } = await owner().query<{ name: string; value: string }>(
    'SELECT name, current_setting(name) AS value FROM unnest($1::text[]) AS name',
    [names],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]));
}
