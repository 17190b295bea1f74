// `npm run bench:support [-- --sizes 10000,1000000 --rounds 100 --dir FOLDER]`: how fast the staff API answers over few and over very many
// connections. Each size has a PostgreSQL of its own, started and migrated as `npm start` does it, and gone afterwards unless a folder is
// named; the route handlers are called as a server calls them, token and all, one database directly after the other.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = argumentsOf({ sizes: { type: 'string' }, rounds: { type: 'string' }, dir: { type: 'string' } });
const sizes = (options.sizes ?? '10000,1000000').split(',').map(Number);
const rounds = Number(options.rounds ?? 100);
const dir = options.dir ? path.resolve(options.dir) : fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-bench-'));

await ensureInstalled();
const { supportTable } = await import('./bench/support-table.mjs');
const { start } = await import('./lib/postgres.mjs');
const { generateClient, migrate } = await import('./lib/prisma.mjs');
const { program, runNode } = await import('./lib/run.mjs');

const servers = [];
try {
  if (![rounds, ...sizes].every((number) => Number.isInteger(number) && number > 1))
    throw new Error('--sizes and --rounds are whole numbers.');
  await generateClient();
  const databases = [];
  for (const size of sizes) {
    const server = await start(path.join(dir, `${size}`, 'postgres'));
    servers.push(server);
    const url = server.url.replace(/\/postgres$/, '/defender_connect');
    await migrate(url);
    databases.push({ url, size });
  }
  console.log(
    `Making ${sizes.map((size) => size.toLocaleString('en')).join(' and ')} connections with their events, then ${rounds} rounds ...`,
  );
  console.log(supportTable(await measured(databases), rounds));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  for (const server of servers) await server.stop();
  if (!options.dir) fs.rmSync(dir, { recursive: true, force: true });
}

async function measured(databases) {
  const args = ['run', 'app/api/support/bench/bench.test.ts', '--reporter=dot', '--disable-console-intercept'];
  const env = { BENCH_DATABASES: JSON.stringify(databases), BENCH_ROUNDS: String(rounds) };
  const { output } = await runNode([program('vitest'), ...args], { env });
  const line = output.split('\n').find((text) => text.includes('BENCH ['));
  if (!line) throw new Error(`nothing was measured:\n${output.slice(-4000)}`);
  return JSON.parse(line.slice(line.indexOf('[')));
}
