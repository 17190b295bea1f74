import Link from 'next/link';
import type { Numbers } from '@/lib/contract/staff-numbers';
import { ChartCard } from './chart-card';
import { compact, grouped, isSoon, monthWords, percent } from './chart-scale';
import { ChartTable } from './chart-table';
import { Mark } from './mark';

const height = 120;
/** A month in so many has its name below it. */
const namedEvery = 3;

/** Keys by the month they end in, from this month on; what has ended already is told apart. This month and the next are amber. */
export function ExpiryChart({ expiring, today }: { expiring: Numbers['expiring']; today: string }) {
  const { ended, months, later } = expiring;
  const within = months.reduce((sum, { count }) => sum + count, 0);
  return (
    <ChartCard
      id="expiries"
      title="Keys expiring by month"
      about={`${keys(within + later)} in use: ${grouped(within)} end within ${months.length} months, ${grouped(later)} later`}
    >
      {within + later === 0 ? <p className="s-sub">No key in use.</p> : <Months expiring={expiring} today={today} />}
      {ended > 0 ? (
        <p className="s-hint">
          <span className="s-tone inline-flex" data-tone="bad">
            <Mark name="stop" />
          </span>
          {keys(ended)} ended already, in no month above.
        </p>
      ) : null}
      <p className="s-hint">
        <span className="s-tone inline-flex" data-tone="warn">
          <Mark name="key" />
        </span>
        <span>
          Amber: this month and the next. <Link href="/support?tab=expiring">See the list Expiring</Link>
        </span>
      </p>
      <ChartTable
        caption="Keys by month of their end"
        head={['Month', 'Keys']}
        rows={[['Ended already', ended], ...months.map(({ month, count }) => [month, count] as const), ['Later', later]]}
      />
    </ChartCard>
  );
}

const keys = (count: number): string => (count === 1 ? '1 key' : `${grouped(count)} keys`);

function Months({ expiring: { months, later }, today }: { expiring: Numbers['expiring']; today: string }) {
  const most = Math.max(1, ...months.map(({ count }) => count));
  const places = months.length + 2;
  const last = percent(places - 1, places);
  const words = [...months.map(({ month, count }) => `${month}: ${count}`), `later: ${later}`].join(', ');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached with the keyboard (WCAG 2.1.1)
    <section className="s-scroll" aria-label="Months" tabIndex={0}>
      <svg className="s-chart s-months" height={height + 56} role="img" aria-label={words}>
        {months.map(({ month, count }, index) => (
          <Column key={month} month={month} count={count} most={most} soon={isSoon(month, today)} place={{ index, of: places }} />
        ))}
        <line className="s-base" x1="0" x2={percent(months.length, places)} y1={height + 20} y2={height + 20} />
        <text className="s-value" x={last} y={height + 14} textAnchor="middle">
          {compact(later)}
        </text>
        <text x={last} y={height + 36} textAnchor="middle">
          later
        </text>
      </svg>
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
          {compact(count)}
        </text>
      ) : null}
      {place.index % namedEvery === 0 ? (
        <>
          <text x={middle} y={height + 36} textAnchor="middle">
            {words.month}
          </text>
          <text x={middle} y={height + 52} textAnchor="middle">
            {words.year}
          </text>
        </>
      ) : null}
    </g>
  );
}
