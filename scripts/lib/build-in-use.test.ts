import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { refuseWhileUsed } from './build-in-use.mjs';

let root = '';
let child: ChildProcess | null = null;
beforeEach(() => {
  root = realpathSync(mkdtempSync(path.join(tmpdir(), 'build-')));
  mkdirSync(path.join(root, 'users'));
});
afterEach(() => {
  child?.kill('SIGKILL');
  child = null;
  rmSync(root, { recursive: true, force: true });
});

const refuse = () => refuseWhileUsed({ folder: path.join(root, 'users'), root });
const note = (pid: number | undefined) => writeFileSync(path.join(root, 'users', String(pid)), '');
async function processIn(cwd: string): Promise<ChildProcess> {
  child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { cwd, stdio: 'ignore' });
  await once(child, 'spawn');
  return child;
}

it('names the process that runs from the build, until it has ended', async () => {
  const user = await processIn(root);
  note(user.pid);
  expect(refuse).toThrow(`(process ${user.pid})`);
  user.kill('SIGKILL');
  await once(user, 'exit');
  expect(refuse).not.toThrow();
});

it('minds neither this process nor a number that belongs to somebody else by now', async () => {
  note(process.pid);
  note((await processIn(tmpdir())).pid);
  expect(refuse).not.toThrow();
});

it('allows a build where nothing was ever started', () => {
  rmSync(path.join(root, 'users'), { recursive: true });
  expect(refuse).not.toThrow();
});
