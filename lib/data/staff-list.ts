import { type SupportTab, supportTabs } from '../domain/support/standing';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { type CaseFilter, type CasePage, conditionsOf, orderColumn, orderSql, tabsOf, turnSql, whereAll } from './staff-filter';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';

/**
 * A page of cases. Where rows of several tabs fit, each tab is read by its own index: in the order by turn one after the other until the page
 * is full, in another order a page of each, of which the first are taken. What one person has, what is due and what is to be re-checked is few
 * and put in order at once.
 * @returns at most `limit` rows
 */
export async function listCases(tx: Tx, filter: CaseFilter, page: CasePage): Promise<SupportCaseRow[]> {
  const tabs = tabsOf(filter);
  if (tabs?.length === 0) return [];
  const [only, ...others] = tabs ?? [];
  if (only && others.length === 0) return query(tx, [{ ...filter, tab: only }], page);
  if (isFew(filter)) return query(tx, [filter], page);
  if (page.sort !== 'turn') return query(tx, tabs ? tabs.map((tab) => ({ ...filter, tab })) : [filter], page);
  const rows: SupportCaseRow[] = [];
  for (const tab of (tabs ?? supportTabs).filter((one) => !isBefore(one, page.after?.tab ?? one))) {
    const after = page.after?.tab === tab ? page.after : null;
    rows.push(...(await query(tx, [{ ...filter, tab }], { ...page, after, limit: page.limit - rows.length })));
    if (rows.length >= page.limit) break;
  }
  return rows;
}

const isFew = ({ due, recheck, owner }: CaseFilter): boolean => due || recheck || (owner !== null && owner !== 'nobody');
const isBefore = (one: SupportTab, other: SupportTab): boolean => supportTabs.indexOf(one) < supportTabs.indexOf(other);

/** @param filters whose rows have none in common; a page of each is read */
async function query(tx: Tx, filters: readonly CaseFilter[], page: CasePage): Promise<SupportCaseRow[]> {
  const turn = page.sort === 'turn' && !filters.every(({ tab }) => tab) ? turnSql : null;
  const order = orderSql(page, { turn, key: orderColumn(page.sort), id: Prisma.sql`c.connection_id` });
  const parts = filters.map(
    (filter) => Prisma.sql`(SELECT c.* FROM support_cases c ${whereAll([...conditionsOf(filter), ...order.page])}
      ORDER BY ${order.by} LIMIT ${page.limit})`,
  );
  return caseRowsOf(
    await tx.$queryRaw<unknown[]>`SELECT ${caseColumns} FROM (${Prisma.join(parts, ' UNION ALL ')}) AS c
      LEFT JOIN support_staff o ON o.oid = c.owner_oid ORDER BY ${order.by} LIMIT ${page.limit}`,
  );
}

/** Counted exactly up to so many. */
export const countedAtMost = 1000;

/** How many fit, where no counter knows it: at most `countedAtMost` + 1. */
export async function countCases(tx: Tx, filter: CaseFilter): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`SELECT count(*) AS count
    FROM (SELECT 1 FROM support_cases c ${whereAll(conditionsOf(filter))} LIMIT ${countedAtMost + 1}) AS found`;
  return Number(row?.count ?? 0);
}
