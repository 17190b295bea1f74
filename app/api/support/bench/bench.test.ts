import { afterAll, expect, test } from 'vitest';
import { withStaff } from '@/lib/web/staff.test-data';
import { type Filled, fill } from './databases.test-support';
import { measure } from './measure.test-support';

withStaff();

/** `npm run bench:support` names databases of a small and a large number; as a test it only looks that everything answers. */
const given: readonly { url: string; size: number }[] = JSON.parse(process.env['BENCH_DATABASES'] ?? '[]');
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 1);
const databases: Filled[] = [];
afterAll(() => Promise.all(databases.map(({ close }) => close())));

test('every page of the dashboard answers over many connections', { timeout: 3_600_000 }, async () => {
  const own = { url: process.env['DATABASE_URL'] ?? '', size: 300 };
  for (const { url, size } of given.length > 0 ? given : [own]) databases.push(await fill(url, size));
  const measured = await measure(databases, rounds);
  expect(measured.flat().every(({ p95 }) => p95 > 0)).toBe(true);
  if (given.length === 0) return;
  const reports = await Promise.all(databases.map(async ({ report }, at) => ({ ...(await report()), measured: measured[at] })));
  console.log(`BENCH ${JSON.stringify(reports)}`);
});
