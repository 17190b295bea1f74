// `npm test`: everything. At the end stand the failures by name; the last line is `N passed, N failed` (and `, N skipped`, `, N at the second
// try` when some were), and the exit code says the same.
import fs from 'node:fs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

const counts = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
const secondTries = [];
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
const { browserOutcome, readReport, unitOutcome } = await import('./lib/test-reports.mjs');
const { twice } = await import('./lib/twice.mjs');

await stage('browser', async () => {
  browser = await ensureBrowser();
  if (browser === null) throw new Error('no browser');
});
const built = await stage('build', build);
await stage('checks', async () => {
  const complaints = await runGates();
  counts.failed += complaints.length;
  failures.push(...complaints);
});
await stage('unit tests', () => tests(unitTests));
if (built && browser) {
  await stage('browser tests', () => tests(endToEnd('browser', {})));
  await stage('browser tests over three instances', () => tests(endToEnd('instances', { outages: true })));
}

list('Failed at first, passed when run again', secondTries);
list('Failed', failures);
const also = [
  [counts.skipped, 'skipped'],
  [secondTries.length, 'at the second try'],
].filter(([count]) => count > 0);
console.log([`${counts.passed} passed`, `${counts.failed} failed`, ...also.map(([count, what]) => `${count} ${what}`)].join(', '));
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
    failures.push({ name, why: error.message });
    counts.failed += 1;
    return false;
  } finally {
    console.log(`--- ${name}: ${((Date.now() - began) / 1000).toFixed(1)} s`);
  }
}

async function tests(run) {
  const { passed, skipped, failed, passedAgain } = await twice(run);
  counts.passed += passed;
  counts.failed += failed.length;
  counts.skipped += skipped;
  failures.push(...failed);
  secondTries.push(...passedAgain);
}

async function unitTests(files) {
  const file = report('unit', files);
  const options = ['--reporter=dot', '--reporter=json', `--outputFile.json=${file}`];
  const { status } = await runNode([program('vitest'), 'run', ...options, ...files], { show: true });
  return { status, ...unitOutcome(readReport(file)) };
}

function endToEnd(name, options) {
  return async (places) => {
    const file = report(name, places);
    // the pictures of the first failure stay
    const output = places.length > 0 ? ['--output=test-results/again'] : [];
    const status = await browserTests([...output, ...places], browser, { ...options, report: file });
    return { status, ...browserOutcome(readReport(file)) };
  };
}

function report(name, again) {
  return `${reports}/${name}${again.length > 0 ? '-again' : ''}.json`;
}

function list(title, found) {
  if (found.length === 0) return;
  console.log(`\n${title}:`);
  for (const { name, why } of found) console.log(`  ${name}\n${why.replace(/^/gm, '      ')}`);
  console.log('');
}
