import { supportTabs } from '../domain/support/standing';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { type CaseFilter, type CasePage, conditionsOf, orderColumn, orderSql, turnSql, whereAll } from './staff-filter';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';

/**
 * A page of cases. In the order by turn, tab after tab is read until the page is full, each by its own index; what one person has, and what
 * is due, is few and put in order at once.
 * @returns at most `limit` rows
 */
export async function listCases(tx: Tx, filter: CaseFilter, page: CasePage): Promise<SupportCaseRow[]> {
  const isFew = filter.due || (filter.owner !== null && filter.owner !== 'nobody');
  if (page.sort !== 'turn' || filter.tab || isFew) return query(tx, filter, page);
  const rows: SupportCaseRow[] = [];
  for (const tab of supportTabs.slice(supportTabs.indexOf(page.after?.tab ?? supportTabs[0]))) {
    const after = page.after?.tab === tab ? page.after : null;
    rows.push(...(await query(tx, { ...filter, tab }, { ...page, after, limit: page.limit - rows.length })));
    if (rows.length >= page.limit) break;
  }
  return rows;
}

async function query(tx: Tx, filter: CaseFilter, page: CasePage): Promise<SupportCaseRow[]> {
  const turn = page.sort === 'turn' && !filter.tab ? turnSql : null;
  const order = orderSql(page, { turn, key: orderColumn(page.sort), id: Prisma.sql`c.connection_id` });
  return caseRowsOf(
    await tx.$queryRaw<unknown[]>`SELECT ${caseColumns} FROM support_cases c LEFT JOIN support_staff o ON o.oid = c.owner_oid
      ${whereAll([...conditionsOf(filter), ...order.page])} ORDER BY ${order.by} LIMIT ${page.limit}`,
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
