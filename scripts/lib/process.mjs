// Ending processes for sure, and telling a dead one from a living one.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Whether this process has ended. A zombie has ended too: only its parent has not noticed yet. */
export function isGone(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'ESRCH';
  }
  try {
    return fs.readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.[0] === 'Z';
  } catch {
    return false;
  }
}

/** True for a process that works in this folder. A number may belong to somebody else by now. */
export function runsBelow(pid, folder) {
  try {
    const cwd = fs.readlinkSync(`/proc/${pid}/cwd`);
    return cwd === path.resolve(folder) || cwd.startsWith(path.resolve(folder) + path.sep);
  } catch {
    return false;
  }
}

/** Asks a process to end, and after `patienceMs` kills it with all its children. Resolves when it is gone. */
export async function endProcess(pid, signal = 'SIGTERM', patienceMs = 5000) {
  if (isGone(pid)) return;
  send(pid, signal);
  const deadline = Date.now() + patienceMs;
  while (!isGone(pid) && Date.now() < deadline) await sleep(20);
  if (!isGone(pid)) killTree(pid);
  while (!isGone(pid)) await sleep(20);
}

/** Kills a process that leads its own group, and everything that it started in that group. Synchronous: usable while this process ends. */
export function killTree(pid) {
  if (process.platform === 'win32') spawnSync('taskkill', ['/pid', String(pid), '/T', '/F']);
  else if (!send(-pid, 'SIGKILL')) send(pid, 'SIGKILL');
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}
