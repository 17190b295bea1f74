import { Icon } from '../ui/icon';
import { countRows, filterNames, inFilter, permissionFilters } from './filter';
import type { ListedGroup } from './listed';
import type { PermissionSearch } from './use-search';

/** Search field and chips above a permission list; what they leave is announced. */
export function SearchTools({ groups, state }: { groups: readonly ListedGroup[]; state: PermissionSearch }) {
  const rows = groups.flatMap((group) => group.rows);
  const left = countRows(state.shown);
  return (
    <div className="tools">
      <label className="field">
        <Icon name="search" small />
        <span className="vh">Search the permissions</span>
        <input
          type="search"
          placeholder="Search, for example mail or device"
          value={state.search}
          onChange={(event) => state.setSearch(event.target.value)}
        />
      </label>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a visible legend and cannot be laid out with the field */}
      <div className="chips" role="group" aria-label="Show">
        {permissionFilters.map((filter) => (
          <button
            key={filter}
            type="button"
            className="chip"
            aria-pressed={state.filter === filter}
            onClick={() => state.setFilter(filter)}
          >
            {filterNames[filter]} {rows.filter((row) => inFilter(row, filter)).length}
          </button>
        ))}
      </div>
      <p className="vh" role="status">
        {state.narrowed ? `${left} of ${rows.length} permissions match` : ''}
      </p>
    </div>
  );
}

/** What stands in place of the list when nothing matches. */
export function NoMatch({ total }: { total: number }) {
  return (
    <div className="empty">
      <Icon name="search" />
      <b>No permission matches</b>
      <p>Try a shorter word, or choose All {total}.</p>
    </div>
  );
}
