import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { start } from './postgres.mjs';

let dir = '';

beforeEach(() => {
  // below a folder of 0700, as in a clone that belongs to root alone
  dir = path.join(mkdtempSync(path.join(tmpdir(), 'postgres-')), 'postgres');
});
afterEach(() => rmSync(path.dirname(dir), { recursive: true, force: true }));

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

describe('the private PostgreSQL', () => {
  it('keeps its data over a stop and a start', async () => {
    const first = await start(dir);
    await query(first.url, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (61)');
    await first.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    const second = await start(dir);
    expect(second.reused).toBe(false);
    expect(await query(second.url, 'SELECT n FROM kept')).toEqual([{ n: 61 }]);
    await second.stop();
  });

  it('is used again when an earlier run left it running', async () => {
    const first = await start(dir);
    const second = await start(dir);
    expect(second).toMatchObject({ url: first.url, reused: true });
    await second.stop();
    await expect(query(first.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('starts although a server that was killed left its lock file', async () => {
    const killed = await start(dir);
    const file = path.join(dir, 'postmaster.pid');
    const lock = readFileSync(file, 'utf8');
    await killed.stop();
    writeFileSync(file, lock.replace(/^\d+/, '4194303'), { mode: 0o600 });
    const next = await start(dir);
    expect(next.reused).toBe(false);
    await next.stop();
  });
});
