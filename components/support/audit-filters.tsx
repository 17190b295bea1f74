'use client';
import type { FormEvent } from 'react';
import type { AuditFilter } from './use-audit-filter';

interface FilterProps {
  readonly filter: AuditFilter;
  readonly actions: readonly string[];
  readonly change: (more: Partial<AuditFilter>) => void;
}

const ids = [
  { name: 'connection', label: 'Case id' },
  { name: 'tenant', label: 'Tenant id' },
  { name: 'actor', label: 'Actor' },
] as const;

/** What the lines are narrowed to. The action acts at once, ids when they are sent. */
export function AuditFilters({ filter, actions, change }: FilterProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    change(Object.fromEntries(ids.map(({ name }) => [name, String(data.get(name) ?? '').trim()])));
  };
  const narrowed = Object.values(filter).some((value) => value !== '');
  const known = filter.action === '' || actions.includes(filter.action) ? actions : [filter.action, ...actions];
  return (
    <form className="s-tools" onSubmit={send} key={JSON.stringify(filter)}>
      <select
        className="s-chip"
        aria-label="Action"
        data-on={filter.action ? '' : undefined}
        value={filter.action}
        onChange={({ target }) => change({ action: target.value })}
      >
        <option value="">Action</option>
        {known.map((action) => (
          <option key={action} value={action}>
            {action}
          </option>
        ))}
      </select>
      {ids.map(({ name, label }) => (
        <input
          key={name}
          className="s-field s-id-field"
          name={name}
          aria-label={label}
          placeholder={label}
          defaultValue={filter[name]}
          autoComplete="off"
          spellCheck={false}
        />
      ))}
      <button type="submit" className="s-btn">
        Filter
      </button>
      {narrowed ? (
        <button
          type="button"
          className="s-btn"
          data-kind="quiet"
          onClick={() => change({ action: '', actor: '', connection: '', tenant: '' })}
        >
          Remove filters
        </button>
      ) : null}
    </form>
  );
}
