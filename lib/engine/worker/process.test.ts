import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { connectionData } from '../../data/connections';
import { type DatabaseGate, databaseGate } from '../../data/database-gate.test-support';
import { expireLease, owner, withOwnDatabase } from '../../data/owned.test-data';
import { LoopbackIngest } from '../../store/ingest.test-support';
import { type Exchange, exchange, listenerOf } from '../../store/loopback.test-support';
import { buildWorker, WorkerProcess } from './process.test-support';
import { journalOf, type SealedConnection, sealedConnection } from './sealed.test-support';

withOwnDatabase();

const client = { id: 'portal', secret: 'INGEST-CLIENT-SECRET-MARKER', scope: null };
const signingKey = randomBytes(32);
const patience = { timeout: 60_000, interval: 50 };

let bundle: Awaited<ReturnType<typeof buildWorker>>;
let gate: DatabaseGate;
beforeAll(async () => {
  bundle = await buildWorker();
  gate = await databaseGate(process.env['DATABASE_URL'] ?? '');
});
afterAll(() => bundle.remove());

/** FortifyData's ingest on loopback; what it shall do wrong next is in `seen`. */
let ingest: LoopbackIngest;
let seen: Exchange;
let server: Server;
let environment: Record<string, string>;
let workers: WorkerProcess[];
beforeEach(async () => {
  [ingest, seen, workers] = [new LoopbackIngest([signingKey], null), exchange(), []];
  const answer = (asked: Parameters<LoopbackIngest['answer']>[0]) =>
    asked.path === '/token' ? ingest.token(asked, client) : ingest.answer(asked);
  server = createServer(listenerOf(seen, { answer, isMain: ({ path }) => path === '/ingest' }));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const at = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  environment = {
    ...inject('environment'),
    DATABASE_URL: gate.url,
    LOG_LEVEL: 'info',
    SECRET_STORE: 'https',
    SECRET_INGEST_URL: `${at}/ingest`,
    SECRET_INGEST_SIGNING_KEY: `whsec_${signingKey.toString('base64')}`,
    SECRET_INGEST_TOKEN_URL: `${at}/token`,
    SECRET_INGEST_CLIENT_ID: client.id,
    SECRET_INGEST_CLIENT_SECRET: client.secret,
  };
});
afterEach(async () => {
  for (const worker of workers) await worker.end('SIGKILL');
  server.closeAllConnections();
  server.close();
});

function start(more: Record<string, string> = {}): WorkerProcess {
  const worker = new WorkerProcess(bundle.file, { ...environment, ...more });
  workers.push(worker);
  return worker;
}
const state = async (key: SealedConnection) => (await connectionData.load(key))?.state;
const puts = () => seen.journal.filter(({ path }) => path === '/ingest').length;
/** Resolves when the ingest has a put before it and says nothing. */
const silence = () => {
  seen.faults.push('no reply');
  return new Promise<void>((resolve) => {
    seen.onSilence = resolve;
  });
};

describe('the program', () => {
  test('delivers what waits, says so by ids alone, and ends when it is asked to', async () => {
    const key = await sealedConnection();
    const worker = start();
    await vi.waitFor(async () => expect(await state(key)).toBe('connected'), patience);
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(worker.lines('worker-started')).toHaveLength(1);
    expect(worker.lines('delivery-done')).toMatchObject([{ connection: key.id }]);
    expect(worker.lines('worker-stopped')).toHaveLength(1);
    expect(worker.printed).not.toMatch(/MARKER|sealed\.text|Adele|contoso/);
    expect([...ingest.records.keys()]).toEqual([key.attempt]);
  });

  test('that is asked to end while the store thinks finishes what it holds', async () => {
    const key = await sealedConnection();
    const asked = silence();
    const worker = start();
    await asked;
    const began = performance.now();
    expect(await worker.end('SIGTERM')).toBe(0);
    expect(performance.now() - began).toBeLessThan(25_000);
    expect(await connectionData.load(key)).toMatchObject({ state: 'delivering', waitReason: 'delivery' });
    expect(await journalOf(key)).toEqual(['deliverCredential wait by worker']);
    expect(await connectionData.lease(key)).not.toBeNull();
  });

  test('that is killed in the middle loses nothing: another one goes on, and the record is kept once', async () => {
    const key = await sealedConnection();
    const asked = silence();
    const first = start();
    await asked;
    expect(await first.end('SIGKILL')).toBe('SIGKILL');
    expect(await journalOf(key)).toEqual(['deliverCredential null by worker']);
    await expireLease(key.id);
    start();
    await vi.waitFor(async () => expect(await state(key)).toBe('connected'), patience);
    expect(await journalOf(key)).toEqual([
      'deliverCredential unknown by worker',
      'deliverCredential done by worker',
      'proveAccess done by worker',
    ]);
    expect([...ingest.records.keys()]).toEqual([key.attempt]);
  });

  test('runs beside others, and every key is delivered by one of them and kept once', async () => {
    const keys: SealedConnection[] = [];
    for (let count = 0; count < 8; count += 1) keys.push(await sealedConnection());
    start();
    start();
    await vi.waitFor(async () => expect(new Set(await Promise.all(keys.map(state)))).toEqual(new Set(['connected'])), patience);
    const delivered = (await Promise.all(keys.map(journalOf))).flat().filter((line) => line === 'deliverCredential done by worker');
    expect(delivered).toHaveLength(keys.length);
    expect(new Set(ingest.records.keys())).toEqual(new Set(keys.map(({ attempt }) => attempt)));
  });

  test('alarms once, with one line of level error, when a key has waited for a quarter of an hour', async () => {
    const key = await sealedConnection({ sealedAt: new Date(Date.now() - 16 * 60_000) });
    seen.faults.push(...Array.from({ length: 50 }, () => ({ status: 503 })));
    const both = [start(), start()];
    const alarms = () => both.flatMap((worker) => worker.lines('delivery-alarm'));
    await vi.waitFor(() => expect(alarms()).toHaveLength(1), patience);
    await vi.waitFor(() => expect(puts()).toBeGreaterThan(2), patience);
    expect(alarms()).toMatchObject([{ level: 50, connection: key.id, kind: 'overdue' }]);
    expect(await connectionData.load(key)).toMatchObject({ credentials: [{ deliveryAlarmedAt: expect.any(Date) }] });
  });

  test('says once that the database is away, goes on when it is back, and has lost nothing', async () => {
    const worker = start();
    await vi.waitFor(() => expect(worker.lines('worker-started')).toHaveLength(1), patience);
    await gate.shut();
    const key = await sealedConnection();
    await vi.waitFor(() => expect(worker.lines('worker-database-away')).toHaveLength(1), patience);
    await gate.open();
    await vi.waitFor(async () => expect(await state(key)).toBe('connected'), patience);
    await vi.waitFor(() => expect(worker.lines('worker-recovered')).toHaveLength(1), patience);
    expect(worker.lines('worker-database-away')).toHaveLength(1);
    expect(worker.lines('worker-failed')).toEqual([]);
  });

  test('outlives a full disk in the same way', async () => {
    const key = await sealedConnection();
    await owner().query(`
      CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END $$;
      CREATE TRIGGER no_room BEFORE INSERT ON operations FOR EACH ROW EXECUTE FUNCTION no_room()`);
    const worker = start();
    await vi.waitFor(() => expect(worker.lines('worker-database-away')).toHaveLength(1), patience);
    await owner().query('DROP FUNCTION no_room() CASCADE');
    await vi.waitFor(async () => expect(await state(key)).toBe('connected'), patience);
    await vi.waitFor(() => expect(worker.lines('worker-recovered')).toHaveLength(1), patience);
    expect([...ingest.records.keys()]).toEqual([key.attempt]);
  });

  test('refuses a wrong configuration with the name of the variable', async () => {
    const worker = start({ WORKER: 'maybe' });
    expect(await worker.ended()).toBe(1);
    expect(worker.printed).toContain('WORKER: must be on or off');
  });
});
