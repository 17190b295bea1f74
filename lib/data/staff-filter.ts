import type { FixerPlace } from '../domain/support/fixer-places';
import { type SupportTab, supportTabs } from '../domain/support/standing';
import type { SupportStep } from '../domain/support/step';
import { Prisma } from './generated/client';

/** Which cases; filters join with "and". */
export interface CaseFilter {
  readonly tab: SupportTab | null;
  /** Where they must stand, for who can fix them; null: anywhere. */
  readonly places: readonly FixerPlace[] | null;
  readonly step: SupportStep | null;
  readonly cause: string | null;
  /** An oid, `nobody`, or null for everybody's. */
  readonly owner: string | null;
  /** Only those whose follow-up date has come. */
  readonly due: boolean;
  /** Only those of which somebody has asked for a re-check, and whose customer has not signed in since. */
  readonly recheck: boolean;
}

/** The tabs of which rows can fit; null: of every one. */
export function tabsOf({ tab, places }: Pick<CaseFilter, 'tab' | 'places'>): readonly SupportTab[] | null {
  if (!places) return tab ? [tab] : null;
  return places.flatMap((place) => (tab && tab !== place.tab ? [] : [place.tab]));
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
  /** Never NULL: pages begin behind a value. */
  readonly column: string;
  readonly type: 'timestamptz' | 'text';
  readonly direction: 'ASC' | 'DESC';
}

const orders: Readonly<Record<CaseSort, Order>> = {
  turn: { column: 'c.since', type: 'timestamptz', direction: 'ASC' },
  waiting: { column: 'c.since', type: 'timestamptz', direction: 'ASC' },
  activity: { column: 'c.activity_at', type: 'timestamptz', direction: 'DESC' },
  name: { column: 'c.sort_name', type: 'text', direction: 'ASC' },
  expires: { column: "COALESCE(c.key_expires_at, 'infinity'::timestamptz)", type: 'timestamptz', direction: 'ASC' },
  created: { column: 'c.created_at', type: 'timestamptz', direction: 'DESC' },
};

/** What a case without a key goes by in the order of their ends: it comes last. */
export const noKey = 'infinity';

/** The column of `c`, which is support_cases, that an order goes by. */
export const orderColumn = (sort: CaseSort): Prisma.Sql => Prisma.raw(orders[sort].column);

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
  if (!after) return { by, page: [] };
  const place = Prisma.join([...(turn ? [turn] : []), key, id]);
  const begin = [Prisma.sql`${after.key}::${Prisma.raw(type)}`, Prisma.sql`${after.id}::uuid`];
  const tab = after.tab === null ? 0 : supportTabs.indexOf(after.tab) + 1;
  const from = Prisma.join(turn ? [Prisma.sql`${tab}::int`, ...begin] : begin);
  return { by, page: [Prisma.sql`(${place}) ${behind} (${from})`] };
}

/** The filter as conditions of `c`, which is support_cases. */
export function conditionsOf(filter: CaseFilter): Prisma.Sql[] {
  const { tab, places, step, cause, owner, due, recheck } = filter;
  return [
    ...(tab ? [Prisma.sql`c.tab = ${tab}`] : []),
    ...(places ? [inPlaces(places.filter((place) => !tab || place.tab === tab))] : []),
    ...(step ? [Prisma.sql`c.step = ${step}`] : []),
    ...(cause ? [Prisma.sql`c.cause = ${cause}`] : []),
    ...(owner === 'nobody' ? [Prisma.sql`c.owner_oid IS NULL`] : owner ? [Prisma.sql`c.owner_oid = ${owner}::uuid`] : []),
    ...(due ? [Prisma.sql`c.follow_up_on <= (now() AT TIME ZONE 'UTC')::date`] : []),
    ...(recheck ? [Prisma.sql`c.recheck_at IS NOT NULL AND c.signed_in_at <= c.recheck_at`] : []),
  ];
}

function inPlaces(places: readonly FixerPlace[]): Prisma.Sql {
  const conditions = places.map(({ tab, causes }) =>
    causes ? Prisma.sql`c.tab = ${tab} AND COALESCE(c.cause, '') = ANY(${[...causes]}::text[])` : Prisma.sql`c.tab = ${tab}`,
  );
  return conditions.length > 0 ? Prisma.sql`(${Prisma.join(conditions, ' OR ')})` : Prisma.sql`false`;
}

export const whereAll = (conditions: readonly Prisma.Sql[]): Prisma.Sql =>
  conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join([...conditions], ' AND ')}` : Prisma.empty;
