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

/** The column of `c`, which is support_cases, that an order goes by. */
export const orderColumn = (sort: CaseSort): Prisma.Sql => Prisma.raw(`c.${orders[sort].column}`);

/** The place of the tab of `c` in the order by turn. */
export const turnSql = Prisma.raw(`array_position(ARRAY['${supportTabs.join("','")}'], c.tab)`);

interface Place {
  /** Set where tabs are mixed in the order by turn. */
  readonly turn: Prisma.Sql | null;
  readonly key: Prisma.Sql;
  readonly id: Prisma.Sql;
}

/** An order as parts of a query: what comes behind ORDER BY, and the condition that the page's rows fulfil. */
export function orderSql({ sort, after }: CasePage, { turn, key, id }: Place): { readonly by: Prisma.Sql; readonly page: Prisma.Sql[] } {
  const { type, direction } = orders[sort];
  const [way, behind] = [Prisma.raw(direction), Prisma.raw(direction === 'ASC' ? '>' : '<')];
  const by = Prisma.sql`${turn ? Prisma.sql`${turn},` : Prisma.empty} ${key} ${way}, ${id} ${way}`;
  const isThere = sort === 'expires' ? [Prisma.sql`${key} IS NOT NULL`] : [];
  if (!after) return { by, page: isThere };
  const place = Prisma.join([...(turn ? [turn] : []), key, id]);
  const begin = [Prisma.sql`${after.key}::${Prisma.raw(type)}`, Prisma.sql`${after.id}::uuid`];
  const tab = after.tab === null ? 0 : supportTabs.indexOf(after.tab) + 1;
  const from = Prisma.join(turn ? [Prisma.sql`${tab}::int`, ...begin] : begin);
  return { by, page: [...isThere, Prisma.sql`(${place}) ${behind} (${from})`] };
}

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
