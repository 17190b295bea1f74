import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { ChartCard } from './chart-card';
import { grouped } from './chart-scale';
import { ChartTable } from './chart-table';
import { FunnelRow } from './funnel-row';
import { InvitedFunnel, leftAt, stops } from './invited-funnel';

type Step = Numbers['funnel'][number];

const standingAt = ({ standing }: Step): number => standing.reduce((sum, { count }) => sum + count, 0);
const causesOf = ({ standing }: Step): string => standing.map(({ title, count }) => `${title} ${grouped(count)}`).join(', ');

/** Where onboardings stop: invitations nobody has used, then the steps of connections. Where most stop has a flag. */
export function FunnelChart({ numbers }: { numbers: Numbers }) {
  const { invitations, funnel, started, connected } = numbers;
  const most = Math.max(0, ...invitations.filter(stops).map(leftAt), ...funnel.map(standingAt));
  return (
    <ChartCard
      id="funnel"
      title="Where onboardings stop"
      about={`${grouped(invitations[0]?.reached ?? 0)} invited; ${grouped(started)} connections began, ${grouped(connected)} connected`}
    >
      <InvitedFunnel stages={invitations} most={most} />
      <section aria-labelledby="steps" className="s-apart">
        <h3 id="steps">Connections that began in the period</h3>
        <p className="s-meta">
          Counted apart from the invitations: a connection may begin without one, and an invitation may be used after the period.
        </p>
        <ol className="s-funnel">
          {funnel.map((step) => (
            <StepRow key={step.step} step={step} started={started} most={standingAt(step) === most && most > 0} />
          ))}
        </ol>
        <p className="s-meta">
          Solid: went on. Dashed: did not, so far. The links lead to all that stand at the step, whenever they began.
        </p>
        <ChartTable
          caption="Connections that began in the period, by step"
          head={['Step', 'Reached', 'Went past', 'Stand here', 'All at this step now', 'Causes']}
          rows={funnel.map((step) => [step.title, step.reached, step.passed, standingAt(step), step.now, causesOf(step)])}
        />
      </section>
    </ChartCard>
  );
}

function StepRow({ step, started, most }: { step: Step; started: number; most: boolean }) {
  const standing = standingAt(step);
  return (
    <FunnelRow
      title={step.title}
      on={step.passed}
      stayed={standing}
      of={started}
      label={`${step.passed} of ${started} went past ${step.title}, ${standing} stand at it`}
      most={most}
    >
      {standing > 0 ? (
        <>
          <span className="s-strong">
            {grouped(standing)} {standing === 1 ? 'stands' : 'stand'} here
          </span>
          : {causesOf(step)}{' '}
        </>
      ) : null}
      {step.now > 0 ? (
        <Link className="s-target" href={`/support?step=${step.step}`}>
          See all {grouped(step.now)} at {step.title}
        </Link>
      ) : null}
    </FunnelRow>
  );
}
