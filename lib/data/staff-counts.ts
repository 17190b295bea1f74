import { z } from 'zod';
import { type FixerPlace, isPlaced } from '../domain/support/fixer-places';
import { type SupportTab, supportTabs } from '../domain/support/standing';
import { type SupportStep, supportSteps } from '../domain/support/step';
import { asStaff, type Tx } from './prisma';

const Count = z.object({
  tab: z.enum(supportTabs),
  step: z.enum(supportSteps),
  cause: z.string().transform((cause) => cause || null),
  expiresMonth: z.string().transform((month) => month || null),
  count: z.bigint().transform(Number),
});

/** How many connections stand somewhere; `expiresMonth` is the month ("2026-12") in which their key ends. */
export type StandingCount = z.infer<typeof Count>;

/** Some hundred rows, whatever the number of connections. */
export async function standingCounts(tx: Tx): Promise<StandingCount[]> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT tab, step, cause, expires_month AS "expiresMonth", count FROM support_counts WHERE count <> 0`;
  return rows.map((row) => Count.parse(row));
}

/** The sum of those that fit. */
export function sumOf(
  counts: readonly StandingCount[],
  fits: { tab?: SupportTab | null; places?: readonly FixerPlace[] | null; step?: SupportStep | null; cause?: string | null },
): number {
  const { tab, places, step, cause } = fits;
  const ofTab = counts.filter((row) => (!tab || row.tab === tab) && (!places || isPlaced(row, places)));
  const chosen = ofTab.filter((row) => (!step || row.step === step) && (!cause || row.cause === cause));
  return chosen.reduce((sum, { count }) => sum + count, 0);
}

/** At most so many cases turn in one go; the next reading takes the next ones. */
const turnedAtOnce = 500;

/**
 * Runs what shows where cases stand, as staff in one transaction. Cases whose time has come (a key that ends soon, a page that nobody has
 * open any more) turn first, in a transaction of their own that ends before: whoever reads writes, too (who looked), and must not wait for
 * a person's row with hundreds of cases locked. Costs one look into an index when there are none.
 */
export async function whereCasesStand<Answer>(read: (tx: Tx) => Promise<Answer>): Promise<Answer> {
  const first = await asStaff(async (tx) => ((await isTurnDue(tx)) ? null : { answer: await read(tx) }));
  if (first) return first.answer;
  await asStaff(turn);
  return asStaff(read);
}

/** Whether the time of a case has come. */
export async function isTurnDue(tx: Tx): Promise<boolean> {
  // the soonest of all, not "is there one": the planner's statistics are older than the last turns, and would have it look everywhere
  const [soonest] = await tx.$queryRaw<{ due: boolean }[]>`
      SELECT turns_at <= now() AS due FROM support_cases WHERE turns_at IS NOT NULL ORDER BY turns_at LIMIT 1`;
  return soonest?.due ?? false;
}

async function turn(tx: Tx): Promise<void> {
  await tx.$executeRaw`
      UPDATE support_cases SET tab = turns_to, since = CASE WHEN tab = turns_to THEN since ELSE turns_at END,
        cause = CASE WHEN turns_to <> 'expiring' THEN cause WHEN key_expires_at <= now() THEN 'key-ended' ELSE 'key-expiring' END,
        turns_at = CASE WHEN turns_to = 'expiring' AND key_expires_at > now() THEN key_expires_at END,
        turns_to = CASE WHEN turns_to = 'expiring' AND key_expires_at > now() THEN 'expiring' END
      WHERE connection_id IN (SELECT connection_id FROM support_cases WHERE turns_at <= now() ORDER BY turns_at LIMIT ${turnedAtOnce}
        FOR UPDATE SKIP LOCKED)`;
}
