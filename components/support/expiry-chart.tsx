import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { isSoon, monthWords, percent } from './chart-scale';
import { ChartTable } from './chart-table';
import { Mark } from './mark';

const height = 120;
/** Columns never get wider than a twelfth of the chart. */
const fewest = 12;

/** Live keys by the month they end in. This month and the next are amber, with a key beside the words. */
export function ExpiryChart({ expiring, today }: { expiring: Numbers['expiring']; today: string }) {
  const most = Math.max(1, ...expiring.map(({ count }) => count));
  const all = expiring.reduce((sum, { count }) => sum + count, 0);
  const shown = expiring.slice(0, 24);
  return (
    <section className="s-card" aria-labelledby="expiries">
      <header>
        <h2 id="expiries">Keys expiring by month</h2>
        <p>{all === 1 ? '1 live key' : `${all} live keys`}</p>
      </header>
      <div className="s-body">
        {all === 0 ? (
          <p className="s-sub">No live key yet.</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached with the keyboard (WCAG 2.1.1)
          <section className="s-scroll" aria-label="Months" tabIndex={0}>
            <svg
              className="s-chart"
              height={height + 56}
              role="img"
              aria-label={shown.map(({ month, count }) => `${month}: ${count}`).join(', ')}
            >
              {shown.map(({ month, count }, index) => (
                <Column
                  key={month}
                  month={month}
                  count={count}
                  most={most}
                  soon={isSoon(month, today)}
                  place={{ index, of: Math.max(fewest, shown.length) }}
                />
              ))}
              <line className="s-base" x1="0" x2="100%" y1={height + 20} y2={height + 20} />
            </svg>
          </section>
        )}
        <p className="s-hint">
          <span className="s-tone inline-flex" data-tone="warn">
            <Mark name="key" />
          </span>
          Amber: this month and the next. <Link href="/support?tab=expiring">See the list Expiring</Link>
        </p>
        <ChartTable
          caption="Live keys by month of their end"
          head={['Month', 'Keys']}
          rows={expiring.map(({ month, count }) => [month, count])}
        />
      </div>
    </section>
  );
}

interface ColumnProps {
  readonly month: string;
  readonly count: number;
  readonly most: number;
  readonly soon: boolean;
  readonly place: { readonly index: number; readonly of: number };
}

function Column({ month, count, most, soon, place }: ColumnProps) {
  const size = Math.round((count / most) * height);
  const middle = percent(place.index + 0.5, place.of);
  const words = monthWords(month);
  const crowded = place.of > 12;
  return (
    <g>
      <rect
        className="s-fill"
        data-tone={soon ? 'warn' : undefined}
        x={percent(place.index + 0.2, place.of)}
        width={percent(0.6, place.of)}
        y={height + 20 - size}
        height={size}
        rx="2"
      />
      {count > 0 ? (
        <text className="s-value" x={middle} y={height + 14 - size} textAnchor="middle">
          {count}
        </text>
      ) : null}
      {crowded && place.index % 3 !== 0 ? null : (
        <>
          <text x={middle} y={height + 36} textAnchor="middle">
            {words.month}
          </text>
          <text x={middle} y={height + 52} textAnchor="middle">
            {words.year}
          </text>
        </>
      )}
    </g>
  );
}
