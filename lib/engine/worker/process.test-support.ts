import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.join(import.meta.dirname, '../../..');

/** Bundles the worker as the product's build does. @returns its path and how to remove it */
export async function buildWorker(): Promise<{ file: string; remove: () => void }> {
  const file = path.join(root, 'dist', `worker-${process.pid}.mjs`);
  const args = [path.join(root, 'scripts/lib/bundle.mjs'), 'lib/engine/worker/main.ts', file];
  await promisify(execFile)(process.execPath, args, { cwd: root });
  return { file, remove: () => rmSync(file, { force: true }) };
}

interface Line {
  readonly event: string;
  readonly level: number;
  readonly connection?: string;
  readonly kind?: string;
}

/** The program `dist/worker.mjs` at work. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown[]>;
  #printed = '';

  constructor(file: string, env: Readonly<Record<string, string>>) {
    this.#child = spawn(process.execPath, [file], { cwd: root, env: { ...env, NODE_ENV: 'test' }, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (data) => (this.#printed += data));
    this.#exit = once(this.#child, 'close');
  }

  get printed(): string {
    return this.#printed;
  }

  /** Its log so far; every line of it is JSON. */
  lines(event: string): Line[] {
    const whole = this.#printed.slice(0, this.#printed.lastIndexOf('\n') + 1).split('\n');
    return whole
      .filter(Boolean)
      .map((line): Line => JSON.parse(line))
      .filter((line) => line.event === event);
  }

  /** @returns the exit code, or the signal that killed it */
  async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<unknown> {
    this.#child.kill(signal);
    const [code, by] = await this.#exit;
    return code ?? by;
  }

  /** @returns the exit code of a worker that ends by itself */
  async ended(): Promise<unknown> {
    return (await this.#exit)[0];
  }
}
