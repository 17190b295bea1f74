import { beforeAll, describe, expect, test } from 'vitest';
import { CaseList, type CaseRow, Fixer } from '@/lib/contract/staff-list';
import { owner } from '@/lib/data/owned.test-data';
import { searchTerms, searchWords } from '@/lib/domain/support/search-words';
import { supportTabs } from '@/lib/domain/support/standing';
import { ask, rhea, withStaff } from '@/lib/web/staff.test-data';
import { GET as list } from '../connections/route';
import { seed } from './seed.test-support';

withStaff();
let all: readonly CaseRow[];
beforeAll(async () => {
  await seed(owner(), 300, rhea.oid);
  all = await everyPage('?sort=name&limit=100');
});

/** Follows the cursors to the end; each page says how many there are in all. */
async function everyPage(query: string): Promise<CaseRow[]> {
  const rows: CaseRow[] = [];
  const counts = new Set<number>();
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = CaseList.parse(await (await ask(list, { query: `${query}${cursor && `&cursor=${cursor}`}` })).json());
    rows.push(...answer.rows);
    counts.add(answer.found.count);
    cursor = answer.cursor;
  }
  expect([...counts]).toEqual([rows.length]);
  return rows;
}

/** The same by comparing every connection. */
function compared(q: string): CaseRow[] {
  const { phrase = '', words = [] } = searchWords(q) ?? {};
  return all.filter(({ organization, customer, admin }) => {
    const names = { organization: organization?.name ?? null, customer: customer?.name ?? null, customerId: customer?.id ?? null };
    const domains = organization ? [organization.domain, organization.domain.replace('.example', '.onmicrosoft.example')] : [];
    const terms = searchTerms({ ...names, domains, adminName: admin.name, adminAccount: admin.account });
    const begins = (word: string) => terms.some((term) => term.startsWith(word));
    return begins(phrase) || words.every(begins);
  });
}

const turn = (a: CaseRow, b: CaseRow) => supportTabs.indexOf(a.tab) - supportTabs.indexOf(b.tab);
const less = (a: string | null, b: string | null) => ((a ?? '') < (b ?? '') ? -1 : a === b ? 0 : 1);
const sorts = {
  turn: (a: CaseRow, b: CaseRow) => turn(a, b) || less(a.since, b.since) || less(a.id, b.id),
  waiting: (a: CaseRow, b: CaseRow) => less(a.since, b.since) || less(a.id, b.id),
  activity: (a: CaseRow, b: CaseRow) => less(b.activityAt, a.activityAt) || less(b.id, a.id),
  name: (a: CaseRow, b: CaseRow) =>
    less(a.organization?.name.toLowerCase() ?? '', b.organization?.name.toLowerCase() ?? '') || less(a.id, b.id),
  // who has no key comes last
  expires: (a: CaseRow, b: CaseRow) => less(a.keyExpiresAt ?? 'x', b.keyExpiresAt ?? 'x') || less(a.id, b.id),
  created: (a: CaseRow, b: CaseRow) => less(b.createdAt, a.createdAt) || less(b.id, a.id),
};
const ids = (rows: readonly CaseRow[]) => rows.map(({ id }) => id);

describe.each(Object.entries(sorts))('a search in the order %s', (sort, compare) => {
  test.each(['ltd', 'ltd larsen', 'larsen contoso', 'l i', 'ingrid vance', 'northwind ', 'nowhere ltd'])(
    '“%s” finds what fits',
    async (q) => {
      const found = await everyPage(`?sort=${sort}&limit=25&q=${encodeURIComponent(q)}`);
      expect(ids(found)).toEqual(ids(compared(q).sort(compare)));
    },
  );
});

test('the order of ends of keys has everybody, over every page, and who has none comes last', async () => {
  expect(all.filter(({ keyExpiresAt }) => !keyExpiresAt).length).toBeGreaterThan(7);
  for (const [query, fits] of [
    ['', all],
    ['&tab=needs-customer', all.filter(({ tab }) => tab === 'needs-customer')],
  ] as const) {
    const found = await everyPage(`?sort=expires&limit=7${query}`);
    expect(ids(found)).toEqual(ids([...fits].sort(sorts.expires)));
  }
});

describe.each(Object.entries(sorts))('in the order %s', (sort, compare) => {
  test.each(Fixer.options)('who can fix it is whom each row names: %s', async (by) => {
    const found = await everyPage(`?by=${by}&sort=${sort}&limit=9`);
    expect(ids(found)).toEqual(ids(all.filter(({ action }) => action.by === by).sort(compare)));
  });
});

test('who can fix it goes with a tab, a search and what is due', async () => {
  const fits = (rows: readonly CaseRow[]) => rows.filter(({ action }) => action.by === 'customer');
  expect(ids(await everyPage('?by=customer&q=ltd&limit=9')).sort()).toEqual(ids(fits(compared('ltd'))).sort());
  expect(ids(await everyPage('?by=customer&due=true')).sort()).toEqual(ids(fits(all.filter(({ followUpOn }) => followUpOn))).sort());
  expect(await everyPage('?by=customer&tab=drifted')).toHaveLength(all.filter(({ tab }) => tab === 'drifted').length);
  expect(await everyPage('?by=customer&tab=healthy')).toEqual([]);
});

test('a re-check that was asked for is listed', async () => {
  const found = await everyPage('?recheck=true&limit=1');
  const asked = all.filter(({ recheckAsked }) => recheckAsked);
  expect([ids(found), asked.length > 1]).toEqual([ids(asked.toSorted(sorts.turn)), true]);
});

test('a search goes with a filter', async () => {
  const found = await everyPage('?tab=needs-customer&q=ltd&limit=3');
  expect(ids(found).sort()).toEqual(ids(compared('ltd').filter(({ tab }) => tab === 'needs-customer')).sort());
  expect(found.length).toBeGreaterThan(3);
});

test('what is due comes by whose turn it is, over all tabs', async () => {
  const found = await everyPage('?due=true&limit=1');
  const due = all.filter(({ followUpOn }) => followUpOn);
  expect(ids(found)).toEqual(ids(due.toSorted(sorts.turn)));
  expect(new Set(found.map(({ tab }) => tab)).size).toBeGreaterThan(1);
});
