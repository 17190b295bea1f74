import type { ReactNode } from 'react';
import { grouped, percent, share } from './chart-scale';
import { Mark } from './mark';

interface RowProps {
  readonly title: string;
  /** How many went on; drawn solid. */
  readonly on: number;
  /** How many did not; drawn dashed behind them. */
  readonly stayed: number;
  readonly of: number;
  /** The same for who does not see the bar. */
  readonly label: string;
  /** Nowhere else do more stop. */
  readonly most: boolean;
  readonly children: ReactNode;
}

/** A row of the funnel: name and share, the bar, why the others are not further. */
export function FunnelRow({ title, on, stayed, of, label, most, children }: RowProps) {
  return (
    <li>
      <span>
        <span className="s-strong block">{title}</span>
        <span className="s-sub">
          {grouped(on)} · {share(on, of)}
        </span>
      </span>
      <svg className="s-chart h-5" height="20" role="img" aria-label={label}>
        <rect className="s-fill" width={percent(on, of)} height="20" rx="2" />
        {stayed > 0 ? <rect className="s-lost" x={percent(on, of)} y="0.5" width={percent(stayed, of)} height="19" rx="2" /> : null}
      </svg>
      <span className={most ? undefined : 's-sub'}>
        {most ? (
          <span className="s-tone mr-1 inline-flex align-[-3px]" data-tone="warn">
            <Mark name="flag" />
            <span className="vh">most stop here: </span>
          </span>
        ) : null}
        {children}
      </span>
    </li>
  );
}
