// `npm run bench:support [-- --sizes 10000,1000000 --runs 40]`: how fast the staff API answers over few and over very many connections. Each
// size has a database of its own, which is gone afterwards; the route handlers are called as a server calls them, token and all.
import os from 'node:os';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = argumentsOf({ sizes: { type: 'string' }, runs: { type: 'string' } });
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
  const env = { BENCH_CONNECTIONS: String(size), BENCH_RUNS: options.runs ?? '40' };
  const { output } = await runNode([program('vitest'), ...args], { env });
  const line = output.split('\n').find((text) => text.includes('BENCH {'));
  if (!line) throw new Error(`nothing was measured:\n${output.slice(-4000)}`);
  return JSON.parse(line.slice(line.indexOf('{')));
}

function table(reports) {
  const last = reports.at(-1);
  const head = `${'server time in ms'.padEnd(28)}${reports.map(({ size }) => `${size.toLocaleString('en')}: p50   p95`.padStart(24)).join('')}   ratio of p95`;
  const lines = last.measured.map(({ name }, index) => {
    const all = reports.map((report) => report.measured[index]);
    const [few, many] = [all[0], all.at(-1)];
    const ratio = many.p95 / few.p95;
    const missed = [many.p95 > goalMs && `over ${goalMs} ms`, ratio > goalRatio && `over ${goalRatio}`].filter(Boolean).join(', ');
    const figures = all.map(({ p50, p95 }) => `${p50.toFixed(1)} ${p95.toFixed(1).padStart(7)}`.padStart(24)).join('');
    return `${name.padEnd(28)}${figures}   ${ratio.toFixed(2).padStart(6)}   ${missed || 'goal met'}`;
  });
  const notes = reports.map(
    ({ size, seededIn, megabytes, load }) =>
      `${size.toLocaleString('en')}: made in ${seededIn} s, ${megabytes} MB, load ${load.toFixed(1)} on ${os.cpus().length} cores`,
  );
  return [head, ...lines, '', ...notes].join('\n');
}
