import { beforeAll, expect, test, vi } from 'vitest';
import { connectionData } from './connections';
import type { ConnectionKey } from './data';
import { type DatabaseGate, databaseGate } from './database-gate.test-support';
import { leased, leasedConnection, owner, withOwnDatabase } from './owned.test-data';

withOwnDatabase();

let gate: DatabaseGate;
beforeAll(async () => {
  gate = await databaseGate(process.env['DATABASE_URL'] ?? '');
  process.env['DATABASE_URL'] = gate.url;
});

const isHeld = async ({ id }: ConnectionKey) => {
  const { rows } = await owner().query('SELECT lease_until > now() AS held FROM connections WHERE id = $1', [id]);
  return rows[0].held as boolean | null;
};

test('a lease that could not be given back while the database was away is free as soon as it is back', async () => {
  const { lease } = await leasedConnection();
  await gate.shut();
  await expect(connectionData.release(lease)).rejects.toThrow();
  expect(await isHeld(lease)).toBe(true);
  await gate.open();
  await vi.waitFor(async () => expect(await isHeld(lease)).toBeNull(), { timeout: 15_000, interval: 100 });
});

test('what comes late takes no lease away that somebody else has taken since', async () => {
  const { lease } = await leasedConnection();
  await gate.shut();
  await expect(connectionData.release(lease)).rejects.toThrow();
  await owner().query('UPDATE connections SET lease_until = NULL WHERE id = $1', [lease.id]);
  await owner().query(`UPDATE connections SET epoch = epoch + 1, lease_until = now() + interval '30 seconds' WHERE id = $1`, [lease.id]);
  await gate.open();
  const other = await leasedConnection();
  await connectionData.release(other.lease);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  expect(await isHeld(lease)).toBe(true);
  expect(await isHeld(other.lease)).toBeNull();
  await leased(other.lease);
});
