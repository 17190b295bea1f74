// `npm test`: everything. The last line is `N passed, N failed` (and `, N skipped` when some were); the exit code says the same.
import fs from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const reports = inRoot('test-results/reports');
let browser = null;

await stage('packages', ensureInstalled);
fs.rmSync(inRoot('test-results'), { recursive: true, force: true });
fs.mkdirSync(reports, { recursive: true });

const { ensureBrowser } = await import('./browser.mjs');
const { build } = await import('./lib/build.mjs');
const { runGates } = await import('./lib/gates.mjs');
const { program, runNode } = await import('./lib/run.mjs');
const { browserTests } = await import('./lib/browser-tests.mjs');

await stage('browser', async () => {
  browser = await ensureBrowser();
  if (browser === null) throw new Error('no browser');
});
const built = await stage('build', build);
await stage('checks', async () => {
  counts.failed += await runGates();
});
await stage('unit tests', unitTests);
if (built && browser) {
  await stage('browser tests', () => endToEnd('browser', {}));
  await stage('browser tests over three instances', () => endToEnd('instances', { outages: true }));
}

console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped > 0 ? `, ${counts.skipped} skipped` : ''}`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;

/** Runs one stage and prints its time. A stage that throws counts as one failure, so that the last line cannot hide it. */
async function stage(name, work) {
  const began = Date.now();
  console.log(`\n--- ${name}`);
  try {
    await work();
    return true;
  } catch (error) {
    console.error(error.message);
    counts.failed += 1;
    return false;
  } finally {
    console.log(`--- ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

async function unitTests() {
  const file = `${reports}/unit.json`;
  const { status } = await runNode([program('vitest'), 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${file}`], {
    show: true,
  });
  const report = read(file);
  const failed =
    report.numFailedTests + report.testResults.filter((suite) => suite.status === 'failed' && suite.assertionResults.length === 0).length;
  add({ passed: report.numPassedTests, failed, skipped: report.numPendingTests + report.numTodoTests }, status);
}

async function endToEnd(name, options) {
  const file = `${reports}/${name}.json`;
  const status = await browserTests([], browser, { ...options, report: file });
  const { stats } = read(file);
  add({ passed: stats.expected, failed: stats.unexpected, skipped: stats.skipped }, status);
}

/** A runner that ended badly although no test failed (an error outside of a test, no test found) counts as one failure. */
function add({ passed, failed, skipped }, status) {
  counts.passed += passed;
  counts.failed += status !== 0 && failed === 0 ? 1 : failed;
  counts.skipped += skipped;
}

function read(file) {
  if (!fs.existsSync(file)) throw new Error(`no report was written (${file})`);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}
