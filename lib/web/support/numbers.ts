import type { Numbers, NumbersQuery } from '../../contract/staff-numbers';
import { databaseNow } from '../../data/clock';
import { type StandingCount, standingCounts, sumOf, whereCasesStand } from '../../data/staff-counts';
import { type Cohort, causesMet, cohorts, endedThisMonth, invitationsMade, type Period, stepTimes } from '../../data/staff-numbers';
import { causeTitle } from '../../domain/support/cause-title';
import { type Bucket, percentile } from '../../domain/support/percentile';
import { supportTabs } from '../../domain/support/standing';
import { stepsDone, stepTitles, supportSteps } from '../../domain/support/step';
import { PortalError } from '../../error';
import { invitedFunnel } from './invited';
import { keyEnds } from './key-ends';

const dayMs = 86_400_000;
const usualDays = 30;
const longestDays = 366;
const shownCauses = 5;

type Keyed = Bucket & { readonly key: string };

/** The figures of a period. @throws PortalError `bad-request` for a period that ends before it begins or is too long */
export async function numbers(query: NumbersQuery): Promise<Numbers> {
  const now = databaseNow();
  const period = periodOf(query, now);
  return whereCasesStand(async (tx) => {
    const counts = await standingCounts(tx);
    const standing = await cohorts(tx, period);
    const started = total(standing);
    return {
      ...period,
      at: now.toISOString(),
      invitations: invitedFunnel(await invitationsMade(tx, period)),
      started,
      connected: total(standing.filter(({ step }) => step === 'done')),
      funnel: funnelOf(standing, counts),
      times: timesOf(await stepTimes(tx, period)),
      topCauses: topCausesOf(await causesMet(tx, period), counts),
      health: supportTabs.map((tab) => ({ tab, count: sumOf(counts, { tab }) })),
      expiring: keyEnds(counts, { now, endedThisMonth: await endedThisMonth(tx, now) }),
    };
  });
}

function periodOf({ from, to }: NumbersQuery, now: Date): Period {
  const day = (at: number) => new Date(at).toISOString().slice(0, 10);
  const last = to ?? day(now.getTime());
  const first = from ?? day(Date.parse(last) - (usualDays - 1) * dayMs);
  const days = (Date.parse(last) - Date.parse(first)) / dayMs + 1;
  if (days < 1 || days > longestDays) throw new PortalError('bad-request', `A period has between 1 and ${longestDays} days.`);
  return { from: first, to: last };
}

const total = (rows: readonly { readonly count: number }[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** Who stands at a step has passed every step before it. */
function funnelOf(standing: readonly Cohort[], counts: readonly StandingCount[]): Numbers['funnel'] {
  return supportSteps
    .filter((step) => step !== 'done')
    .map((step) => {
      const at = stepsDone(step);
      const here = standing.filter((row) => row.step === step);
      const causes = [...new Set(here.map(({ cause }) => cause))];
      const counted = causes.map((cause) => ({ cause, ...causeTitle(cause), count: total(here.filter((row) => row.cause === cause)) }));
      return {
        step,
        title: stepTitles[step],
        reached: total(standing.filter((row) => stepsDone(row.step) >= at)),
        passed: total(standing.filter((row) => stepsDone(row.step) > at)),
        standing: counted.sort((a, b) => b.count - a.count || a.title.localeCompare(b.title)),
        now: sumOf(counts, { step }),
      };
    });
}

const timed = ['check', 'create', 'approve', 'secure', 'prove', 'all'] as const;

function timesOf(buckets: readonly Keyed[]): Numbers['times'] {
  return timed.map((step) => {
    const mine = buckets.filter(({ key }) => key === step);
    const title = step === 'all' ? 'From “Create and continue” to connected' : stepTitles[step];
    return { step, title, measured: total(mine), p50Ms: percentile(mine, 0.5), p90Ms: percentile(mine, 0.9) };
  });
}

function topCausesOf(met: readonly Keyed[], counts: readonly StandingCount[]): Numbers['topCauses'] {
  const causes = [...new Set(met.map(({ key }) => key))].map((cause) => {
    const mine = met.filter(({ key }) => key === cause);
    const [most] = [...mine].sort((a, b) => b.count - a.count || a.bucket - b.bucket);
    const step = supportSteps[most?.bucket ?? 0] ?? 'sign-in';
    return { cause, ...causeTitle(cause), count: total(mine), step, now: sumOf(counts, { cause }) };
  });
  return causes.sort((a, b) => b.count - a.count || (a.cause < b.cause ? -1 : 1)).slice(0, shownCauses);
}
