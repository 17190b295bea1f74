// The web processes of one portal: one or several, each stopped, killed and started anew by its number.
import { endProcess, isGone } from './process.mjs';

const patienceMs = 30_000;

/**
 * Starts one web process for each of `ports`. `command` gives { args, cwd, env } for a port. Gives { ports, start, stop, kill,
 * lives }, which take a number from 1: `stop` asks by SIGTERM and resolves with the milliseconds it took, `kill` is SIGKILL to this process
 * alone, `start` takes variables to add to the environment.
 */
export async function startInstances({ children, ports, command }) {
  const running = new Map();
  const nameOf = (number) => (ports.length === 1 ? 'portal' : `portal-${number}`);

  const start = async (number, more = {}) => {
    const port = ports[number - 1];
    const { args, cwd, env } = command(port);
    const readyUrl = `http://127.0.0.1:${port}/api/health`;
    running.set(number, await children.start(nameOf(number), args, { cwd, env: { ...env, ...more }, readyUrl }));
  };
  const end = async (number, signal) => {
    const { pid } = running.get(number);
    const began = performance.now();
    if (!isGone(pid)) await endProcess(pid, signal, patienceMs);
    return performance.now() - began;
  };
  await Promise.all(ports.map((_, index) => start(index + 1)));
  const lives = (number) => !isGone(running.get(number).pid);
  return { ports, lives, start, stop: (number) => end(number, 'SIGTERM'), kill: (number) => end(number, 'SIGKILL') };
}
