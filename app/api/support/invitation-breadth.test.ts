import { beforeAll, expect, test } from 'vitest';
import { InvitationList } from '@/lib/contract/staff-invitations';
import { owner } from '@/lib/data/owned.test-data';
import { ask, withStaff } from '@/lib/web/staff.test-data';
import { GET as csv } from './invitations/export.csv/route';
import { GET as list } from './invitations/route';

withStaff();
const searched = 20_000;

/** More than are counted, and more than are searched: the oldest has a name of its own. */
beforeAll(() =>
  owner().query(
    `INSERT INTO invitations (id, customer, customer_id, expected_domain, token_hash, created_by, created_at, expires_at)
     SELECT gen_random_uuid(), CASE WHEN n = 0 THEN 'Oldest' ELSE 'Contoso ' || n END, 'C-' || n, 'n' || n || '.example', 'hash' || n,
       '{"oid":"o","name":"Manu"}', now() - interval '1 day' + n * interval '1 millisecond', now() + interval '1 day' FROM generate_series(0, $1::int) AS n`,
    [searched],
  ),
);
const listed = async (query: string) => InvitationList.strict().parse(await (await ask(list, { query })).json());

test('a tab counts no further than a thousand, and says that there are more', async () => {
  const { tabs, found } = await listed('?tab=live');
  const counted = Object.fromEntries(tabs.map(({ tab, ...of }) => [tab, of]));
  const many = { count: 1000, atLeast: true };
  const none = { count: 0, atLeast: false };
  expect(counted).toEqual({ all: many, live: many, ending: many, held: none, ended: none });
  expect(found).toEqual({ ...many, newest: null });
});

test('a search looks at the newest alone and says so; its file looks at all', async () => {
  expect(await listed('?q=oldest')).toMatchObject({ rows: [], found: { count: 0, atLeast: false, newest: searched } });
  expect(await listed('?q=n7.example')).toMatchObject({ rows: [{ customerId: 'C-7' }], found: { count: 1, newest: searched } });
  expect((await (await ask(csv, { query: '?q=oldest' })).text()).trim().split('\r\n')).toEqual([
    expect.stringMatching(/^Customer,/),
    expect.stringMatching(/^Oldest,/),
  ]);
});
