// `npm run bench:support [-- --sizes 10000,1000000 --rounds 100]`: how fast the staff API answers over few and over very many
// connections. Each size has a database of its own, started with the settings of `npm start` and gone afterwards; the route handlers are
// called as a server calls them, token and all.
import os from 'node:os';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = argumentsOf({ sizes: { type: 'string' }, rounds: { type: 'string' } });
const sizes = (options.sizes ?? '10000,1000000').split(',').map(Number);
const goalMs = 50;
const goalRatio = 1.5;

await ensureInstalled();
const { generateClient } = await import('./lib/prisma.mjs');
const { program, runNode } = await import('./lib/run.mjs');

try {
  await generateClient();
  const reports = [];
  for (const size of sizes) {
    console.log(`Making ${size.toLocaleString('en')} connections with their events ...`);
    reports.push(await bench(size));
  }
  console.log(table(reports));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

async function bench(size) {
  const args = ['run', 'app/api/support/bench', '--reporter=dot', '--disable-console-intercept'];
  const env = { BENCH_CONNECTIONS: String(size), BENCH_ROUNDS: options.rounds ?? '100' };
  const { output } = await runNode([program('vitest'), ...args], { env });
  const line = output.split('\n').find((text) => text.includes('BENCH {'));
  if (!line) throw new Error(`nothing was measured:\n${output.slice(-4000)}`);
  return JSON.parse(line.slice(line.indexOf('{')));
}

function table(reports) {
  const head = `${'server time in ms'.padEnd(32)}${reports.map(({ size }) => `${size.toLocaleString('en')}: p50   p95`.padStart(24)).join('')}   ratio of p95`;
  const lines = reports.at(-1).measured.map((_, index) => line(reports.map(({ measured }) => measured[index])));
  const settings = Object.entries(reports.at(-1).settings).map(([name, value]) => `${name} ${value}`);
  const notes = reports.map(
    ({ size, rounds, seededIn, megabytes, load }) =>
      `${size.toLocaleString('en')}: ${rounds} rounds; made in ${seededIn} s, ${megabytes.toLocaleString('en')} MB; load ${load.toFixed(1)} on ${os.cpus().length} cores`,
  );
  return [head, ...lines, '', ...notes, `PostgreSQL as npm start has it: ${settings.join(', ')}`].join('\n');
}

function line(all) {
  const [few, many] = [all[0], all.at(-1)];
  const ratio = many.p95 / few.p95;
  const missed = [many.p95 > goalMs && `over ${goalMs} ms`, ratio > goalRatio && `ratio over ${goalRatio}`].filter(Boolean);
  const verdict = many.hasGoal ? missed.join(', ') || 'goal met' : 'no goal';
  const figures = all.map(({ p50, p95 }) => `${p50.toFixed(1)} ${p95.toFixed(1).padStart(7)}`.padStart(24)).join('');
  return `${many.name.padEnd(32)}${figures}   ${ratio.toFixed(2).padStart(12)}   ${verdict}`;
}
