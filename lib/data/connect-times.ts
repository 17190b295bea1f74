import { z } from 'zod';
import type { Bucket } from '../domain/support/percentile';
import { asPortal } from './prisma';

const Row = z.object({ bucket: z.number(), count: z.coerce.number() });

/** Looked back on so many days: what Microsoft was like a year ago helps nobody today. */
const days = 90;

/** How long connections took of late, from the acceptance of the plan to the proof; sums of all tenants and nothing about one. */
export async function connectTimes(): Promise<Bucket[]> {
  const rows = await asPortal(
    (tx) => tx.$queryRaw<unknown[]>`
      SELECT bucket, sum(count)::bigint AS count FROM support_daily
      WHERE day > (now() AT TIME ZONE 'UTC')::date - ${days}::int AND kind = 'time' AND key = 'all' GROUP BY bucket`,
    'losable',
  );
  return rows.map((row) => Row.parse(row));
}
