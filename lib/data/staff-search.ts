import { afterAll, type SearchWords } from '../domain/support/search-words';
import { Prisma } from './generated/client';

/** So many connections a search looks at; what fits more is too broad to be answered whole. */
export const searchedAtMost = 1000;
const limit = searchedAtMost + 1;

/** A search as part of a query: `ctes` go in front, `hits` holds the ids, `tooBroad` says whether they are all. */
export interface SearchSql {
  readonly ctes: Prisma.Sql;
  readonly tooBroad: Prisma.Sql;
}

/**
 * Every part is a range of an index and ends after a thousand rows, so that no text, however short or common, takes long. Words in another
 * order than in the name are looked for by the longest of them, the others are compared.
 */
export function searchSql({ phrase, words, ids }: SearchWords): SearchSql {
  const [longest = phrase, ...others] = words;
  const begins = (alias: string, word: string) => {
    const term = Prisma.raw(`${alias}.term`);
    return Prisma.sql`${term} >= ${word} AND ${term} < ${afterAll(word)}`;
  };
  const first = (word: string) =>
    Prisma.sql`SELECT t.connection_id FROM support_terms t WHERE ${begins('t', word)} ORDER BY t.term LIMIT ${limit}`;
  const also = others.map(
    (word) => Prisma.sql`EXISTS (SELECT 1 FROM support_terms w WHERE w.connection_id = base.connection_id AND ${begins('w', word)})`,
  );
  const several = others.length > 0;
  const base = several ? first(longest) : Prisma.sql`SELECT NULL::uuid AS connection_id WHERE false`;
  const matching = several ? Prisma.sql`SELECT connection_id FROM base WHERE ${Prisma.join(also, ' AND ')}` : base;
  const byId = (column: string) =>
    ids
      ? Prisma.sql`(SELECT connection_id FROM support_cases WHERE ${Prisma.raw(column)} BETWEEN ${ids.from}::uuid AND ${ids.to}::uuid LIMIT ${limit})`
      : Prisma.sql`(SELECT NULL::uuid AS connection_id WHERE false)`;
  const ctes = Prisma.sql`WITH phrase AS MATERIALIZED (${first(phrase)}), base AS MATERIALIZED (${base}),
    hits AS MATERIALIZED (SELECT connection_id FROM phrase UNION ${matching} UNION ${byId('tenant_id')} UNION ${byId('app_id')} UNION ${byId('connection_id')})`;
  const tooBroad = Prisma.sql`((SELECT count(*) FROM phrase) > ${searchedAtMost} OR (SELECT count(*) FROM base) > ${searchedAtMost})`;
  return { ctes, tooBroad };
}
