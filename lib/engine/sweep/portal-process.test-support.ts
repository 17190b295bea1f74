import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Go, News, Order } from './portal.test-support';

const root = path.join(import.meta.dirname, '../../..');

/** Bundles the portal process as the product's build bundles its programs. @returns its path and how to remove it */
export async function buildPortal(): Promise<{ file: string; remove: () => void }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'defender-connect-sweep-'));
  const file = path.join(folder, 'portal.mjs');
  const entry = 'lib/engine/sweep/portal.test-support.ts';
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts/lib/bundle.mjs'), entry, file], { cwd: root });
  return { file, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** What became of an order: the process said `ended`, or it was killed. */
export type Fate = { readonly kind: 'ended'; readonly news: Extract<News, { kind: 'ended' }> } | { readonly kind: 'killed' };

/** A portal in a process of its own, so that killing it is killing it. */
export class PortalProcess {
  /** Everything it has printed. */
  printed = '';
  readonly #child: ChildProcess;
  readonly #ready: Promise<unknown>;
  #listener: (news: News) => void = () => undefined;

  constructor(file: string, environment: Readonly<Record<string, string>>) {
    const options = { cwd: root, env: { ...environment, NODE_ENV: 'test' as const }, execArgv: [], silent: true };
    this.#child = fork(file, [], options);
    for (const stream of [this.#child.stdout, this.#child.stderr]) stream?.on('data', (data) => (this.printed += data));
    this.#ready = once(this.#child, 'message').then(() => this.#child.on('message', (news: News) => this.#listener(news)));
  }

  /** Gives an order and waits for its end; `listener` hears everything in between and may answer with `goOn`. */
  async run(order: Order, listener: (news: News) => void): Promise<Fate> {
    await this.#ready;
    return new Promise((resolve, reject) => {
      const exited = (code: number | null, signal: string | null) =>
        signal === 'SIGKILL' ? resolve({ kind: 'killed' }) : reject(new Error(`the portal ended with ${code ?? signal}: ${this.printed}`));
      this.#child.once('close', exited);
      this.#listener = (news) => {
        listener(news);
        if (news.kind !== 'ended') return;
        this.#child.off('close', exited);
        resolve({ kind: 'ended', news });
      };
      this.#child.send(order);
    });
  }

  goOn(go: Go): void {
    if (this.#child.connected) this.#child.send(go, () => undefined);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const closed = once(this.#child, 'close');
    this.#child.kill();
    await closed;
  }
}
