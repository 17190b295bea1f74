// `npm run soak [-- --flows 1000 --at-once 40 --minutes 60 --instances 6]`: admins connect their organizations over some web processes, of
// which one is killed every three seconds, while the database crashes every five to ten seconds and the store refuses at times. Then everything is left
// in peace for at most ten minutes, and the practice cloud's books must show for each organization one app, one principal, one key and
// a sealed record that works: nothing lost, nothing doubled, no orphan. Prints the figures; exit code 1 for anything else.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = argumentsOf({
  flows: { type: 'string', default: '1000' },
  'at-once': { type: 'string', default: '40' },
  minutes: { type: 'string', default: '60' },
  instances: { type: 'string', default: '6' },
});
const [flows, atOnce, minutes, count] = [options.flows, options['at-once'], options.minutes, options.instances].map(Number);

await ensureInstalled();
const { default: pg } = await import('pg');
const { build } = await import('./lib/build.mjs');
const { startStack } = await import('./lib/stack.mjs');
const { booksOf } = await import('./crowd/books.mjs');
const { tally } = await import('./crowd/tally.mjs');
const { disturb } = await import('./soak/disturbances.mjs');
const { runAll } = await import('./soak/run-all.mjs');
const { judge, tell } = await import('./soak/judge.mjs');

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-soak-'));
let stack = null;
try {
  if (![flows, atOnce, minutes, count].every((number) => Number.isInteger(number) && number > 0))
    throw new Error('The options are whole numbers.');
  await build();
  stack = await startStack({ dataDir, count, ownDatabase: true, practiceEnv: { PRACTICE_LAG_SECONDS: '0.2', PRACTICE_STATE_FILE: '' } });
  process.exitCode = (await soak()) ? 0 : 1;
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await stack?.stop();
  if (process.exitCode !== 0) console.error(`The servers' logs are in ${path.join(dataDir, 'logs')}.`);
  else fs.rmSync(dataDir, { recursive: true, force: true });
}

async function soak() {
  const answers = tally();
  const disturbances = disturb(stack);
  const ran = await runAll(stack, { flows, atOnce, minutes, answers, quiet: disturbances.end });
  const database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  try {
    const found = await judge(ran.ended, { books: await booksOf(stack, database), database, disturbances: disturbances.counts });
    return tell({ ...ran, ...found, answers, disturbances: disturbances.counts, count });
  } finally {
    await database.end();
  }
}
