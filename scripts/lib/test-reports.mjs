// What the runners' JSON reports say, in one shape: { passed, skipped, failed: [{ name, at, why }] }; `at` is what runs it again.
import fs from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { root } from './paths.mjs';

/** Reads a report; throws when the runner wrote none. */
export function readReport(file) {
  if (!fs.existsSync(file)) throw new Error(`no report was written (${file})`);
  return JSON.parse(fs.readFileSync(file, 'utf8'));
}

/** Vitest's report. `at` is the file: its tests may need each other's beginning. A file that could not be read is one failure. */
export function unitOutcome(report) {
  const failed = report.testResults.flatMap(({ name, status, message, assertionResults }) => {
    const at = path.relative(root, name);
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (tests.length > 0) return tests.map(({ fullName, failureMessages }) => failure(`${at} › ${fullName}`, at, failureMessages[0]));
    return status === 'failed' ? [failure(at, at, message)] : [];
  });
  return { passed: report.numPassedTests, skipped: report.numPendingTests + report.numTodoTests, failed };
}

/** Playwright's report. `at` is file and line; what broke outside of a test (a file that could not be read, no test found) has none. */
export function browserOutcome(report) {
  const { testDir } = report.config.projects[0];
  const specs = report.suites.flatMap((suite) => specsOf(suite));
  const failed = specs
    .filter(({ ok }) => !ok)
    .map(({ file, line, title, tests }) => {
      const at = `${path.relative(root, path.join(testDir, file))}:${line}`;
      const results = tests.flatMap(({ results }) => results);
      return failure(`${at} › ${title}`, at, results.find(({ error }) => error)?.error.message);
    });
  const outside = report.errors.map(({ message }) => failure('outside of a test', undefined, message));
  return { passed: report.stats.expected, skipped: report.stats.skipped, failed: [...failed, ...outside] };
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** The first lines of a message say what was expected; the rest is a stack or a page. */
function failure(name, at, message) {
  const plain = stripVTControlCharacters(message ?? 'it did not say why');
  const lines = plain.split('\n').filter((line) => line.trim() !== '');
  return { name, at, why: lines.slice(0, 6).join('\n') };
}
