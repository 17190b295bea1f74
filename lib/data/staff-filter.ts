import { type SupportTab, supportTabs } from '../domain/support/standing';
import type { SupportStep } from '../domain/support/step';
import { Prisma } from './generated/client';

/** Which cases; filters join with "and". */
export interface CaseFilter {
  readonly tab: SupportTab | null;
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
  turn: { column: 'since', type: 'timestamptz', direction: 'ASC' },
  waiting: { column: 'since', type: 'timestamptz', direction: 'ASC' },
  activity: { column: 'activity_at', type: 'timestamptz', direction: 'DESC' },
  name: { column: 'sort_name', type: 'text', direction: 'ASC' },
  expires: { column: 'key_expires_at', type: 'timestamptz', direction: 'ASC' },
  created: { column: 'created_at', type: 'timestamptz', direction: 'DESC' },
};

/** An order as parts of a query. */
export interface OrderSql {
  readonly column: Prisma.Sql;
  readonly way: Prisma.Sql;
  /** A value of the column's type. */
  readonly keySql: (key: string) => Prisma.Sql;
  /** What the rows behind another one have in place of "equal". */
  readonly behind: Prisma.Sql;
}

export function orderSql(sort: CaseSort): OrderSql {
  const { column, type, direction } = orders[sort];
  return {
    column: Prisma.raw(column),
    way: Prisma.raw(direction),
    keySql: (key) => Prisma.sql`${key}::${Prisma.raw(type)}`,
    behind: Prisma.raw(direction === 'ASC' ? '>' : '<'),
  };
}

/** The place of a tab in the order by turn, as SQL. */
export const turnSql = Prisma.raw(`array_position(ARRAY['${supportTabs.join("','")}'], c.tab)`);

/** The filter as conditions of `c`, which is support_cases. */
export function conditionsOf({ tab, step, cause, owner, due }: CaseFilter): Prisma.Sql[] {
  return [
    ...(tab ? [Prisma.sql`c.tab = ${tab}`] : []),
    ...(step ? [Prisma.sql`c.step = ${step}`] : []),
    ...(cause ? [Prisma.sql`c.cause = ${cause}`] : []),
    ...(owner === 'nobody' ? [Prisma.sql`c.owner_oid IS NULL`] : owner ? [Prisma.sql`c.owner_oid = ${owner}::uuid`] : []),
    ...(due ? [Prisma.sql`c.follow_up_on <= (now() AT TIME ZONE 'UTC')::date`] : []),
  ];
}

export const whereAll = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
