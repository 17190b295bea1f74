// Who runs from the build that is there: a new one takes its files away, and a portal would answer with 500 from then on.
import fs from 'node:fs';
import path from 'node:path';
import { inRoot } from './paths.mjs';
import { isGone, runsBelow } from './process.mjs';

const usersFolder = inRoot('.next/defender-connect/users');

/** This process runs a portal from the build until it ends. */
export function holdBuild() {
  fs.mkdirSync(usersFolder, { recursive: true });
  const file = path.join(usersFolder, String(process.pid));
  fs.writeFileSync(file, '');
  process.once('exit', () => fs.rmSync(file, { force: true }));
}

/** Throws, naming the process, while another one runs a portal from the build. */
export function refuseWhileUsed({ folder = usersFolder, root = inRoot('.') } = {}) {
  const users = fs.existsSync(folder) ? fs.readdirSync(folder).map(Number) : [];
  const other = users.find((pid) => pid !== process.pid && !isGone(pid) && runsBelow(pid, root));
  if (other === undefined) return;
  throw new Error(`A portal runs from the present build (process ${other}). Stop it first: a new build would take its files away.`);
}
