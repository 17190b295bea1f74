import { ChartCard } from './chart-card';
import { NumbersFigures } from './numbers-figures';

/** The boxes of the numbers while they are counted: the same cards, and rows of the same height. */
export function NumbersSkeleton() {
  return (
    <div aria-busy="true">
      <p className="vh" role="status">
        Counting
      </p>
      <NumbersFigures numbers={null} />
      <div className="s-charts">
        <div className="s-stack">
          <ChartCard id="funnel" title="Where onboardings stop" about="counting">
            <Rows like="s-funnel" count={10} />
          </ChartCard>
          <ChartCard id="expiries" title="Keys expiring by month" about="counting">
            <div className="h-44" />
          </ChartCard>
        </div>
        <div className="s-stack">
          <ChartCard id="times" title="Time per step" about="counting">
            <Rows like="s-range" count={6} />
          </ChartCard>
          <ChartCard id="causes" title="Top five causes" about="counting">
            <Rows like="s-funnel" count={5} />
          </ChartCard>
        </div>
        <ChartCard id="health" title="Connections by health" about="counting" wide>
          <span className="s-ghost h-6!" />
          <div className="h-12" />
        </ChartCard>
      </div>
    </div>
  );
}

function Rows({ like, count }: { like: 's-funnel' | 's-range'; count: number }) {
  return (
    <ul className={like} aria-hidden="true">
      {Array.from({ length: count }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: places without anything in them
        <li key={row}>
          <span className="block py-1">
            <span className="s-ghost" />
            <span className="s-ghost" />
          </span>
          <span className="s-ghost" />
        </li>
      ))}
    </ul>
  );
}
