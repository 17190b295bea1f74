'use client';
import { Badge } from '../ui/badge';
import { Icon } from '../ui/icon';
import { countRows } from './filter';
import type { ListedGroup } from './listed';
import { PermissionRow } from './permission-row';
import { NoMatch, SearchTools } from './search-tools';
import { usePermissionSearch } from './use-search';

/**
 * All permissions, folded by group, with search and chips. The sensitive ones stand open on top; a search opens what it finds.
 * @param props.setAside identities (`api|type|value`) that this organization does not offer
 */
export function PermissionList({ groups, setAside }: { groups: readonly ListedGroup[]; setAside: ReadonlySet<string> }) {
  const state = usePermissionSearch(groups);
  return (
    <div className="card perms">
      <SearchTools groups={groups} state={state} />
      {state.shown.map((group) => (
        <details key={group.key} className="pgroup" open={state.narrowed || group.key === 'sensitive'}>
          <summary>
            <Icon name="chev" className="chev" />
            <div>
              <h3>{group.title}</h3>
              <p>{group.sentence}</p>
            </div>
            {group.key === 'sensitive' ? (
              <Badge tone="warn" icon="warn">
                {group.rows.length}
              </Badge>
            ) : (
              <Badge>{group.rows.length}</Badge>
            )}
          </summary>
          {group.rows.map((row) => {
            const identity = `${row.api}|${row.type}|${row.value}`;
            return <PermissionRow key={identity} row={row} setAside={setAside.has(identity)} />;
          })}
        </details>
      ))}
      {state.shown.length === 0 ? <NoMatch total={countRows(groups)} /> : null}
    </div>
  );
}
