// Servers that live as long as this program: each in its own process group, with a log file, and none left behind.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from './paths.mjs';
import { endProcess, isGone, killTree, runsBelow } from './process.mjs';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * Gives { start, onStop, stopAll } for one group of servers, logging into `logDir`. The group ends when `stopAll` is called, when this
 * program is asked to end (Ctrl-C, SIGTERM, closed terminal) and, for sure, when it exits. Servers that a killed run left behind are
 * ended at the beginning.
 */
export async function group(logDir) {
  fs.mkdirSync(logDir, { recursive: true });
  const record = path.join(logDir, 'running.json');
  await endLeftBehind(record);
  const running = new Map();
  const closers = [];
  let stopping = null;

  const stopAll = () => {
    stopping ??= (async () => {
      for (const child of [...running.values()].reverse()) await endProcess(child.pid, 'SIGTERM', 5000).then(() => killTree(child.pid));
      for (const close of closers.reverse()) await close();
      fs.rmSync(record, { force: true });
    })();
    return stopping;
  };
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ]) {
    // `on`, not `once`: npm passes Ctrl-C on a second time, which would end this program before its servers
    process.on(signal, () => stopAll().finally(() => process.exit(status)));
  }
  process.once('exit', () => {
    for (const child of running.values()) if (child.exitCode === null) killTree(child.pid);
  });

  /** Starts a server and waits until `readyUrl` answers. Throws with the end of its log when it ends or stays silent. */
  const start = async (name, args, { env, readyUrl, cwd }) => {
    const logFile = path.join(logDir, `${name}.log`);
    // a server that is started anew goes on in its log
    const log = fs.openSync(logFile, running.has(name) ? 'a' : 'w');
    const child = spawn(process.execPath, args, { cwd, env, stdio: ['ignore', log, log], detached: process.platform !== 'win32' });
    fs.closeSync(log);
    running.set(name, child);
    fs.writeFileSync(record, JSON.stringify([...running.values()].map(({ pid }) => pid)));
    await ready(child, { name, readyUrl, logFile });
    return child;
  };
  return { start, stopAll, onStop: (close) => closers.push(close) };
}

async function ready(child, { name, readyUrl, logFile }) {
  const deadline = Date.now() + 60_000;
  while (child.exitCode === null && child.signalCode === null && Date.now() < deadline) {
    if (await answersHttp(readyUrl)) return;
    await sleep(50);
  }
  const last = fs.readFileSync(logFile, 'utf8').slice(-3000).trim();
  throw new Error(`${name} did not start${last ? `. It said:\n${last}` : '.'}`);
}

async function answersHttp(url) {
  try {
    const answer = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(10_000) });
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}

async function endLeftBehind(record) {
  if (!fs.existsSync(record)) return;
  for (const pid of JSON.parse(fs.readFileSync(record, 'utf8'))) {
    // a number may belong to somebody else by now: only end what runs from this project
    if (!isGone(pid) && runsBelow(pid, root)) await endProcess(pid);
  }
  fs.rmSync(record, { force: true });
}
