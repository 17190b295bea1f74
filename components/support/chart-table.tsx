import { Mark } from './mark';

interface TableProps {
  readonly caption: string;
  readonly head: readonly string[];
  /** The first cell names the row; the others are numbers or words. */
  readonly rows: readonly (readonly (string | number)[])[];
}

/** The numbers of a chart as a table, behind "Show as table". */
export function ChartTable({ caption, head, rows }: TableProps) {
  return (
    <details className="s-behind">
      <summary>
        <span className="s-chev">
          <Mark name="chev" />
        </span>
        Show as table
        <span className="vh">: {caption}</span>
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached with the keyboard (WCAG 2.1.1) */}
      <section className="s-scroll" aria-label={caption} tabIndex={0}>
        <table className="s-plain">
          <caption className="vh">{caption}</caption>
          <thead>
            <tr>
              {head.map((title, index) => (
                <th key={title} scope="col" className={index === 0 ? undefined : 's-num'}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(([name, ...cells]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  <td key={head[index + 1]} className="s-num">
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
