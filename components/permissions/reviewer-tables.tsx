'use client';
import { Badge } from '../ui/badge';
import { countRows } from './filter';
import { type ListedGroup, type ListedPermission, reachNames } from './listed';
import { PermissionName } from './permission-name';
import { NoMatch, SearchTools } from './search-tools';
import { usePermissionSearch } from './use-search';

const columns = ['Permission', 'What it is for', 'Data touched', 'Risk', 'Without it'];

/** All permissions as tables for a security reviewer: nothing folded, search and chips on top, heads repeat on paper. */
export function ReviewerTables({ groups }: { groups: readonly ListedGroup[] }) {
  const state = usePermissionSearch(groups);
  return (
    <>
      <div className="card no-print mt-14 overflow-clip">
        <SearchTools groups={groups} state={state} />
        {state.shown.length === 0 ? <NoMatch total={countRows(groups)} /> : null}
      </div>
      {state.shown.map((group) => (
        <GroupTable key={group.key} group={group} />
      ))}
    </>
  );
}

function GroupTable({ group }: { group: ListedGroup }) {
  return (
    <section className="group-table" id={group.key}>
      <div className="sec-head">
        <div>
          <h2>
            {group.title} <Badge tone={group.key === 'sensitive' ? 'warn' : undefined}>{group.rows.length}</Badge>
          </h2>
          <p>{group.sentence}</p>
        </div>
      </div>
      <div className="card flat">
        <table className="pl">
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {group.rows.map((row) => (
              <TableRow key={`${row.api}|${row.type}|${row.value}`} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function TableRow({ row }: { row: ListedPermission }) {
  return (
    <tr>
      <th scope="row">
        <span className="name">
          <PermissionName value={row.value} />
        </span>
        <span className="kind">
          {row.shortName}, {row.type.toLowerCase()}
        </span>
        {row.can === 'read' ? null : <Badge tone="bad">{reachNames[row.can]}</Badge>}
      </th>
      <td data-label="What it is for">
        {row.purpose}
        {row.note ? <span className="aside">{row.note}</span> : null}
      </td>
      <td data-label="Data touched">{row.touches}</td>
      <td data-label="Risk">{row.riskWhy}</td>
      <td data-label="Without it">{row.without}</td>
    </tr>
  );
}
