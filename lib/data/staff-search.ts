import { z } from 'zod';
import { afterAll, type SearchWords } from '../domain/support/search-words';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { type CaseFilter, type CasePage, conditionsOf, orderColumn, orderSql, turnSql, whereAll } from './staff-filter';
import { caseColumns, caseRowsOf, type SupportCaseRow } from './staff-rows';

/**
 * So many connections a search brings up, and so many of its rarest word are compared with its other words; what fits more is too broad to be
 * answered whole.
 */
const foundAtMost = 400;

/** So many terms are read for each connection that is wanted: several of one may begin with the same word. */
const termsForEach = 2;
const readAtMost = (foundAtMost + 1) * termsForEach;

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
 * Searches: what words or ids find is gathered once, some hundred rows, then filtered, counted and put in order. So no text, however short or
 * common, takes long.
 */
export async function findCases(tx: Tx, { words, filter, page }: Search): Promise<FoundCases> {
  const turn = page.sort === 'turn' ? turnSql : Prisma.sql`0`;
  const columns = { key: Prisma.sql`page.key`, id: Prisma.sql`page.connection_id` };
  const order = orderSql(page, { turn: page.sort === 'turn' ? Prisma.sql`page.turn` : null, ...columns });
  // an array, not a join: the planner expects too many of a common word and would read the whole table
  const conditions = [Prisma.sql`c.connection_id = ANY(ARRAY(SELECT connection_id FROM hits))`, ...conditionsOf(filter)];
  const rows = await tx.$queryRaw<Record<string, unknown>[]>`
    WITH ${hitsSql(words, await rarestFirst(tx, words.words))}, fitting AS MATERIALIZED (
      SELECT c.connection_id, ${turn} AS turn, ${orderColumn(page.sort)} AS key FROM support_cases c ${whereAll(conditions)}
    ), page AS (SELECT * FROM fitting AS page ${whereAll(order.page)} ORDER BY ${order.by} LIMIT ${page.limit})
    SELECT (SELECT count(*) FROM fitting) AS found, (SELECT too_broad FROM breadth) AS "tooBroad", ${caseColumns}
    FROM (SELECT) AS always LEFT JOIN page ON true LEFT JOIN support_cases c ON c.connection_id = page.connection_id
      LEFT JOIN support_staff o ON o.oid = c.owner_oid
    ORDER BY ${order.by}`;
  const { found, tooBroad } = Totals.parse(rows[0]);
  return { rows: caseRowsOf(rows.filter(({ id }) => id !== null)), count: found, tooBroad };
}

/** Words by how few terms begin with them, counted as far as they are read; of equals the longer one first, as they came. */
async function rarestFirst(tx: Tx, words: readonly string[]): Promise<readonly string[]> {
  if (words.length < 2) return words;
  const counts = words.map(
    (word) => Prisma.sql`(SELECT count(*)::int FROM (SELECT 1 FROM support_terms t WHERE ${begins('t', word)} LIMIT ${readAtMost}) AS few)`,
  );
  const [row] = await tx.$queryRaw<unknown[]>`SELECT ARRAY[${Prisma.join(counts)}] AS counts`;
  const found = Counts.parse(row).counts;
  return words
    .map((word, place) => ({ word, count: found[place] ?? 0 }))
    .sort((a, b) => a.count - b.count)
    .map(({ word }) => word);
}

const Counts = z.object({ counts: z.array(z.number()) });

const nobody = Prisma.sql`SELECT NULL::uuid AS connection_id WHERE false`;

const nothingCompared = Prisma.sql`base_terms AS (${nobody}), base AS (${nobody})`;

const begins = (alias: string, word: string) => {
  const term = Prisma.raw(`${alias}.term`);
  return Prisma.sql`${term} >= ${word} AND ${term} < ${afterAll(word)}`;
};

/** A range of terms that ends, and the connections of which they are, each once. */
const first = (name: 'phrase' | 'base', word: string, limit: Prisma.Sql) => {
  const [terms, found] = [Prisma.raw(`${name}_terms`), Prisma.raw(name)];
  return Prisma.sql`${terms} AS MATERIALIZED (SELECT t.term, t.connection_id FROM support_terms t WHERE ${begins('t', word)}
      ORDER BY t.term, t.connection_id LIMIT ${limit} * ${termsForEach}::int),
    ${found} AS MATERIALIZED (SELECT connection_id FROM ${terms} GROUP BY connection_id ORDER BY min(term), connection_id LIMIT ${limit})`;
};

/** Whether more may fit than were looked at: too many connections, or not all terms were read. */
const isCut = (name: 'phrase' | 'base') => {
  const [terms, found] = [Prisma.raw(`${name}_terms`), Prisma.raw(name)];
  return Prisma.sql`(SELECT count(*) FROM ${found}) > ${foundAtMost} OR (SELECT count(*) FROM ${terms}) = ${readAtMost}`;
};

/**
 * The connections that words or ids find, as common table expressions: `hits`, and `breadth`, which tells whether they are all. Every part is a
 * range of an index and ends after some hundred rows. Words in another order than in the name are looked for by the first of `words`, the
 * others are compared; not where the words as they were typed begin more names than are brought up.
 */
function hitsSql({ phrase, ids }: SearchWords, words: readonly string[]): Prisma.Sql {
  const [rarest = phrase, ...others] = words;
  const atMost = Prisma.sql`${foundAtMost + 1}::int`;
  const compared = Prisma.sql`CASE WHEN (SELECT count(*) FROM phrase) > ${foundAtMost} THEN 0 ELSE ${atMost} END`;
  // a subquery of its own for each candidate: joined, the planner would rather read all that a common word fits
  const also = others.map(
    (word) =>
      Prisma.sql`COALESCE((SELECT true FROM support_terms w WHERE w.connection_id = base.connection_id AND ${begins('w', word)} LIMIT 1), false)`,
  );
  const several = others.length > 0;
  const matching = several ? Prisma.sql`SELECT connection_id FROM base WHERE ${Prisma.join(also, ' AND ')}` : nobody;
  const byId = (column: string) =>
    ids
      ? Prisma.sql`(SELECT connection_id FROM support_cases WHERE ${Prisma.raw(column)} BETWEEN ${ids.from}::uuid AND ${ids.to}::uuid LIMIT ${atMost})`
      : Prisma.sql`(${nobody})`;
  return Prisma.sql`${first('phrase', phrase, atMost)}, ${several ? first('base', rarest, compared) : nothingCompared},
    matching AS MATERIALIZED (${matching}),
    hits AS MATERIALIZED (SELECT connection_id FROM phrase UNION ALL SELECT connection_id FROM matching UNION ALL ${byId('tenant_id')}
      UNION ALL ${byId('app_id')} UNION ALL ${byId('connection_id')}),
    breadth AS (SELECT ${isCut('phrase')} OR ${isCut('base')} AS too_broad)`;
}
