import { z } from 'zod';
import { askedTime, stored } from '../../contract/asked';
import type { CaseList, CaseListQuery, caseSorts } from '../../contract/staff-list';
import { databaseNow } from '../../data/clock';
import { asStaff, type Tx } from '../../data/prisma';
import { type StandingCount, standingCounts, sumOf, whereCasesStand } from '../../data/staff-counts';
import { type CaseFilter, type CasePage, type CasePosition, type CaseSort, noKey } from '../../data/staff-filter';
import { countCases, countedAtMost, listCases } from '../../data/staff-list';
import { staffPeople } from '../../data/staff-people';
import type { SupportCaseRow } from '../../data/staff-rows';
import { type FoundCases, findCases } from '../../data/staff-search';
import { causeTitle } from '../../domain/support/cause-title';
import type { Fixer } from '../../domain/support/fixer';
import { fixerPlaces } from '../../domain/support/fixer-places';
import { type SearchWords, searchWords } from '../../domain/support/search-words';
import { supportTabs } from '../../domain/support/standing';
import { cursorOf, readCursor } from '../staff-query';
import { rowView } from './row';

const usualLimit = 25;

/** A cursor names its order and, in the order by turn, its tab: with another order it is refused. */
const Cursor = z.discriminatedUnion('sort', [
  z.strictObject({ sort: z.literal('turn'), tab: z.enum(supportTabs), key: askedTime, id: z.guid() }),
  z.strictObject({ sort: z.literal('name'), tab: z.null(), key: stored(300), id: z.guid() }),
  z.strictObject({ sort: z.enum(['activity', 'waiting', 'created']), tab: z.null(), key: askedTime, id: z.guid() }),
  z.strictObject({ sort: z.literal('expires'), tab: z.null(), key: z.union([askedTime, z.literal(noKey)]), id: z.guid() }),
]);

/** What a list query asks for. */
export interface Asked {
  readonly words: SearchWords | null;
  /** Without places: these follow from `by` and from where there are cases. */
  readonly filter: CaseFilter;
  readonly by: Fixer | null;
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
  const marks = { due: query.due === 'true', recheck: query.recheck === 'true' };
  const filter = { tab, places: null, step, cause, owner: owner === 'me' ? me : owner, ...marks };
  const ofThisSort = Cursor.refine((cursor) => cursor.sort === sort);
  const after = readCursor(query.cursor, ofThisSort);
  return { words: searchWords(query.q ?? ''), filter, by: query.by ?? null, page: { sort, after, limit: query.limit ?? usualLimit } };
}

/** A page of the list with its tabs. */
export async function caseList(query: CaseListQuery, me: string): Promise<CaseList> {
  const asked = askedCases(query, me);
  const { filter, page } = asked;
  return whereCasesStand(async (tx) => {
    const counts = await standingCounts(tx);
    const { rows, tooBroad, ...found } = await read(tx, { ...asked, page: { ...page, limit: page.limit + 1 } }, counts);
    const shown = rows.slice(0, page.limit);
    return {
      tabs: supportTabs.map((tab) => ({ tab, count: sumOf(counts, { tab }) })),
      found: foundView({ ...found, tooBroad }),
      rows: shown.map(rowView),
      cursor: rows.length > page.limit ? cursorAfter(shown, page.sort, filter) : null,
      tooBroad,
      causes: causesOf(counts, filter.cause),
      staff: await staffPeople(tx),
      at: databaseNow().toISOString(),
    };
  });
}

/** The causes that cases have, and the one that is asked for, by their titles. */
function causesOf(counts: readonly StandingCount[], asked: string | null): CaseList['causes'] {
  const causes = new Set([...counts.map(({ cause }) => cause), asked].filter((cause) => cause !== null));
  const titled = [...causes].map((cause) => ({ cause, title: causeTitle(cause).title }));
  return titled.sort((a, b) => a.title.localeCompare(b.title, 'en') || (a.cause < b.cause ? -1 : 1));
}

/** `isExact`: counters know how many there are. */
type Read = FoundCases & { readonly isExact: boolean };

async function read(tx: Tx, asked: Asked, counts: readonly StandingCount[]): Promise<Read> {
  const { words, page } = asked;
  const filter = placed(asked, counts);
  if (words) return { ...(await findCases(tx, { words, filter, page })), isExact: false };
  const isExact = !filter.owner && !filter.due && !filter.recheck;
  const count = isExact ? sumOf(counts, filter) : await countCases(tx, filter);
  return { rows: count === 0 ? [] : await listCases(tx, filter, page), count, isExact, tooBroad: false };
}

const placed = ({ filter, by }: Asked, counts: readonly StandingCount[]): CaseFilter => ({
  ...filter,
  places: by && fixerPlaces(counts, by),
});

function foundView({ count, isExact, tooBroad }: Omit<Read, 'rows'>): CaseList['found'] {
  if (tooBroad) return { count, atLeast: true };
  return isExact || count <= countedAtMost ? { count, atLeast: false } : { count: countedAtMost, atLeast: true };
}

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
      return row.keyExpiresAt?.toISOString() ?? noKey;
    case 'created':
      return row.createdAt.toISOString();
    default:
      return sort satisfies never;
  }
}

/** A page of what fits; `tooBroad` where a search brings up only the first of them. */
type CasesPart = Pick<FoundCases, 'rows' | 'tooBroad'>;

/** Every case that fits, page by page; a reader that goes away ends it. */
export async function* everyCase(asked: Asked): AsyncGenerator<CasesPart> {
  const { sort } = asked.page;
  let after: CasePosition | null = null;
  for (;;) {
    const at: CasePosition | null = after;
    const part: CasesPart = await asStaff((tx) => partBehind(tx, asked, at));
    const { rows } = part;
    yield part;
    const last = rows.at(-1);
    if (!last || rows.length < exportedAtOnce) return;
    after = { tab: sort === 'turn' ? last.tab : null, key: keyOf(last, sort), id: last.id };
  }
}

const exportedAtOnce = 500;

async function partBehind(tx: Tx, asked: Asked, after: CasePosition | null): Promise<CasesPart> {
  const { words, page } = asked;
  const filter = asked.by ? placed(asked, await standingCounts(tx)) : asked.filter;
  const next = { sort: page.sort, after, limit: exportedAtOnce };
  return words ? findCases(tx, { words, filter, page: next }) : { rows: await listCases(tx, filter, next), tooBroad: false };
}
