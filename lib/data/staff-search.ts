import { z } from 'zod';
import { afterAll, type SearchWords } from '../domain/support/search-words';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { type CaseFilter, type CasePage, conditionsOf, orderSql, turnSql, whereAll } from './staff-filter';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';

/** So many connections a search looks at; what fits more is too broad to be answered whole. */
const searchedAtMost = 1000;
const limit = searchedAtMost + 1;

/** Words, and what else must fit. */
export interface Search {
  readonly words: SearchWords;
  readonly filter: CaseFilter;
  readonly page: CasePage;
}

/** What a search finds: a page of it, how many it is in all, and whether there may be more than were looked at. */
export interface FoundCases {
  readonly rows: SupportCaseRow[];
  readonly count: number;
  readonly tooBroad: boolean;
}

const Totals = z.object({ found: z.bigint().transform(Number), tooBroad: z.boolean() });

/**
 * Searches: what words or ids find is gathered once, a few thousand rows at most, then filtered, counted and put in order. So no text,
 * however short or common, takes long.
 */
export async function findCases(tx: Tx, { words, filter, page }: Search): Promise<FoundCases> {
  const { column, way } = orderSql(page.sort);
  const turn = page.sort === 'turn' ? turnSql : Prisma.sql`0`;
  const order = Prisma.sql`page.turn, page.key ${way}, page.connection_id ${way}`;
  // OFFSET 0 keeps the join a look-up for each hit: the planner expects too many of them and would read the whole table
  const rows = await tx.$queryRaw<Record<string, unknown>[]>`
    WITH ${hitsSql(words)}, fitting AS MATERIALIZED (
      SELECT c.connection_id, ${turn} AS turn, c.${column} AS key FROM hits
        CROSS JOIN LATERAL (SELECT * FROM support_cases s WHERE s.connection_id = hits.connection_id OFFSET 0) c ${whereAll(conditionsOf(filter))}
    ), page AS (SELECT * FROM fitting AS page ${whereAll(behind(page, turn))} ORDER BY ${order} LIMIT ${page.limit})
    SELECT (SELECT count(*) FROM fitting) AS found,
      (SELECT count(*) FROM phrase) > ${searchedAtMost} OR (SELECT count(*) FROM base) > ${searchedAtMost} AS "tooBroad", ${caseColumns}
    FROM (SELECT) AS always LEFT JOIN page ON true LEFT JOIN support_cases c ON c.connection_id = page.connection_id
      LEFT JOIN support_staff o ON o.oid = c.owner_oid
    ORDER BY ${order}`;
  const { found, tooBroad } = Totals.parse(rows[0]);
  return { rows: caseRowsOf(rows.filter(({ id }) => id !== null)), count: found, tooBroad };
}

function behind({ sort, after }: CasePage, turn: Prisma.Sql): Prisma.Sql[] {
  if (!after) return sort === 'expires' ? [Prisma.sql`key IS NOT NULL`] : [];
  const { keySql, behind: than } = orderSql(sort);
  const key = Prisma.sql`${keySql(after.key)}, ${after.id}::uuid`;
  if (sort !== 'turn') return [Prisma.sql`(key, connection_id) ${than} (${key})`];
  return [Prisma.sql`(turn, key, connection_id) > ((SELECT ${turn} FROM (SELECT ${after.tab}::text AS tab) AS c), ${key})`];
}

/**
 * The connections that words or ids find, as common table expressions: `hits`; `phrase` and `base` tell whether they are all. Every part is
 * a range of an index and ends after a thousand rows. Words in another order than in the name are looked for by the longest of them, the
 * others are compared.
 */
function hitsSql({ phrase, words, ids }: SearchWords): Prisma.Sql {
  const [longest = phrase, ...others] = words;
  const begins = (alias: string, word: string) => {
    const term = Prisma.raw(`${alias}.term`);
    return Prisma.sql`${term} >= ${word} AND ${term} < ${afterAll(word)}`;
  };
  const first = (word: string) =>
    Prisma.sql`SELECT t.connection_id FROM support_terms t WHERE ${begins('t', word)} ORDER BY t.term LIMIT ${limit}`;
  // a subquery of its own for each candidate: joined, the planner would rather read all that a common word fits
  const also = others.map(
    (word) =>
      Prisma.sql`COALESCE((SELECT true FROM support_terms w WHERE w.connection_id = base.connection_id AND ${begins('w', word)} LIMIT 1), false)`,
  );
  const several = others.length > 0;
  const base = several ? first(longest) : Prisma.sql`SELECT NULL::uuid AS connection_id WHERE false`;
  const matching = several ? Prisma.sql`SELECT connection_id FROM base WHERE ${Prisma.join(also, ' AND ')}` : base;
  const byId = (column: string) =>
    ids
      ? Prisma.sql`(SELECT connection_id FROM support_cases WHERE ${Prisma.raw(column)} BETWEEN ${ids.from}::uuid AND ${ids.to}::uuid LIMIT ${limit})`
      : Prisma.sql`(SELECT NULL::uuid AS connection_id WHERE false)`;
  return Prisma.sql`phrase AS MATERIALIZED (${first(phrase)}), base AS MATERIALIZED (${base}),
    hits AS MATERIALIZED (SELECT connection_id FROM phrase UNION ${matching} UNION ${byId('tenant_id')} UNION ${byId('app_id')} UNION ${byId('connection_id')})`;
}
