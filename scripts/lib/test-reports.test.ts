import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserOutcome, readReport, unitOutcome } from './test-reports.mjs';

// the runners themselves write the reports: their shape is theirs to change
let dir = '';
const root = path.join(import.meta.dirname, '../..');

beforeAll(() => {
  // within the project, where the runners' packages are found
  mkdirSync(path.join(root, 'test-results'), { recursive: true });
  dir = mkdtempSync(path.join(root, 'test-results/of-runners-'));
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cases = (test: string) => `
  ${test}('holds', () => {});
  ${test}.skip('waits', () => {});
  ${test}.describe('outer', () => {
    ${test}('breaks', () => { throw new Error('one is not two\\n\\nand that is all'); });
  });`;

const relative = (name: string) => path.relative(root, path.join(dir, name));

/** Without the variables of the runner that runs this: the two do not bear each other. */
function runs(program: string, args: readonly string[], env: Record<string, string> = {}): void {
  const { PATH = '', HOME = '' } = process.env;
  spawnSync(process.execPath, [path.join(root, 'node_modules', program), ...args], {
    cwd: root,
    env: { PATH, HOME, NODE_ENV: 'test', ...env },
  });
}

// two runners start here, which takes its time on a busy machine
describe('the outcome of', { timeout: 60_000 }, () => {
  it('unit tests', () => {
    writeFileSync(path.join(dir, 'some.test.js'), `import { test } from 'vitest';${cases('test')}`);
    writeFileSync(path.join(dir, 'none.test.js'), `import './not-there.js';`);
    const config = path.join(dir, 'vitest.config.mjs');
    writeFileSync(config, `export default { test: { include: ['*.test.js'], exclude: [] } };`);
    const file = path.join(dir, 'unit.json');
    runs('vitest/vitest.mjs', ['run', `--root=${dir}`, `--config=${config}`, '--reporter=json', `--outputFile=${file}`]);
    const { passed, skipped, failed } = unitOutcome(readReport(file));
    expect([passed, skipped]).toEqual([1, 1]);
    expect(failed.map(({ name, at }) => [name, at]).sort()).toEqual([
      [relative('none.test.js'), relative('none.test.js')],
      [`${relative('some.test.js')} › outer breaks`, relative('some.test.js')],
    ]);
    expect(failed.find(({ name }) => name.includes('outer'))?.why).toMatch(/^Error: one is not two\nand that is all\n/);
    expect(failed.find(({ name }) => !name.includes('outer'))?.why).toContain('not-there.js');
  });

  it('browser tests, of which none needs a browser here', () => {
    writeFileSync(path.join(dir, 'some.spec.js'), `import { test } from '@playwright/test';${cases('test')}`);
    const config = path.join(dir, 'playwright.config.mjs');
    writeFileSync(config, `export default { testDir: '.', testMatch: '*.spec.js', outputDir: 'out', respectGitIgnore: false };`);
    const file = path.join(dir, 'browser.json');
    const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, FORCE_COLOR: '1' };
    runs('@playwright/test/cli.js', ['test', `--config=${config}`, '--reporter=json'], env);
    const { passed, skipped, failed } = browserOutcome(readReport(file));
    expect([passed, skipped]).toEqual([1, 1]);
    expect(failed).toHaveLength(1);
    const [, line] = failed[0]?.at?.split(':') ?? [];
    expect(failed[0]?.at).toBe(`${relative('some.spec.js')}:${line}`);
    expect(readFileSync(path.join(dir, 'some.spec.js'), 'utf8').split('\n')[Number(line) - 1]).toContain("'breaks'");
    expect(failed[0]?.name).toBe(`${failed[0]?.at} › breaks`);
    expect(failed[0]?.why).toMatch(/^Error: one is not two\nand that is all/);
    runs('@playwright/test/cli.js', ['test', `--config=${config}`, '--reporter=json', 'no-such-file'], env);
    expect(browserOutcome(readReport(file)).failed).toEqual([
      { name: 'outside of a test', why: expect.stringContaining('No tests found') },
    ]);
  });

  it('a runner that wrote nothing is an error', () => {
    expect(() => readReport(path.join(dir, 'nothing.json'))).toThrow('no report was written');
  });
});
