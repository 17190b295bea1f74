import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { person, untouched } from '../domain/record.test-data';
import { searchWords } from '../domain/support/search-words';
import { connectionData } from './connections';
import { redeemInvitation } from './invitations';
import { browserOf, newInvitation } from './invitations.test-data';
import { openInvited } from './invited-sign-ins';
import { leased, newConnection, owner, withOwnDatabase } from './owned.test-data';
import { asStaff } from './prisma';
import { findCases } from './staff-search';

withOwnDatabase();

const everything = { tab: null, places: null, step: null, cause: null, owner: null, due: false, recheck: false };

/** Ids of the connections that a search finds. */
async function found(typed: string): Promise<string[]> {
  const words = searchWords(typed);
  if (!words) throw new Error('nothing to look for');
  const page = { sort: 'turn', after: null, limit: 100 } as const;
  return (await asStaff((tx) => findCases(tx, { words, filter: everything, page }))).rows.map(({ id }) => id);
}

/** Signs in with an invitation of "Pinecrest Schools", C-1042, for this domain. */
async function comes(tenantId: string, domain: string): Promise<string> {
  const browser = browserOf(await newInvitation({ kind: 'domain', domain }));
  await redeemInvitation(browser);
  const opened = await openInvited({ cloud: 'global', tenantId, person, browser });
  if (opened.kind !== 'opened') throw new Error(opened.kind);
  return opened.key.id;
}

/** A look at the tenant, as the engine writes it. */
async function looks(key: { id: string; tenantId: string }, domains: readonly string[]): Promise<void> {
  const { lease, record } = await leased(key);
  const organization = { ...untouched.organization, name: 'Contoso Ltd', domain: domains[0] ?? '', domains };
  await connectionData.write(lease, record, { actor: 'portal', action: 'test', facts: { observed: { ...untouched, organization } } });
}

const rowOf = async (id: string) =>
  (await owner().query('SELECT customer, customer_id FROM support_cases WHERE connection_id = $1', [id])).rows[0];
const termsOf = async (id: string) =>
  (await owner().query('SELECT term FROM support_terms WHERE connection_id = $1 ORDER BY term', [id])).rows.map(({ term }) => term);

test('a case is found by its customer and the invited domain before the tenant was read', async () => {
  const id = await comes(randomUUID(), 'first.example');
  expect(await rowOf(id)).toEqual({ customer: 'Pinecrest Schools', customer_id: 'C-1042' });
  for (const typed of ['Pinecrest Schools', 'schools', 'c-1042', 'first.example']) expect(await found(typed)).toContain(id);
});

test('a case is found by every verified domain, whichever is the default one', async () => {
  const key = await newConnection();
  await looks(key, ['second.onmicrosoft.example', 'second.example']);
  for (const typed of ['second.example', 'second.onmicrosoft', 'contoso ltd']) expect(await found(typed)).toEqual([key.id]);
  await looks(key, ['second.onmicrosoft.example', 'third.example']);
  expect([await found('third.example'), await found('second.example')]).toEqual([[key.id], []]);
});

test('a case follows the invitation that is bound to its connection later', async () => {
  const key = await newConnection();
  expect(await rowOf(key.id)).toEqual({ customer: null, customer_id: null });
  expect(await comes(key.tenantId, 'fourth.example')).toBe(key.id);
  expect(await rowOf(key.id)).toEqual({ customer: 'Pinecrest Schools', customer_id: 'C-1042' });
  expect(await found('fourth.example')).toEqual([key.id]);
});

test('the migration gives cases that are there already what the product would, and takes nothing away', async () => {
  const tenantId = randomUUID();
  const id = await comes(tenantId, 'fifth.example');
  await looks({ id, tenantId }, ['fifth.onmicrosoft.example', 'fifth.example']);
  const customer = 'Collège d’Été 株式会社, Ltd.';
  await owner().query("UPDATE connections SET invitation = jsonb_set(invitation, '{customer}', to_jsonb($2::text)) WHERE id = $1", [
    id,
    customer,
  ]);
  const other = await newConnection();
  const others = await termsOf(other.id);
  // written before the product kept any of it
  await owner().query('UPDATE support_cases SET customer = NULL, customer_id = NULL');
  await owner().query("DELETE FROM support_terms WHERE term ~ '^(pinecrest|schools|c-1042|fifth)'");
  const before = await termsOf(id);
  const migration = readFileSync('prisma/migrations/20261128007000_cases_found_by_customer/migration.sql', 'utf8');
  await owner().query(migration.slice(migration.indexOf('-- What is there already.')));
  expect(await rowOf(id)).toEqual({ customer, customer_id: 'C-1042' });
  const came = (await termsOf(id)).filter((term) => !before.includes(term));
  expect(came).toEqual(
    [
      'c-1042',
      'college d’ete 株式会社, ltd.',
      'college d ete 株式会社 ltd',
      'd ete 株式会社 ltd',
      'ete 株式会社 ltd',
      'fifth.example',
      'fifth.onmicrosoft.example',
      'ltd',
      '株式会社 ltd',
    ]
      .filter((term) => !before.includes(term))
      .sort(),
  );
  expect([await rowOf(other.id), await termsOf(other.id)]).toEqual([{ customer: null, customer_id: null }, others]);
});
