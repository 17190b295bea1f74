import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { percent, share } from './chart-scale';
import { ChartTable } from './chart-table';
import { Mark } from './mark';

type Stage = Numbers['funnel'][number];

const standingAt = ({ standing }: Stage): number => standing.reduce((sum, { count }) => sum + count, 0);
const causesOf = ({ standing }: Stage): string => standing.map(({ title, count }) => `${title} ${count}`).join(', ');

/** Where onboardings stop: solid went past the step, dashed stands at it now. The step where most stand has a flag. */
export function FunnelChart({ numbers }: { numbers: Numbers }) {
  const { funnel, started, connected } = numbers;
  const most = Math.max(0, ...funnel.map(standingAt));
  return (
    <section className="s-card" aria-labelledby="funnel">
      <header>
        <h2 id="funnel">Where onboardings stop</h2>
        <p>
          {started} began, {connected} connected ({share(connected, started)})
        </p>
      </header>
      <div className="s-body">
        <ol className="s-funnel">
          {funnel.map((stage) => (
            <Row key={stage.step} stage={stage} started={started} most={standingAt(stage) === most && most > 0} />
          ))}
        </ol>
        <p className="s-meta">Solid: went past this step. Dashed: stand at it now.</p>
        <ChartTable
          caption="Connections that began in the period, by step"
          head={['Step', 'Reached', 'Went past', 'Stand here', 'Causes']}
          rows={funnel.map((stage) => [stage.title, stage.reached, stage.passed, standingAt(stage), causesOf(stage)])}
        />
      </div>
    </section>
  );
}

function Row({ stage, started, most }: { stage: Stage; started: number; most: boolean }) {
  const standing = standingAt(stage);
  return (
    <li>
      <span>
        <span className="s-strong block">{stage.title}</span>
        <span className="s-sub">
          {stage.passed} · {share(stage.passed, started)}
        </span>
      </span>
      <svg
        className="s-chart h-5"
        height="20"
        role="img"
        aria-label={`${stage.passed} of ${started} went past ${stage.title}, ${standing} stand at it`}
      >
        <rect className="s-fill" width={percent(stage.passed, started)} height="20" rx="2" />
        {standing > 0 ? (
          <rect className="s-lost" x={percent(stage.passed, started)} y="0.5" width={percent(standing, started)} height="19" rx="2" />
        ) : null}
      </svg>
      <span className={most ? undefined : 's-sub'}>
        {most ? (
          <span className="s-tone mr-1 inline-flex align-[-3px]" data-tone="warn">
            <Mark name="flag" />
            <span className="vh">most stand here: </span>
          </span>
        ) : null}
        {standing > 0 ? (
          <>
            <Link href={`/support?step=${stage.step}`}>{standing === 1 ? '1 stands' : `${standing} stand`} here</Link>: {causesOf(stage)}
          </>
        ) : null}
      </span>
    </li>
  );
}
