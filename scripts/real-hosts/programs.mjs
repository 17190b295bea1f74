// The programs of the run: blocks of the document, and servers, none of which outlives it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root } from '../lib/paths.mjs';
import { endProcess, killTree } from '../lib/process.mjs';
import { commands } from './document.mjs';

/** Gives { shell, server, onStop, stopAll } for one run, whose folder holds its keys and its logs. */
export function programs(dir) {
  const keys = path.join(dir, 'keys');
  const stops = [];
  // what every program gets besides its own variables, and nothing else of the shell that started the test
  const plain = {
    PATH: process.env.PATH,
    HOME: dir,
    NODE_EXTRA_CA_CERTS: process.env.NODE_EXTRA_CA_CERTS,
    NEXT_TELEMETRY_DISABLED: '1',
    npm_config_update_notifier: 'false',
  };

  /** Runs a block of the document to its end; gives what it printed. Throws with its words when it fails. */
  const shell = (name, { environment = {}, values = {} } = {}) => {
    const child = spawn('sh', ['-e', '-c', commands(name, { keys, values })], { cwd: root, env: { ...plain, ...environment } });
    let [output, errors] = ['', ''];
    child.stdout.on('data', (data) => (output += data));
    child.stderr.on('data', (data) => (errors += data));
    return new Promise((resolve, reject) => {
      child.once('close', (status) =>
        status === 0 ? resolve(output) : reject(new Error(`the block "${name}" failed:\n${output}${errors}`)),
      );
    });
  };

  /** Starts a program that runs until the end, in a process group of its own. */
  const server = (name, [command, ...args], environment) => {
    const log = fs.openSync(path.join(dir, `${name}.log`), 'w');
    const child = spawn(command, args, { cwd: root, env: { ...plain, ...environment }, stdio: ['ignore', log, log], detached: true });
    fs.closeSync(log);
    stops.push(() => endProcess(child.pid, 'SIGTERM', 5000).then(() => killTree(child.pid)));
  };

  const stopAll = async () => {
    for (const stop of stops.reverse()) await stop();
  };
  return { shell, server, stopAll, onStop: (stop) => stops.push(stop) };
}

/** Repeats a question until its answer is good; servers need seconds to start. */
export async function until(ask, good) {
  for (const deadline = Date.now() + 60_000; ; ) {
    try {
      const answer = await ask();
      if (good(answer)) return answer;
    } catch (error) {
      if (Date.now() > deadline) throw error;
    }
    if (Date.now() > deadline) throw new Error('a server did not start in time');
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
