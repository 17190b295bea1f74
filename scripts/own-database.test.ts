import pg from 'pg';
import { expect, it } from 'vitest';
import { ownDatabase } from './own-database';

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

it('each test file gets a migrated, empty database of its own, and the product is told of it', async () => {
  const [one, other] = [await ownDatabase(), await ownDatabase()];
  expect(process.env['DATABASE_URL']).toBe(other);
  expect(await query(one, 'SELECT count(*)::int AS n FROM connections')).toEqual([{ n: 0 }]);
  await query(one, 'CREATE TABLE only_here (n int)');
  await expect(query(other, 'SELECT * FROM only_here')).rejects.toThrow(/does not exist/);
});
