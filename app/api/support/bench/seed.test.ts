import { beforeAll, expect, test } from 'vitest';
import { owner, withOwnDatabase } from '@/lib/data/owned.test-data';
import { asStaff } from '@/lib/data/prisma';
import { checkChain } from '@/lib/data/staff-audit';
import { searchTerms } from '@/lib/domain/support/search-words';
import { seed } from './seed.test-support';

withOwnDatabase();
const count = 300;
let before: Awaited<ReturnType<typeof built>>;
beforeAll(async () => {
  before = await built();
  await seed(owner(), count, '1a2b3c4d-0000-4000-8000-00000000000a');
});

const rows = async <T extends object>(sql: string): Promise<T[]> => (await owner().query<T>(sql)).rows;
/** Every index, constraint and trigger of ours, as it is written. */
async function built() {
  const ours = "relnamespace = 'public'::regnamespace";
  return {
    indexes: await rows(`SELECT pg_get_indexdef(indexrelid) AS made, indisvalid FROM pg_index JOIN pg_class c ON c.oid = indrelid
      WHERE ${ours} ORDER BY 1`),
    constraints: await rows(`SELECT conrelid::regclass::text AS of, conname, pg_get_constraintdef(k.oid) AS made, convalidated
      FROM pg_constraint k JOIN pg_class c ON c.oid = conrelid WHERE ${ours} ORDER BY 1, 2`),
    triggers: await rows(`SELECT pg_get_triggerdef(t.oid) AS made, tgenabled FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid
      WHERE ${ours} AND NOT tgisinternal ORDER BY 1`),
  };
}

const sorted = (texts: readonly string[]) => [...texts].sort();

test('the counters are what the triggers keep of the rows', async () => {
  const standing = "tab, step, COALESCE(cause, '') AS cause, support_month(key_expires_at) AS expires_month";
  const recounted = await rows(`SELECT ${standing}, count(*) FROM support_cases GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
  expect(await rows('SELECT tab, step, cause, expires_month, count FROM support_counts ORDER BY 1, 2, 3, 4')).toEqual(recounted);
  const began = "(created_at AT TIME ZONE 'UTC')::date AS began_on, tab, step, COALESCE(cause, '') AS cause";
  const cohorts = await rows(`SELECT ${began}, count(*) FROM support_cases GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4`);
  expect(await rows('SELECT began_on, tab, step, cause, count FROM support_cohorts ORDER BY 1, 2, 3, 4')).toEqual(cohorts);
});

test('every connection is found by the terms that the product would keep', async () => {
  interface Found {
    readonly organization: string;
    readonly domain: string;
    readonly customer: string;
    readonly customerId: string;
    readonly admin: string;
    readonly account: string;
    readonly terms: readonly string[];
  }
  const found =
    await rows<Found>(`SELECT organization, domain, customer, customer_id AS "customerId", admin_name AS admin, admin_account AS account, array_agg(term) AS terms
    FROM support_cases JOIN support_terms USING (connection_id) GROUP BY connection_id`);
  expect(found).toHaveLength(count);
  for (const { domain, admin, account, terms, ...names } of found) {
    const domains = [domain, domain.replace('.example', '.onmicrosoft.example')];
    expect(sorted(terms)).toEqual(searchTerms({ ...names, domains, adminName: admin, adminAccount: account }));
  }
});

test('the chain of the audit holds, and every reference leads somewhere', async () => {
  expect(await asStaff(checkChain)).toMatchObject({ head: String(3 * count), firstBad: null, finished: true });
  const orphans = ['credentials', 'operations', 'support_cases', 'support_terms', 'audit_lines'].map(
    (table) =>
      `SELECT 1 FROM ${table} t WHERE NOT EXISTS (SELECT FROM connections c WHERE c.id = t.connection_id AND c.tenant_id = t.tenant_id)`,
  );
  expect(await rows(orphans.join(' UNION ALL '))).toEqual([]);
});

test('indexes, constraints and triggers are as the migrations left them', async () => {
  expect(before.indexes.length).toBeGreaterThan(30);
  expect(await built()).toEqual(before);
});
