import { beforeAll, describe, expect, test } from 'vitest';
import { CaseList, type CaseRow } from '@/lib/contract/staff-list';
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
  return all.filter(({ organization, admin }) => {
    const name = { organization: organization?.name ?? null, domain: organization?.domain ?? null };
    const terms = searchTerms({ ...name, adminName: admin.name, adminAccount: admin.account });
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

test('a search in the order of ends of keys leaves out who has none, and counts them', async () => {
  const answer = CaseList.parse(await (await ask(list, { query: '?sort=expires&q=ltd&limit=100' })).json());
  const fits = compared('ltd');
  const withKey = fits.filter(({ keyExpiresAt }) => keyExpiresAt);
  expect([answer.rows.every(({ keyExpiresAt }) => keyExpiresAt), answer.found.count]).toEqual([true, fits.length]);
  expect(withKey.length).toBeLessThan(fits.length);
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
