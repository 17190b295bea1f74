// `npm run bench [-- --runs 5]`: how fast the main job is and how much JavaScript its pages need, measured on the built product.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { standalone } from './lib/paths.mjs';

const options = argumentsOf({ runs: { type: 'string' }, verbose: { type: 'boolean' } });
const runs = Number(options.runs ?? 5);
const pages = ['/', '/connect', '/permissions', '/errors', '/errors/AADSTS65004', '/connect/receipt'];

await ensureInstalled();
const { build } = await import('./lib/build.mjs');
const { startStack } = await import('./lib/stack.mjs');
const { bareScriptBytes } = await import('./bench/bare-page.mjs');
const { scriptBytes } = await import('./bench/first-load.mjs');
const { mainJob } = await import('./bench/main-job.mjs');
const { scriptLines, timeLines } = await import('./bench/report.mjs');
const { measure } = await import('./bench/runs.mjs');

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-bench-'));
let stack;
try {
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a whole number above 0.');
  await build();
  // without the background worker: between two runs the tables are emptied under its hands
  const portalEnv = { WORKER: 'off' };
  stack = await startStack({ dataDir, portalEnv, practiceEnv: { PRACTICE_LAG_SECONDS: '0', PRACTICE_STATE_FILE: '' } });
  const others = os.loadavg()[0];
  // the first run of a fresh server loads code and Microsoft's keys
  const cold = await measure(stack, { latencyMs: 0, runs: 1 });
  console.log(`\nFirst run after the start: ${cold.first[0].requests} requests to Microsoft, ${Math.round(cold.first[0].wallMs)} ms\n`);
  for (const latencyMs of [0, 80]) {
    const measured = await measure(stack, { latencyMs, runs });
    console.log(`${timeLines(latencyMs, measured).join('\n')}\n`);
    if (options.verbose) console.log(`  ${measured.first.at(-1).names.join('\n  ')}\n`);
  }
  console.log(`${scriptLines(await bareScriptBytes(), await pageScripts(stack)).join('\n')}\n`);
  console.log(`${os.cpus().length} cores; load before the runs ${others.toFixed(1)}, after them ${os.loadavg()[0].toFixed(1)}`);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await stack?.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}

/** Every page as a signed-in and connected admin gets it. */
async function pageScripts({ portalUrl }) {
  const { browser } = await mainJob({ portalUrl, account: 'admin@contoso.example' });
  const measured = [];
  for (const page of pages) {
    const { text } = await browser.open(`${portalUrl}${page}`);
    measured.push({ path: page, bytes: scriptBytes(text, path.join(standalone, '.next/static')) });
  }
  return measured;
}
