import type { SearchWords } from '../domain/support/search-words';
import { type SupportTab, supportTabs } from '../domain/support/standing';
import type { SupportStep } from '../domain/support/step';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';
import { type SearchSql, searchSql } from './staff-search';

/** Which cases; filters join with "and". */
export interface CaseFilter {
  readonly tab: SupportTab | null;
  readonly words: SearchWords | null;
  readonly step: SupportStep | null;
  readonly cause: string | null;
  /** An oid, `nobody`, or null for everybody's. */
  readonly owner: string | null;
  /** Only those whose follow-up date has come. */
  readonly due: boolean;
}

export type CaseSort = 'turn' | 'activity' | 'waiting' | 'name' | 'expires' | 'created';

/** Where a page begins: behind this row. `tab` is set in the order by turn alone. */
export interface CasePosition {
  readonly tab: SupportTab | null;
  readonly key: string;
  readonly id: string;
}

export interface CasePage {
  readonly sort: CaseSort;
  readonly after: CasePosition | null;
  readonly limit: number;
}

interface Order {
  readonly column: string;
  readonly type: 'timestamptz' | 'text';
  readonly direction: 'ASC' | 'DESC';
}

const orders: Readonly<Record<CaseSort, Order>> = {
  turn: { column: 'c.since', type: 'timestamptz', direction: 'ASC' },
  waiting: { column: 'c.since', type: 'timestamptz', direction: 'ASC' },
  activity: { column: 'c.activity_at', type: 'timestamptz', direction: 'DESC' },
  name: { column: 'c.sort_name', type: 'text', direction: 'ASC' },
  expires: { column: 'c.key_expires_at', type: 'timestamptz', direction: 'ASC' },
  created: { column: 'c.created_at', type: 'timestamptz', direction: 'DESC' },
};

/**
 * A page of cases. In the order by turn, tab after tab is read until the page is full, each by its own index.
 * @returns at most `limit` rows
 */
export async function listCases(tx: Tx, filter: CaseFilter, page: CasePage): Promise<SupportCaseRow[]> {
  const search = filter.words && searchSql(filter.words);
  if (page.sort !== 'turn' || filter.tab) return query(tx, { filter, search, page });
  const rows: SupportCaseRow[] = [];
  for (const tab of supportTabs.slice(supportTabs.indexOf(page.after?.tab ?? supportTabs[0]))) {
    const after = page.after?.tab === tab ? page.after : null;
    rows.push(...(await query(tx, { filter: { ...filter, tab }, search, page: { ...page, after, limit: page.limit - rows.length } })));
    if (rows.length >= page.limit) break;
  }
  return rows;
}

interface Query {
  readonly filter: CaseFilter;
  readonly search: SearchSql | null;
  readonly page: CasePage;
}

async function query(tx: Tx, { filter, search, page }: Query): Promise<SupportCaseRow[]> {
  const { column, type, direction } = orders[page.sort];
  const [by, cast, way] = [Prisma.raw(column), Prisma.raw(type), Prisma.raw(direction)];
  const than = Prisma.raw(direction === 'ASC' ? '>' : '<');
  const conditions = [
    ...conditionsOf(filter),
    ...(page.sort === 'expires' ? [Prisma.sql`c.key_expires_at IS NOT NULL`] : []),
    ...(page.after ? [Prisma.sql`(${by}, c.connection_id) ${than} (${page.after.key}::${cast}, ${page.after.id}::uuid)`] : []),
  ];
  return caseRowsOf(
    await tx.$queryRaw<unknown[]>`${search?.ctes ?? Prisma.empty} SELECT ${caseColumns} FROM ${from(search)}
      LEFT JOIN support_staff o ON o.oid = c.owner_oid ${where(conditions)}
      ORDER BY ${by} ${way}, c.connection_id ${way} LIMIT ${page.limit}`,
  );
}

/** Counted exactly up to so many. */
export const countedAtMost = 1000;

/** How many fit, where no counter knows it: at most `countedAtMost` + 1. */
export async function countCases(tx: Tx, filter: CaseFilter): Promise<{ count: number; tooBroad: boolean }> {
  const search = filter.words && searchSql(filter.words);
  const [row] = await tx.$queryRaw<{ count: bigint; broad: boolean }[]>`
    ${search?.ctes ?? Prisma.empty} SELECT count(*) AS count, ${search?.tooBroad ?? Prisma.sql`false`} AS broad
    FROM (SELECT 1 FROM ${from(search)} ${where(conditionsOf(filter))} LIMIT ${countedAtMost + 1}) AS found`;
  return { count: Number(row?.count ?? 0), tooBroad: row?.broad ?? false };
}

const from = (search: SearchSql | null) =>
  search ? Prisma.sql`hits JOIN support_cases c ON c.connection_id = hits.connection_id` : Prisma.sql`support_cases c`;

const where = (conditions: readonly Prisma.Sql[]) =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;

function conditionsOf({ tab, step, cause, owner, due }: CaseFilter): Prisma.Sql[] {
  return [
    ...(tab ? [Prisma.sql`c.tab = ${tab}`] : []),
    ...(step ? [Prisma.sql`c.step = ${step}`] : []),
    ...(cause ? [Prisma.sql`c.cause = ${cause}`] : []),
    ...(owner === 'nobody' ? [Prisma.sql`c.owner_oid IS NULL`] : owner ? [Prisma.sql`c.owner_oid = ${owner}::uuid`] : []),
    ...(due ? [Prisma.sql`c.follow_up_on <= (now() AT TIME ZONE 'UTC')::date`] : []),
  ];
}
