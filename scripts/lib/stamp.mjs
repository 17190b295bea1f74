// Remembers what a step was made from, so that a second start can leave it out.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';

const skipped = /(^|\/)(node_modules|generated|\.next|dist)(\/|$)|\.test(-[a-z]+)?\.(tsx?|json)$|\.md$/;

/** SHA-256 over names and contents of files and folders (relative to the project). What does not exist counts as absent. */
export function hashOf(...names) {
  const hash = createHash('sha256');
  for (const name of names.flatMap(filesBelow))
    hash
      .update(`${name}\0`)
      .update(fs.readFileSync(inRoot(name)))
      .update('\0');
  return hash.digest('hex');
}

/** All files below a file or folder, sorted, relative to the project. Tests, generated files and build output are left out. */
export function filesBelow(name) {
  const stat = fs.statSync(inRoot(name), { throwIfNoEntry: false });
  if (!stat || skipped.test(name)) return [];
  if (!stat.isDirectory()) return [name];
  return fs
    .readdirSync(inRoot(name))
    .sort()
    .flatMap((entry) => filesBelow(path.posix.join(name, entry)));
}

/** Runs a step unless the stamp file says that it was done for the same inputs and its output is still there. Gives whether it ran. */
export async function unlessDone(stampFile, key, output, step) {
  if (fs.existsSync(output) && fs.existsSync(stampFile) && fs.readFileSync(stampFile, 'utf8') === key) return false;
  fs.rmSync(stampFile, { force: true });
  await step();
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, key);
  return true;
}
