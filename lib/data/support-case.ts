import type { ConnectionRecord } from '../domain/connection';
import { consentCallbackPath } from '../domain/desired';
import { bucketOf } from '../domain/support/percentile';
import { folded, type Searchable, searchTerms } from '../domain/support/search-words';
import { type Standing, standingOf } from '../domain/support/standing';
import { endedSteps, supportSteps } from '../domain/support/step';
import { env } from '../env';
import { databaseNow } from './clock';
import type { Tx } from './prisma';

/** The record before a write, null where nobody knows it, and after it. */
interface Written {
  readonly before: ConnectionRecord | null;
  readonly after: ConnectionRecord;
}

/**
 * Keeps what the support dashboard lists, finds and counts in step with a connection's facts: called in the transaction of every write of
 * them, before its audit line.
 */
export async function keepSupportCase(tx: Tx, { before, after }: Written): Promise<void> {
  const now = databaseNow();
  const standing = standingOf(after, { callbackUrl: new URL(consentCallbackPath, env().appBaseUrl).href, now });
  const isNew = await upsert(tx, after, { standing, now });
  if (isNew || !before || termsOf(before).join('\n') !== termsOf(after).join('\n')) await keepTerms(tx, after);
  if (before) await count(tx, { before, after }, { standing, now });
}

interface At {
  readonly standing: Standing;
  readonly now: Date;
}

/** @returns true when the row was not there before */
async function upsert(tx: Tx, record: ConnectionRecord, { standing, now }: At): Promise<boolean> {
  const { name: organization = null, domain = null } = record.observed?.organization ?? {};
  const { customer = null, customerId = null } = record.invitation ?? {};
  const { name: adminName, account: adminAccount } = record.admin;
  const { tab, step, cause, turnsAt, turnsTo, keyExpiresAt } = standing;
  const sortName = folded(organization ?? domain ?? adminAccount);
  const rows = await tx.$queryRaw<{ fresh: boolean }[]>`
    INSERT INTO support_cases AS c (connection_id, tenant_id, cloud, state, tab, step, cause, organization, domain, admin_name, admin_account,
      app_id, sort_name, customer, customer_id, created_at, activity_at, signed_in_at, since, turns_at, turns_to, key_expires_at, connected_at)
    VALUES (${record.id}::uuid, ${record.tenantId}::uuid, ${record.cloud}, ${record.state}, ${tab}, ${step}, ${cause}, ${organization}, ${domain},
      ${adminName}, ${adminAccount}, ${record.appId}::uuid, ${sortName}, ${customer}, ${customerId}, ${record.createdAt}, ${now},
      ${record.signedInAt}, ${now}, ${turnsAt}, ${turnsTo}, ${keyExpiresAt}, ${record.connectedAt})
    ON CONFLICT (connection_id) DO UPDATE SET state = EXCLUDED.state, tab = EXCLUDED.tab, step = EXCLUDED.step, cause = EXCLUDED.cause,
      organization = EXCLUDED.organization, domain = EXCLUDED.domain, admin_name = EXCLUDED.admin_name, admin_account = EXCLUDED.admin_account,
      app_id = EXCLUDED.app_id, sort_name = EXCLUDED.sort_name, customer = EXCLUDED.customer, customer_id = EXCLUDED.customer_id, activity_at = EXCLUDED.activity_at, signed_in_at = EXCLUDED.signed_in_at,
      since = CASE WHEN c.tab = EXCLUDED.tab THEN c.since ELSE EXCLUDED.since END, turns_at = EXCLUDED.turns_at, turns_to = EXCLUDED.turns_to,
      key_expires_at = EXCLUDED.key_expires_at, connected_at = EXCLUDED.connected_at
    RETURNING xmax = 0 AS fresh`;
  return rows[0]?.fresh ?? false;
}

function searchable({ observed, invitation, admin }: ConnectionRecord): Searchable {
  const { name = null, domain, domains = [] } = observed?.organization ?? {};
  const invited = invitation?.expected.kind === 'domain' ? [invitation.expected.domain] : [];
  return {
    organization: name,
    customer: invitation?.customer ?? null,
    customerId: invitation?.customerId ?? null,
    // the one that is shown and the one that was invited first: many others may follow
    domains: [...(domain ? [domain] : []), ...invited, ...domains],
    adminName: admin.name,
    adminAccount: admin.account,
  };
}

const termsOf = (record: ConnectionRecord): string[] => searchTerms(searchable(record));

async function keepTerms(tx: Tx, record: ConnectionRecord): Promise<void> {
  const { id: connectionId, tenantId } = record;
  await tx.supportTerm.deleteMany({ where: { connectionId, tenantId } });
  const data = termsOf(record).map((term) => ({ term, connectionId, tenantId }));
  await tx.supportTerm.createMany({ data, skipDuplicates: true });
}

/** What this write ended or brought up, into the figures of the day; always in the same order, so that two writers do not wait crosswise. */
async function count(
  tx: Tx,
  { before, after }: { before: ConnectionRecord; after: ConnectionRecord },
  { standing, now }: At,
): Promise<void> {
  const problem = after.problem && after.problem.at.getTime() !== before.problem?.at.getTime() ? after.problem.code : null;
  const cause = problem ? [{ kind: 'cause', key: problem, bucket: supportSteps.indexOf(standing.step) }] : [];
  const times = endedSteps(before, after).map(({ step, durationMs }) => ({ kind: 'time', key: step, bucket: bucketOf(durationMs) }));
  const rows = [...cause, ...times.sort((a, b) => (a.key < b.key ? -1 : 1))];
  for (const { kind, key, bucket } of rows) {
    await tx.$executeRaw`
      INSERT INTO support_daily AS d (day, kind, key, bucket, count)
      VALUES ((${now}::timestamptz AT TIME ZONE 'UTC')::date, ${kind}, ${key}, ${bucket}, 1)
      ON CONFLICT (day, kind, key, bucket) DO UPDATE SET count = d.count + 1`;
  }
}
