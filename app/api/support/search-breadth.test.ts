import { expect, test } from 'vitest';
import { CaseList } from '@/lib/contract/staff-list';
import { newConnection, owner } from '@/lib/data/owned.test-data';
import { ask, withStaff } from '@/lib/web/staff.test-data';
import { GET as csv } from './connections/export.csv/route';
import { GET as list } from './connections/route';

withStaff();

/** Connections that are found by so many terms each, all of which begin with one word. */
async function named(word: string, count: number, terms: number): Promise<void> {
  const { id } = await newConnection();
  const columns = async (table: string, but: readonly string[]) => {
    const { rows } = await owner().query<{ name: string }>(
      "SELECT quote_ident(attname) AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
      [table],
    );
    return rows.map(({ name }) => name).filter((name) => !but.includes(name));
  };
  const [ofConnection, ofCase] = [
    await columns('connections', ['id', 'tenant_id']),
    await columns('support_cases', ['connection_id', 'tenant_id']),
  ];
  await owner().query(
    `WITH made AS (SELECT gen_random_uuid() AS id, gen_random_uuid() AS tenant, n FROM generate_series(1, ${count}) AS n),
      a AS (INSERT INTO connections (id, tenant_id, ${ofConnection}) SELECT made.id, tenant, ${ofConnection.map((name) => `c.${name}`)}
        FROM made, connections c WHERE c.id = $1 RETURNING 1),
      b AS (INSERT INTO support_cases (connection_id, tenant_id, ${ofCase}) SELECT made.id, tenant, ${ofCase.map((name) => `c.${name}`)}
        FROM made, support_cases c WHERE c.connection_id = $1 RETURNING 1)
     INSERT INTO support_terms (term, connection_id, tenant_id) SELECT $2 || t || ' ' || n, id, tenant FROM made, generate_series(1, ${terms}) AS t`,
    [id, word],
  );
}
const found = async (q: string) => CaseList.parse(await (await ask(list, { query: `?q=${q}&limit=1` })).json());
const lines = async (q: string) => (await (await ask(csv, { query: `?q=${q}` })).text()).trim().split('\r\n');

test('three hundred connections with two fitting terms each are all found, and all in the file', async () => {
  await named('sarah', 300, 2);
  for (const q of ['sarah', 'sarah1 sarah2'])
    expect(await found(q)).toMatchObject({ found: { count: 300, atLeast: false }, tooBroad: false });
  expect(await lines('sarah')).toHaveLength(1 + 300);
});

test('a search that brings up only some of what fits says so, and its file in the last line', async () => {
  await named('many', 401, 1);
  await named('often', 200, 11);
  for (const q of ['many', 'often']) {
    expect(await found(q)).toMatchObject({ found: { atLeast: true }, tooBroad: true });
    expect((await lines(q)).at(-1)).toMatch(/^This file is not complete: /);
  }
});

test('a rare word finds its connection, however common a longer one beside it is', async () => {
  await named('international', 700, 1);
  await owner().query(
    "INSERT INTO support_terms SELECT 'kowal', connection_id, tenant_id FROM support_terms WHERE term = 'international1 7'",
  );
  for (const q of ['international kowal', 'kowal international'])
    expect(await found(encodeURIComponent(q))).toMatchObject({ found: { count: 1, atLeast: false }, tooBroad: false });
});

test('a word is as rare as its terms, counted as far as they are read', async () => {
  await named('intercontinental', 700, 1);
  // two terms for each of 210: more terms than connections that a search brings up
  await owner().query(
    `INSERT INTO support_terms SELECT 'weber ' || t || ' ' || connection_id, connection_id, tenant_id
     FROM generate_series(1, 2) AS t, (SELECT * FROM support_terms WHERE term LIKE 'intercontinental%' ORDER BY term LIMIT 210) AS found`,
  );
  expect(await found('intercontinental%20weber')).toMatchObject({ found: { count: 210, atLeast: false }, tooBroad: false });
});
