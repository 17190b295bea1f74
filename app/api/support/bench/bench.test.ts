import os from 'node:os';
import { expect, test } from 'vitest';
import { owner } from '@/lib/data/owned.test-data';
import { ask, rhea, withStaff } from '@/lib/web/staff.test-data';
import { cursorOf } from '@/lib/web/staff-query';
import { GET as audit } from '../audit/route';
import { GET as operations } from '../connections/[id]/operations/route';
import { GET as theCase } from '../connections/[id]/route';
import { GET as list } from '../connections/route';
import { GET as numbers } from '../numbers/route';
import { seed, seededIds } from './seed.test-support';

withStaff();

/** `npm run bench:support` measures a small and a large number; as a test it only looks that everything answers. */
const size = Number(process.env['BENCH_CONNECTIONS'] ?? 300);
const runs = Number(process.env['BENCH_RUNS'] ?? 1);

interface Measured {
  readonly name: string;
  readonly p50: number;
  readonly p95: number;
}

const at = (times: readonly number[], share: number) => [...times].sort((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;

async function measure(name: string, call: (run: number) => ReturnType<typeof ask>): Promise<Measured> {
  const times: number[] = [];
  for (let run = -Math.min(3, runs); run < runs; run += 1) {
    const begun = performance.now();
    const response = await call(run);
    await response.text();
    if (run >= 0) times.push(performance.now() - begun);
    expect(`${name} ${response.status}`).toBe(`${name} 200`);
  }
  return { name, p50: at(times, 0.5), p95: at(times, 0.95) };
}

const tabs = ['needs-us', 'needs-customer', 'waiting', 'drifted', 'expiring', 'healthy', 'ended'];
const someone = (run: number) => 1 + (((run + 3) * 7919) % size);
const number = (i: number) => String(i).padStart(7, '0');

/** Every page of the dashboard, with other customers in each run, so that no cache of one answer is measured. */
async function calls(): Promise<readonly (readonly [string, (run: number) => ReturnType<typeof ask>])[]> {
  const q = (text: string) => ask(list, { query: `?q=${encodeURIComponent(text)}` });
  const cases = await Promise.all(Array.from({ length: Math.ceil(size / 1000) }, (_, n) => seededIds(owner(), 1 + n * 1000)));
  const aCase = (run: number) => cases[(run + 3) % cases.length]?.connection ?? '';
  const { rows } = await owner().query<{ key: string; id: string; since: Date }>(
    `SELECT sort_name AS key, connection_id AS id, since FROM support_cases WHERE tab = 'healthy' ORDER BY since, connection_id OFFSET $1 LIMIT 1`,
    [Math.floor(size * 0.6)],
  );
  const deep = rows[0];
  const byTurn = cursorOf({ sort: 'turn', tab: 'healthy', key: deep?.since.toISOString(), id: deep?.id });
  const byName = cursorOf({ sort: 'name', tab: null, key: deep?.key, id: deep?.id });
  const from = new Date(Date.now() - 365 * 86_400_000).toISOString().slice(0, 10);
  return [
    ['list, by turn', () => ask(list)],
    ...tabs.map((tab) => [`tab ${tab}`, () => ask(list, { query: `?tab=${tab}` })] as const),
    ['list, newest activity', () => ask(list, { query: '?sort=activity' })],
    ['deep page, by turn', () => ask(list, { query: `?cursor=${byTurn}` })],
    ['deep page, by name', () => ask(list, { query: `?sort=name&cursor=${byName}` })],
    ['filter: step and cause', () => ask(list, { query: '?step=approve&cause=consent-role-missing' })],
    ['filter: mine', () => ask(list, { query: '?owner=me' })],
    ['filter: due', () => ask(list, { query: '?due=true' })],
    ['search: a name', (run) => q(`contoso bank ${number(someone(run))}`)],
    ['search: inside a name', (run) => q(number(someone(run)))],
    ['search: a domain', (run) => q(`customer${someone(run)}.example`)],
    ['search: an account', (run) => q(`admin@customer${someone(run)}`)],
    ['search: a tenant id', async (run) => q((await seededIds(owner(), someone(run))).tenant)],
    ['search: everybody (ltd)', () => q('ltd')],
    ['search: one letter', () => q('a')],
    ['search: two common words', () => q('ltd larsen')],
    ['search: hostile', () => q(`%_'";--\\<script>${'a'.repeat(150)}`)],
    ['case', (run) => ask(theCase, { id: aCase(run) })],
    ['case, older operations', (run) => ask(operations, { id: aCase(run), query: '?limit=3' })],
    ['numbers, 30 days', () => ask(numbers)],
    ['numbers, 366 days', () => ask(numbers, { query: `?from=${from}` })],
    ['audit', () => ask(audit)],
    ['audit of a connection', (run) => ask(audit, { query: `?connection=${aCase(run)}` })],
  ];
}

test('every page of the dashboard answers over many connections', { timeout: 3_600_000 }, async () => {
  const begun = performance.now();
  await seed(owner(), size, rhea.oid);
  const seededIn = Math.round((performance.now() - begun) / 1000);
  const measured: Measured[] = [];
  for (const [name, call] of await calls()) measured.push(await measure(name, call));
  const { rows } = await owner().query('SELECT pg_database_size(current_database())::bigint / 1000000 AS mb');
  const report = { size, seededIn, megabytes: Number(rows[0].mb), load: os.loadavg()[0], measured };
  if (runs > 1) console.log(`BENCH ${JSON.stringify(report)}`);
});
