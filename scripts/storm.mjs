// `npm run storm [-- --rounds 50 --presses 100]`: the buttons of the main job pressed a hundred times at once, over three web
// processes on one database, round after round, each with an organization of its own. Afterwards the practice cloud's books must show one
// app, one principal and one live credential, whose sealed record works. Prints the figures; exit code 1 for anything else.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { argumentsOf } from './lib/arguments.mjs';
import { ensureInstalled } from './lib/install.mjs';

const options = argumentsOf({ rounds: { type: 'string', default: '50' }, presses: { type: 'string', default: '100' } });
const [rounds, presses] = [Number(options.rounds), Number(options.presses)];
const count = 3;

await ensureInstalled();
const { default: pg } = await import('pg');
const { build } = await import('./lib/build.mjs');
const { startStack } = await import('./lib/stack.mjs');
const { booksOf, newOrganization } = await import('./crowd/books.mjs');
const { tally } = await import('./crowd/tally.mjs');
const { playRound } = await import('./storm/round.mjs');

const dataDir = fs.mkdtempSync(path.join(os.tmpdir(), 'defender-connect-storm-'));
const answers = tally();
const faults = [];
let [stack, database] = [null, null];
try {
  if (![rounds, presses].every((number) => Number.isInteger(number) && number > 0))
    throw new Error('--rounds and --presses are whole numbers.');
  await build();
  stack = await startStack({ dataDir, count, ownDatabase: true, practiceEnv: { PRACTICE_LAG_SECONDS: '0', PRACTICE_STATE_FILE: '' } });
  database = new pg.Client({ connectionString: stack.databaseUrl });
  await database.connect();
  await allRounds();
} catch (error) {
  console.error(error.stack);
  process.exitCode = 1;
} finally {
  await database?.end();
  await stack?.stop();
  fs.rmSync(dataDir, { recursive: true, force: true });
}

async function allRounds() {
  const books = await booksOf(stack, database);
  const found = { apps: 0, principals: 0, keys: 0, works: 0 };
  const began = performance.now();
  for (let round = 1; round <= rounds; round += 1) {
    const tenant = await newOrganization(stack);
    const saw = (name, status, body) => {
      answers.add(`${name} ${status}`);
      if (status === 0 || status >= 500) faults.push(`round ${round}: ${name} was answered with ${status} ${body?.code ?? ''}`);
    };
    await playRound({ ...stack, tenant, presses, saw });
    const { apps, principals, keys, works } = await books(tenant);
    if (apps !== 1 || principals !== 1 || keys !== 1 || !works) {
      faults.push(`round ${round}: ${apps} apps, ${principals} principals, ${keys} live credentials, ${works ? 'works' : 'does not work'}`);
    }
    found.apps += apps;
    found.principals += principals;
    found.keys += keys;
    found.works += works ? 1 : 0;
  }
  tell(found, (performance.now() - began) / 1000);
}

function tell({ apps, principals, keys, works }, took) {
  const pressed = answers.names().reduce((sum, name) => sum + answers.of(name), 0);
  console.log(`\n${pressed} requests in ${took.toFixed(0)} s, ${presses} presses of each button at once, over ${count} web processes`);
  console.log(`answered by each: ${[...stack.proxy.counts.values()].join(', ')}`);
  console.log(`answers by status: ${answers.text()}`);
  console.log(
    `${rounds} organizations: ${apps} apps, ${principals} principals, ${keys} live credentials, ${works} stored records that work`,
  );
  for (const fault of faults.slice(0, 20)) console.log(`BROKEN ${fault}`);
  console.log(`${faults.length} broken`);
  if (faults.length > 0) process.exitCode = 1;
}
