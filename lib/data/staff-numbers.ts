import { z } from 'zod';
import type { Bucket } from '../domain/support/percentile';
import { supportTabs } from '../domain/support/standing';
import { supportSteps } from '../domain/support/step';
import type { Tx } from './prisma';

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

/** How far an invitation has come; each stage follows the one before it. */
export const invitationStages = ['made', 'opened', 'signed-in', 'connected'] as const;

const Invited = z.object({
  stage: z.enum(invitationStages),
  /** `good`: it can still go on from here. */
  now: z.enum(['good', 'expired', 'ended']),
  count: z.coerce.number(),
});
export type Invited = z.infer<typeof Invited>;

/**
 * The invitations that were made in a period, by how far they have come. Those of a signed launch are opened as they are made; a new link
 * that somebody asked for is unopened again. Reads the invitations of the period and no others.
 */
export async function invitationsMade(tx: Tx, { from, to }: Period): Promise<Invited[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT stage, CASE WHEN stage = 'connected' THEN 'good' WHEN is_ended THEN 'ended' WHEN is_expired AND stage <> 'signed-in' THEN 'expired'
      ELSE 'good' END AS now, count(*) AS count
    FROM (SELECT CASE WHEN connected_at IS NOT NULL THEN 'connected' WHEN signed_in_at IS NOT NULL THEN 'signed-in'
        WHEN opened_at IS NOT NULL THEN 'opened' ELSE 'made' END AS stage, ended_at IS NOT NULL AS is_ended, expires_at <= now() AS is_expired
      FROM invitations
      WHERE created_at >= ${from}::date::timestamp AT TIME ZONE 'UTC' AND created_at < (${to}::date + 1)::timestamp AT TIME ZONE 'UTC') AS invited
    GROUP BY 1, 2`;
  return rows.map((row) => Invited.parse(row));
}

/** How many keys that end in the month (UTC) of `now` have ended by then; those of a month before are known by their month. */
export async function endedThisMonth(tx: Tx, now: Date): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM support_cases
    WHERE key_expires_at >= date_trunc('month', ${now}::timestamptz AT TIME ZONE 'UTC') AT TIME ZONE 'UTC'
      AND key_expires_at <= ${now}::timestamptz`;
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
