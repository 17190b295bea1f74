import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { TabMark } from './case-marks';
import { ChartCard } from './chart-card';
import { grouped, share, visibleShares } from './chart-scale';
import { ChartTable } from './chart-table';
import { HealthPatterns, healthFill } from './health-pattern';
import { tabWords } from './list-query';

/** A part of the bar is so many percent wide, however few it stands for. */
const least = 1.5;

/** All connections as they stand now; each part has a pattern of its own and leads to its list. */
export function HealthChart({ health }: { health: Numbers['health'] }) {
  const all = health.reduce((sum, { count }) => sum + count, 0);
  const widths = visibleShares(
    health.map(({ count }) => count),
    least,
  );
  const begin = (index: number) => widths.slice(0, index).reduce((sum, width) => sum + width, 0);
  return (
    <ChartCard id="health" title="Connections by health" about={`${grouped(all)} now, whatever the period`} wide>
      <svg className="s-chart" height="24" role="img" aria-label={health.map(({ tab, count }) => `${tabWords[tab]} ${count}`).join(', ')}>
        <HealthPatterns />
        {health.map(({ tab, count }, index) =>
          count > 0 ? (
            <rect
              key={tab}
              x={`${begin(index)}%`}
              width={`${widths[index] ?? 0}%`}
              height="24"
              fill={healthFill(tab)}
              stroke="var(--surface)"
              strokeWidth="2"
            />
          ) : null,
        )}
      </svg>
      <ul className="s-legend">
        {health.map(({ tab, count }) => (
          <li key={tab}>
            <svg className="s-swatch" width="24" height="16" aria-hidden="true">
              <rect width="24" height="16" fill={healthFill(tab)} />
            </svg>
            <TabMark tab={tab} />
            <Link href={`/support?tab=${tab}`}>{tabWords[tab]}</Link>
            <span className="s-strong">{grouped(count)}</span>
            <span className="s-sub">{share(count, all)}</span>
          </li>
        ))}
      </ul>
      <p className="s-meta">A part below {least} % is drawn as wide as that.</p>
      <ChartTable
        caption="Connections by health"
        head={['List', 'Connections', 'Share']}
        rows={health.map(({ tab, count }) => [tabWords[tab], count, share(count, all)])}
      />
    </ChartCard>
  );
}
