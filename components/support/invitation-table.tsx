'use client';
import type { RefObject } from 'react';
import type { InvitationRow } from '@/lib/contract/staff-invitations';
import { useNow } from '../ui/clock';
import { InvitationLine, type RowAsk } from './invitation-row';

const columns = ['Customer, expects', 'State', 'Sent to, about', 'Valid until', 'By', 'Actions'];

interface TableProps {
  readonly table: RefObject<HTMLTableElement | null>;
  /** null: not known yet, drawn as a skeleton of the same size. */
  readonly rows: readonly InvitationRow[] | null;
  readonly at: string | null;
  readonly mayManage: boolean;
  readonly ask: RowAsk;
}

/** The rows; on phones each is a card. */
export function InvitationTable({ table, rows, at, mayManage, ask }: TableProps) {
  const now = useNow(15_000) ?? Date.now();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached with the keyboard (WCAG 2.1.1)
    <section className="s-scroll" aria-label="Rows of the list" tabIndex={0}>
      <table ref={table} className="s-grid s-invitations" aria-busy={rows === null}>
        <caption className="vh">{mayManage ? 'Invitations. J and K move, X extends, S makes a new link.' : 'Invitations'}</caption>
        <thead>
          <tr>
            {columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows === null ? (
            <Skeleton />
          ) : (
            rows.map((row) => <InvitationLine key={row.id} row={row} at={row.id === at} now={now} mayManage={mayManage} ask={ask} />)
          )}
        </tbody>
      </table>
    </section>
  );
}

/** Same columns, same height: nothing jumps when the rows come. */
function Skeleton() {
  return [0, 1, 2, 3].map((row) => (
    <tr key={row}>
      {columns.map((title, index) => (
        <td key={title}>
          <span className="s-ghost" />
          {index < 4 ? <span className="s-ghost" /> : null}
          {row === 0 && index === 0 ? <span className="vh">Loading invitations</span> : null}
        </td>
      ))}
    </tr>
  ));
}
