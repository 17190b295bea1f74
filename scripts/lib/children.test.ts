import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let dir = '';

beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'children-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

// a server that answers, has a child of its own, and ignores requests to end
const stubborn = `
  import { spawn } from 'node:child_process';
  import { createServer } from 'node:http';
  import { writeFileSync } from 'node:fs';
  process.on('SIGTERM', () => {});
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  createServer((_, answer) => answer.end('ok')).listen(0, '127.0.0.1', function () {
    writeFileSync(process.argv[2], JSON.stringify({ port: this.address().port, pids: [process.pid, child.pid] }));
  });`;

/** Runs a program that starts servers as the scripts do; gives it back with the file in which the server names its processes. */
function program(afterwards: string) {
  const [server, report] = [path.join(dir, 'server.mjs'), path.join(dir, 'report.json')];
  writeFileSync(server, stubborn);
  const text = `
    import { existsSync, readFileSync } from 'node:fs';
    const { group } = await import(${JSON.stringify(path.join(import.meta.dirname, 'children.mjs'))});
    const { start } = await group(${JSON.stringify(path.join(dir, 'logs'))});
    const file = ${JSON.stringify(report)};
    const readyUrl = { toString: () => 'http://127.0.0.1:' + (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).port : 9) };
    await start('server', [${JSON.stringify(server)}, file], { env: process.env, readyUrl });
    console.log('up');
    ${afterwards}`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', text], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const up = new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
  return { child, up, ended, pids: (): number[] => JSON.parse(readFileSync(report, 'utf8')).pids };
}

function lives(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  if (existsSync('/proc/self/stat')) return existsSync(stat) && !/\) Z /.test(readFileSync(stat, 'utf8'));
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('a group of servers', () => {
  it('leaves nothing running after Ctrl-C, pressed twice, not even what the servers had started', { timeout: 15_000 }, async () => {
    const { child, up, ended, pids } = program('setInterval(() => {}, 1000);');
    await up;
    expect(pids().map(lives)).toEqual([true, true]);
    child.kill('SIGINT');
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(pids().map(lives)).toEqual([false, false]);
  });

  it('leaves nothing running when the program ends by an error', async () => {
    const { up, ended, pids } = program('process.exit(7);');
    await up;
    expect(await ended).toBe(7);
    await expect.poll(() => pids().map(lives)).toEqual([false, false]);
  });
});
