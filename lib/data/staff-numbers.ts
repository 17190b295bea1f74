import { z } from 'zod';
import type { Bucket } from '../domain/support/percentile';
import { supportTabs } from '../domain/support/standing';
import { supportSteps } from '../domain/support/step';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { orderColumn } from './staff-filter';

/** Days (UTC) as "2026-11-27", both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

const Cohort = z.object({
  tab: z.enum(supportTabs),
  step: z.enum(supportSteps),
  cause: z.string().transform((cause) => cause || null),
  count: z.coerce.number(),
});
export type Cohort = z.infer<typeof Cohort>;

/** Where the connections that began in a period stand now. */
export async function cohorts(tx: Tx, { from, to }: Period): Promise<Cohort[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT tab, step, cause, sum(count)::bigint AS count FROM support_cohorts
    WHERE began_on BETWEEN ${from}::date AND ${to}::date GROUP BY tab, step, cause HAVING sum(count) > 0`;
  return rows.map((row) => Cohort.parse(row));
}

const count = z.bigint().transform(Number);
const InvitedCounts = z.object({
  made: count,
  opened: count,
  signedIn: count,
  connected: count,
  unopenedEnded: count,
  unopenedExpired: count,
  unusedEnded: count,
  unusedExpired: count,
  usedEnded: count,
});
/** Invitations by how far they have come. Not opened, opened and not used, used and not connected: those that support or time has ended. */
export type InvitedCounts = z.infer<typeof InvitedCounts>;

/**
 * The invitations that were made in a period, as they stand now. Those of a signed launch are opened as they are made; a new link that
 * somebody asked for is unopened again, unless its organization has agreed already. Reads the invitations of the period and no others; sums
 * without groups are what a hundred thousand of them cost least.
 */
export async function invitationsMade(tx: Tx, { from, to }: Period): Promise<InvitedCounts> {
  const unopened = Prisma.sql`opened_at IS NULL AND signed_in_at IS NULL`;
  const unused = Prisma.sql`opened_at IS NOT NULL AND signed_in_at IS NULL`;
  const isExpired = Prisma.sql`ended_at IS NULL AND expires_at <= now()`;
  const [row] = await tx.$queryRaw<unknown[]>`
    SELECT count(*) AS made, count(COALESCE(signed_in_at, opened_at)) AS opened, count(signed_in_at) AS "signedIn", count(connected_at) AS connected,
      count(ended_at) FILTER (WHERE ${unopened}) AS "unopenedEnded", count(*) FILTER (WHERE ${unopened} AND ${isExpired}) AS "unopenedExpired",
      count(ended_at) FILTER (WHERE ${unused}) AS "unusedEnded", count(*) FILTER (WHERE ${unused} AND ${isExpired}) AS "unusedExpired",
      count(ended_at) FILTER (WHERE signed_in_at IS NOT NULL AND connected_at IS NULL) AS "usedEnded"
    FROM invitations
    WHERE created_at >= ${from}::date::timestamp AT TIME ZONE 'UTC' AND created_at < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC'`;
  return InvitedCounts.parse(row);
}

/** How many keys that end in the month (UTC) of `now` have ended by then; those of a month before are known by their month. */
export async function endedThisMonth(tx: Tx, now: Date): Promise<number> {
  // as the list orders by it, for the index
  const end = orderColumn('expires');
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM support_cases c
    WHERE ${end} >= date_trunc('month', ${now}::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC' AND ${end} <= ${now}::timestamptz`;
  return Number(row?.count ?? 0);
}

const Daily = z.object({ key: z.string(), bucket: z.number(), count: z.coerce.number() });

/** Durations of the steps that ended in a period, by step and bucket. */
export const stepTimes = (tx: Tx, period: Period): Promise<(Bucket & { key: string })[]> => daily(tx, 'time', period);

/** Problems that came up in a period, by code; `bucket` is the number of the step. */
export const causesMet = (tx: Tx, period: Period): Promise<(Bucket & { key: string })[]> => daily(tx, 'cause', period);

async function daily(tx: Tx, kind: 'time' | 'cause', { from, to }: Period): Promise<(Bucket & { key: string })[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT key, bucket, sum(count)::bigint AS count FROM support_daily
    WHERE kind = ${kind} AND day BETWEEN ${from}::date AND ${to}::date GROUP BY key, bucket`;
  return rows.map((row) => Daily.parse(row));
}
