import type { Numbers } from '@/lib/contract/staff-numbers';
import { ChartCard } from './chart-card';
import { percent, timeScale, stepDuration as words } from './chart-scale';
import { ChartTable } from './chart-table';

type Time = Numbers['times'][number];

/** How long each step takes: half of all runs within the filled dot, nine of ten within the open one. */
export function TimesChart({ times }: { times: Numbers['times'] }) {
  const steps = times.filter(({ step }) => step !== 'all');
  const scale = timeScale(Math.max(1000, ...steps.map(({ p90Ms }) => p90Ms ?? 0)));
  return (
    <ChartCard id="times" title="Time per step" about="steps that ended in the period">
      <ul className="s-range">
        <li aria-hidden="true">
          <span />
          <svg className="s-chart" height="16" aria-hidden="true">
            {scale.marks.map(({ atMs, label }) => (
              <text
                key={label}
                x={percent(atMs, scale.endMs)}
                y="12"
                textAnchor={atMs === 0 ? 'start' : atMs === scale.endMs ? 'end' : 'middle'}
              >
                {label}
              </text>
            ))}
          </svg>
          <span />
        </li>
        {steps.map((time) => (
          <Row key={time.step} time={time} scale={scale} />
        ))}
      </ul>
      <p className="s-meta">Filled dot: half of the runs (p50). Open dot: nine of ten (p90).</p>
      <ChartTable
        caption="Time per step"
        head={['Step', 'Runs', 'p50', 'p90']}
        rows={times.map(({ title, measured, p50Ms, p90Ms }) => [title, measured, words(p50Ms), words(p90Ms)])}
      />
    </ChartCard>
  );
}

function Row({ time, scale }: { time: Time; scale: ReturnType<typeof timeScale> }) {
  const { title, p50Ms, p90Ms } = time;
  const known = p50Ms !== null && p90Ms !== null;
  const [half, most] = [percent(p50Ms ?? 0, scale.endMs), percent(p90Ms ?? 0, scale.endMs)];
  return (
    <li>
      <span className="s-strong">{title}</span>
      <svg
        className="s-chart"
        height="24"
        role="img"
        aria-label={known ? `${title}: p50 ${words(p50Ms)}, p90 ${words(p90Ms)}` : `${title}: not measured`}
      >
        {scale.marks.map(({ atMs, label }) => (
          <line key={label} className="s-axis" x1={percent(atMs, scale.endMs)} x2={percent(atMs, scale.endMs)} y1="0" y2="24" />
        ))}
        {known ? (
          <>
            <line className="s-line" x1={half} x2={most} y1="12" y2="12" />
            <circle className="s-open-dot" cx={most} cy="12" r="6" />
            <circle className="s-fill" cx={half} cy="12" r="4" />
          </>
        ) : null}
      </svg>
      <span className="s-num">
        {known ? (
          <>
            <span className="s-strong">{words(p50Ms)}</span> to {words(p90Ms)}
          </>
        ) : (
          'not measured'
        )}
      </span>
    </li>
  );
}
