import type { ReactNode } from 'react';

interface CardProps {
  readonly id: string;
  readonly title: string;
  /** What is counted, in a few words. */
  readonly about: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** The frame of a chart: its name, what is counted, the chart with its table. */
export function ChartCard({ id, title, about, wide, children }: CardProps) {
  return (
    <section className="s-card" data-wide={wide ? '' : undefined} aria-labelledby={id}>
      <header>
        <h2 id={id}>{title}</h2>
        <p>{about}</p>
      </header>
      <div className="s-body">{children}</div>
    </section>
  );
}
