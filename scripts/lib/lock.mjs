// One program at a time on a data folder: two would stop each other's database.
import fs from 'node:fs';
import path from 'node:path';
import { isGone } from './process.mjs';

/** Takes the folder for this process until it ends. Throws when another living process has it; that of a dead one is taken over. */
export function onlyOnce(dataDir) {
  fs.mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'running.pid');
  const owner = fs.existsSync(file) ? Number(fs.readFileSync(file, 'utf8')) : 0;
  if (owner > 0 && owner !== process.pid && !isGone(owner)) {
    throw new Error(`Defender Connect already runs on ${dataDir} (process ${owner}). Stop it first, or set DATA_DIR to another folder.`);
  }
  fs.writeFileSync(file, String(process.pid));
  process.once('exit', () => fs.rmSync(file, { force: true }));
}
