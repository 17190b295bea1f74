// `npm run audit:verify`: recomputes the audit chain, oldest line first. Prints "N lines, chain intact" and ends with 0, or names the first
// line that does not hold and ends with 1; 2 when the lines cannot be read. Reads DATABASE_URL, from the environment or .env; without it,
// the demo's database in DATA_DIR.
import fs from 'node:fs';
import path from 'node:path';
import { auditChain } from './lib/audit-chain.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';

/** Lines read at a time: the chain may be long, the memory is not. */
const batch = 5000;

if (fs.existsSync(inRoot('.env'))) process.loadEnvFile(inRoot('.env'));
await ensureInstalled();
try {
  const { url, stop } = await database();
  try {
    const { lines, fault } = await verify(url);
    console.log(fault ?? `${lines} ${lines === 1n ? 'line' : 'lines'}, chain intact`);
    process.exitCode = fault ? 1 : 0;
  } finally {
    await stop();
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}

/** Gives { lines, fault }: how many lines hold from the beginning, and what is wrong with the next. One snapshot: a running portal goes on writing. */
async function verify(connectionString) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const chain = auditChain();
    const fault = await firstFault(client, chain);
    return { lines: chain.lines, fault };
  } finally {
    await client.end();
  }
}

async function firstFault(client, chain) {
  await client.query('DECLARE audit NO SCROLL CURSOR FOR SELECT * FROM audit_lines ORDER BY seq');
  for (;;) {
    const { rows } = await client.query(`FETCH ${batch} FROM audit`);
    for (const line of rows) {
      const fault = chain.add(line);
      if (fault) return fault;
    }
    if (rows.length < batch) break;
  }
  const { rows } = await client.query('SELECT seq, hash FROM audit_head');
  return chain.end(rows[0]);
}

/** The database that is named, or the demo's: a running one is used, a stopped one is started and stopped again. */
async function database() {
  if (process.env.DATABASE_URL) return { url: process.env.DATABASE_URL, stop: async () => {} };
  const dir = path.resolve(process.env.DATA_DIR ?? inRoot('.data'), 'postgres');
  if (!fs.existsSync(dir)) throw new Error(`DATABASE_URL is not set, and there is no demo database in ${dir}.`);
  const { start } = await import('./lib/postgres.mjs');
  const server = await start(dir);
  return { url: server.url.replace(/\/postgres$/, '/defender_connect'), stop: server.reused ? async () => {} : server.stop };
}
