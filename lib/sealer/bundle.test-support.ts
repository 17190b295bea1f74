import { execFile } from 'node:child_process';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

/**
 * Builds the sealer as the product's build does and puts it where the web process looks for it. Put there in one move, because test
 * files run side by side and each may start a sealer at any time.
 */
export async function buildSealer(): Promise<void> {
  const root = path.join(import.meta.dirname, '../..');
  const fresh = path.join(root, 'dist', `sealer-${process.pid}.mjs`);
  await promisify(execFile)(process.execPath, [path.join(root, 'scripts/lib/bundle.mjs'), 'lib/sealer/main.ts', fresh], { cwd: root });
  await rename(fresh, path.join(root, 'dist/sealer.mjs'));
}
