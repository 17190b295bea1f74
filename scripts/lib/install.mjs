// Makes sure that the packages of package-lock.json are installed. Uses nothing but Node: it runs before there are any.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(import.meta.dirname, '../..');
const oldest = [20, 19];

/** Ends the program with a plain sentence when Node is too old; installs the packages when they are absent or older than the lock file. */
export async function ensureInstalled() {
  requireNode();
  const stamp = path.join(root, 'node_modules/.package-lock.json');
  if (fs.existsSync(stamp) && fs.statSync(stamp).mtimeMs >= fs.statSync(path.join(root, 'package-lock.json')).mtimeMs) return;
  if (fs.existsSync(stamp) && sameTree(stamp)) return;
  console.log('Installing packages (npm ci), about a minute the first time …');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const result = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (result.status === 0) return;
  console.error('npm ci did not finish: packages could not be installed. Its messages are above.');
  process.exit(1);
}

function requireNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  console.error(`Defender Connect needs Node.js ${oldest.join('.')} or newer. This is ${process.versions.node}.`);
  process.exit(1);
}

/** A fresh clone has a newer lock file than a tree that was installed from the same lock: compare what counts before installing again. */
function sameTree(stamp) {
  const [wanted, present] = [path.join(root, 'package-lock.json'), stamp].map(
    (file) => JSON.parse(fs.readFileSync(file, 'utf8')).packages ?? {},
  );
  return Object.entries(wanted).every(([name, entry]) => name === '' || entry.optional || present[name]?.version === entry.version);
}
