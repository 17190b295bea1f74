import { z } from 'zod';
import { askedTime, stored } from '../../contract/asked';
import type { CaseList, CaseListQuery, caseSorts } from '../../contract/staff-list';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import { standingCounts, sumOf, turnDueCases } from '../../data/staff-counts';
import {
  type CaseFilter,
  type CasePage,
  type CasePosition,
  type CaseSort,
  countCases,
  countedAtMost,
  listCases,
} from '../../data/staff-list';
import type { SupportCaseRow } from '../../data/staff-rows';
import { searchWords } from '../../domain/support/search-words';
import { supportTabs } from '../../domain/support/standing';
import { cursorOf, readCursor } from '../staff-query';
import { rowView } from './row';

const usualLimit = 25;

/** A cursor names its order and, in the order by turn, its tab: with another order it is refused. */
const Cursor = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('turn'), tab: z.enum(supportTabs), key: askedTime, id: z.guid() }),
  z.strictObject({ sort: z.literal('name'), tab: z.null(), key: stored(300), id: z.guid() }),
  z.strictObject({ sort: z.enum(['activity', 'waiting', 'expires', 'created']), tab: z.null(), key: askedTime, id: z.guid() }),
]);

/** What a list query asks for. */
export interface Asked {
  readonly filter: CaseFilter;
  readonly page: CasePage;
}

/**
 * Reads a list query.
 * @param me whose cases `owner=me` means
 * @throws PortalError `bad-request` for a cursor of another order
 */
export function askedCases(query: CaseListQuery, me: string): Asked {
  const { tab = null, step = null, cause = null, owner = null } = query;
  const sort: CaseSort = query.sort ?? (tab ? 'waiting' : 'turn');
  const filter = { tab, step, cause, words: searchWords(query.q ?? ''), owner: owner === 'me' ? me : owner, due: query.due === 'true' };
  const ofThisSort = Cursor.refine((cursor) => cursor.sort === sort);
  const after = readCursor(query.cursor, ofThisSort);
  return { filter, page: { sort, after, limit: query.limit ?? usualLimit } };
}

/** A page of the list with its tabs. */
export async function caseList(query: CaseListQuery, me: string): Promise<CaseList> {
  const { filter, page } = askedCases(query, me);
  await turnDueCases();
  return asStaff(async (tx) => {
    const counts = await standingCounts(tx);
    const simple = !filter.words && !filter.owner && !filter.due;
    const counted = simple ? { count: sumOf(counts, filter), tooBroad: false } : await countCases(tx, filter);
    const rows = counted.count === 0 ? [] : await listCases(tx, filter, { ...page, limit: page.limit + 1 });
    const shown = rows.slice(0, page.limit);
    return {
      tabs: supportTabs.map((tab) => ({ tab, count: sumOf(counts, { tab }) })),
      found: found(counted.count, simple),
      rows: shown.map(rowView),
      cursor: rows.length > page.limit ? cursorAfter(shown, page.sort, filter) : null,
      tooBroad: counted.tooBroad,
      at: databaseNow().toISOString(),
    };
  });
}

const found = (count: number, exact: boolean) =>
  exact || count <= countedAtMost ? { count, atLeast: false } : { count: countedAtMost, atLeast: true };

function cursorAfter(rows: readonly SupportCaseRow[], sort: CaseSort, { tab }: CaseFilter): string | null {
  const last = rows.at(-1);
  if (!last) return null;
  const position: CasePosition & { sort: CaseSort } = {
    sort,
    tab: sort === 'turn' ? (tab ?? last.tab) : null,
    key: keyOf(last, sort),
    id: last.id,
  };
  return cursorOf(position);
}

function keyOf(row: SupportCaseRow, sort: (typeof caseSorts)[number]): string {
  switch (sort) {
    case 'turn':
    case 'waiting':
      return row.since.toISOString();
    case 'activity':
      return row.activityAt.toISOString();
    case 'name':
      return row.sortName;
    case 'expires':
      return (row.keyExpiresAt ?? row.since).toISOString();
    case 'created':
      return row.createdAt.toISOString();
    default:
      return sort satisfies never;
  }
}

/** Every case that fits, page by page; a reader that goes away ends it. */
export async function* everyCase({ filter, page }: Asked): AsyncGenerator<SupportCaseRow[]> {
  let after: CasePosition | null = null;
  for (;;) {
    const at: CasePosition | null = after;
    const rows: SupportCaseRow[] = await asStaff((tx) => listCases(tx, filter, { sort: page.sort, after: at, limit: exportedAtOnce }));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < exportedAtOnce) return;
    after = { tab: page.sort === 'turn' ? last.tab : null, key: keyOf(last, page.sort), id: last.id };
  }
}

const exportedAtOnce = 500;
