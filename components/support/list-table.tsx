'use client';
import { Fragment, type RefObject } from 'react';
import type { CaseList, CaseRow } from '@/lib/contract/staff-list';
import { useNow } from '../ui/clock';
import { TabMark } from './case-marks';
import { lasting } from './case-words';
import { groupsOf } from './list-groups';
import { type ListPlace, tabWords } from './list-query';
import { ListRow } from './list-row';

const columns = ['Customer and domain', 'State', 'Next best action', 'Who can fix it', 'Last activity', 'Admin', 'Key', 'Owner'];
const folded = ['Admin', 'Owner'];

interface TableProps {
  readonly table: RefObject<HTMLTableElement | null>;
  /** null: not known yet, drawn as a skeleton of the same size. */
  readonly rows: readonly CaseRow[] | null;
  readonly tabs: CaseList['tabs'];
  readonly place: ListPlace;
  readonly open: (id: string) => void;
}

/** The rows, in groups by whose turn it is where they are sorted so. On phones each row is a card. */
export function ListTable({ table, rows, tabs, place, open }: TableProps) {
  const now = useNow(15_000) ?? Date.now();
  return (
    <table ref={table} className="s-grid" aria-busy={rows === null}>
      <caption className="vh">Cases. Arrow keys move, Enter opens.</caption>
      <thead>
        <tr>
          {columns.map((title) => (
            <th key={title} scope="col" data-fold={folded.includes(title) || undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {rows === null ? (
        <Skeleton />
      ) : (
        groupsOf(rows, place.filter).map(({ tab, rows: inside }, index) => (
          <Fragment key={tab ?? `rows ${index}`}>
            <tbody>
              {tab ? (
                <tr className="s-group">
                  <th colSpan={columns.length} scope="rowgroup">
                    <TabMark tab={tab} /> {tabWords[tab]} · {tabs.find((entry) => entry.tab === tab)?.count ?? inside.length}
                    <span className="s-faint">{groupWords(inside, now)}</span>
                  </th>
                </tr>
              ) : null}
              {inside.map((row) => (
                <ListRow key={row.id} row={row} at={row.id === place.at} now={now} open={open} />
              ))}
            </tbody>
          </Fragment>
        ))
      )}
    </table>
  );
}

function groupWords(rows: readonly CaseRow[], now: number): string {
  const first = rows[0];
  if (!first || first.tab === 'healthy' || first.tab === 'ended') return '';
  return first.tab === 'waiting' ? 'moves by itself' : `oldest ${lasting(first.since, now)}`;
}

/** Same columns, same height: nothing jumps when the rows come. */
function Skeleton() {
  return (
    <tbody>
      {[0, 1, 2, 3, 4, 5].map((row) => (
        <tr key={row}>
          {columns.map((title, index) => (
            <td key={title} data-fold={folded.includes(title) || undefined}>
              <span className="s-ghost" />
              {index < 3 ? <span className="s-ghost" /> : null}
              {row === 0 && index === 0 ? <span className="vh">Loading cases</span> : null}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  );
}
