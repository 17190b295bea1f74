import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ProofLimits } from './messages';

export interface SealerOptions {
  /** `NODE_EXTRA_CA_CERTS` of this process, for sites behind a private certificate authority. */
  readonly extraCaCerts?: string | null;
  /** How long each sealer tries; as long as is usual when nothing is said. */
  readonly limits?: ProofLimits;
}

const shell = '/bin/sh';
const bundle = () => path.join(/*turbopackIgnore: true*/ process.cwd(), 'dist', 'sealer.mjs');

/** Whether the sealer's bundle is where it is started from. */
export const hasSealer = (): boolean => existsSync(bundle());

/**
 * Starts a sealer that waits for its order. It gets none of our environment, so neither session keys nor the database address, none
 * of our flags, so no inspector, and no streams, so nothing it might print goes anywhere. Where there is a shell, core dumps are
 * switched off on the way.
 */
export function startChild({ extraCaCerts }: SealerOptions): ChildProcess {
  const node = [process.execPath, bundle()] as const;
  const withoutCore = process.platform !== 'win32' && existsSync(shell);
  const [command, ...args] = withoutCore ? [shell, '-c', 'ulimit -c 0; exec "$0" "$@"', ...node] : node;
  return spawn(/*turbopackIgnore: true*/ command, args, {
    env: { NODE_ENV: 'production', ...(extraCaCerts ? { NODE_EXTRA_CA_CERTS: extraCaCerts } : {}) },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
    detached: false,
    windowsHide: true,
  });
}
