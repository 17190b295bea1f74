import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { FixerWord } from './case-marks';
import { fixerWords, stepWords } from './case-words';
import { ChartCard } from './chart-card';
import { grouped, percent } from './chart-scale';
import { ChartTable } from './chart-table';

/** The five problems that came up most, with who can fix each. */
export function CausesChart({ causes }: { causes: Numbers['topCauses'] }) {
  const most = Math.max(1, ...causes.map(({ count }) => count));
  return (
    <ChartCard id="causes" title="Top five causes" about="came up in the period, solved ones too">
      {causes.length === 0 ? <p className="s-sub">No problem came up in this period.</p> : null}
      <ol>
        {causes.map(({ cause, title, by, count, step, now }) => (
          <li key={cause} className="s-cause">
            <span className="s-row">
              <span className="s-strong">{title}</span>
              <span className="s-sub">at {stepWords[step]}</span>
              <span className="s-end">
                <FixerWord by={by} />
              </span>
            </span>
            <span className="s-row flex-nowrap!">
              <svg className="s-chart min-w-0 flex-1" height="10" role="img" aria-label={`${title}: ${count}`}>
                <rect className="s-fill" width={percent(count, most)} height="10" rx="2" />
              </svg>
              <span className="s-strong s-num w-12">{grouped(count)}</span>
            </span>
            {now > 0 ? (
              <Link className="s-target" href={`/support?cause=${encodeURIComponent(cause)}`}>
                See the {grouped(now)} stopped by it now<span className="vh">: {title}</span>
              </Link>
            ) : (
              <span className="s-sub">stops nobody now</span>
            )}
          </li>
        ))}
      </ol>
      {causes.length > 0 ? (
        <ChartTable
          caption="Problems that came up in the period"
          head={['Cause', 'Times', 'Stopped by it now', 'Step', 'Who can fix it']}
          rows={causes.map(({ title, count, now, step, by }) => [title, count, now, stepWords[step], fixerWords[by].word])}
        />
      ) : null}
    </ChartCard>
  );
}
