// What a soak does to the portal while admins are at work: kills web processes, crashes the database, lets the store refuse.
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';

const killEveryMs = 3_000;
const storeAwayMs = 4_000;
const between = (fromMs, toMs) => fromMs + Math.random() * (toMs - fromMs);

/**
 * Begins to disturb a stack; gives { counts, end }. `end` stops disturbing and resolves when everything runs again: all web processes, the
 * database and the store's right to be written. `counts.fell` names web processes that ended without being killed.
 */
export function disturb({ instances, database, databaseUrl }, { storeEveryMs = 15_000 } = {}) {
  const counts = { kills: 0, spared: 0, crashes: 0, refusals: 0, fell: [] };
  const over = new AbortController();
  const rest = (ms) => pause(ms, undefined, { signal: over.signal }).catch(() => undefined);
  const isOver = () => over.signal.aborted;
  const loops = [
    killing(instances, { counts, rest, isOver }),
    crashing(database, { counts, rest, isOver }),
    refusing(databaseUrl, { counts, rest, isOver, everyMs: storeEveryMs }),
  ];
  const end = async () => {
    over.abort();
    await Promise.all(loops);
  };
  return { counts, end };
}

/**
 * One web process after the other is killed, every three seconds, and started anew as soon as it is gone. The last one that is up is
 * spared: on a machine so busy that a start takes longer, nothing but starts would happen.
 */
async function killing(instances, { counts, rest, isOver }) {
  const starting = new Map();
  let turn = 0;
  for (;;) {
    await rest(killEveryMs);
    if (isOver()) break;
    const up = instances.ports.map((_, index) => index + 1).filter((number) => !starting.has(number));
    if (up.length < 2) {
      counts.spared += 1;
      continue;
    }
    turn += 1;
    const number = up[turn % up.length];
    if (!instances.lives(number)) counts.fell.push(number);
    await instances.kill(number);
    counts.kills += 1;
    starting.set(
      number,
      startAgain(instances, number).then(() => starting.delete(number)),
    );
  }
  await Promise.all(starting.values());
}

/** A start that fails because the database was away for all of its time is repeated. */
async function startAgain(instances, number) {
  for (let tries = 1; ; tries += 1) {
    try {
      return await instances.start(number);
    } catch (error) {
      if (tries === 3) throw error;
    }
  }
}

/** The database ends at once, as in a crash, every five to ten seconds, and comes back. */
async function crashing(database, { counts, rest, isOver }) {
  for (;;) {
    await rest(between(5_000, 10_000));
    if (isOver()) return;
    await database.crash();
    counts.crashes += 1;
    await database.start();
  }
}

/** The portal loses the right to write to the store for some seconds. */
async function refusing(databaseUrl, { counts, rest, isOver, everyMs }) {
  for (;;) {
    await rest(everyMs);
    if (isOver()) return;
    await surely(databaseUrl, 'REVOKE INSERT ON stored_credentials FROM portal_store_writer');
    counts.refusals += 1;
    await rest(storeAwayMs);
    await surely(databaseUrl, 'GRANT INSERT ON stored_credentials TO portal_store_writer');
  }
}

/** Runs one statement, however often the database goes away meanwhile. */
async function surely(databaseUrl, statement) {
  for (;;) {
    const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 2_000 });
    // a server that goes away is told by the query
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query(statement);
      return;
    } catch {
      await pause(200);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}
