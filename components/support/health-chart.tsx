import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { TabMark } from './case-marks';
import { tabMarks } from './case-words';
import { percent, share } from './chart-scale';
import { ChartTable } from './chart-table';
import { tabWords } from './list-query';

/** All connections as they stand now; each part leads to its list. */
export function HealthChart({ health }: { health: Numbers['health'] }) {
  const all = health.reduce((sum, { count }) => sum + count, 0);
  const parts = health.map((part, index) => ({ ...part, from: health.slice(0, index).reduce((sum, { count }) => sum + count, 0) }));
  return (
    <section className="s-card" data-wide aria-labelledby="health">
      <header>
        <h2 id="health">Connections by health</h2>
        <p>{all} now, whatever the period</p>
      </header>
      <div className="s-body">
        <svg className="s-chart" height="20" role="img" aria-label={parts.map(({ tab, count }) => `${tabWords[tab]} ${count}`).join(', ')}>
          {parts.map(({ tab, count, from }) =>
            count > 0 ? (
              <rect
                key={tab}
                data-tone={tabMarks[tab].tone}
                x={percent(from, all)}
                width={percent(count, all)}
                height="20"
                stroke="var(--surface)"
                strokeWidth="2"
              />
            ) : null,
          )}
        </svg>
        <ul className="s-legend">
          {parts.map(({ tab, count }) => (
            <li key={tab}>
              <TabMark tab={tab} />
              <Link href={`/support?tab=${tab}`}>{tabWords[tab]}</Link>
              <span className="s-strong">{count}</span>
            </li>
          ))}
        </ul>
        <ChartTable
          caption="Connections by health"
          head={['List', 'Connections', 'Share']}
          rows={parts.map(({ tab, count }) => [tabWords[tab], count, share(count, all)])}
        />
      </div>
    </section>
  );
}
