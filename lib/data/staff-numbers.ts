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
