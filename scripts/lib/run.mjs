// Runs a program of the project to its end.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { inRoot, root } from './paths.mjs';

/** The JavaScript file behind the program of an installed package, so that no shell and no .cmd file stands between. */
export function program(name, command = name) {
  const { bin } = JSON.parse(fs.readFileSync(inRoot('node_modules', name, 'package.json'), 'utf8'));
  return inRoot('node_modules', name, typeof bin === 'string' ? bin : bin[command]);
}

/**
 * Runs `node` with these arguments in the project; resolves with { status, output } and never rejects for a failing program.
 * With `show` its words go to the terminal, otherwise they are collected in `output`.
 */
export function runNode(args, { env = {}, show = false } = {}) {
  return run(process.execPath, args, { env, show });
}

export function run(command, args, { env = {}, show = false } = {}) {
  const stdio = show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'];
  const child = spawn(command, args, {
    cwd: root,
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', ...(show ? {} : { NO_COLOR: '1' }), ...env },
    stdio,
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (output += data));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ status: 1, output: `${command}: ${error.message}` }));
    child.once('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
