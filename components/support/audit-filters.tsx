'use client';
import type { FormEvent } from 'react';
import type { AuditPage } from '@/lib/contract/staff-audit';
import { actorKinds, actorKindWords } from '@/lib/domain/support/audit-actor';
import { type AuditFilter, noAuditFilter } from './audit-query';

interface FilterProps {
  readonly filter: AuditFilter;
  readonly known: Pick<AuditPage, 'actions' | 'people'>;
  readonly change: (more: Partial<AuditFilter>) => void;
}

const typed = [
  { name: 'connection', label: 'Case id' },
  { name: 'tenant', label: 'Tenant id' },
  { name: 'actor', label: 'Exact actor' },
] as const;
const days = [
  { name: 'from', label: 'From' },
  { name: 'to', label: 'To' },
] as const;

/** What the lines are narrowed to. What is chosen acts at once, what is typed when it is sent. */
export function AuditFilters({ filter, known, change }: FilterProps) {
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    change(Object.fromEntries([...typed, ...days].map(({ name }) => [name, String(data.get(name) ?? '').trim()])));
  };
  const narrowed = Object.values(filter).some((value) => value !== '');
  return (
    <form className="s-tools" onSubmit={send}>
      <ActionField filter={filter} actions={known.actions} change={change} />
      <WhoField filter={filter} people={known.people} change={change} />
      {days.map(({ name, label }) => (
        <label key={`${name} ${filter[name]}`} className="s-day-field">
          {label}
          <input className="s-field" type="date" name={name} defaultValue={filter[name]} min="1970-01-01" max="2100-12-31" />
        </label>
      ))}
      {typed.map(({ name, label }) => (
        <input
          key={`${name} ${filter[name]}`}
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
        <button type="button" className="s-btn" data-kind="quiet" onClick={() => change(noAuditFilter)}>
          Remove filters
        </button>
      ) : null}
    </form>
  );
}

function ActionField({ filter: { action }, actions, change }: Omit<FilterProps, 'known'> & Pick<AuditPage, 'actions'>) {
  const known = action === '' || actions.includes(action) ? actions : [action, ...actions];
  return (
    <select
      className="s-chip"
      aria-label="Action"
      data-on={action ? '' : undefined}
      value={action}
      onChange={({ target }) => change({ action: target.value })}
    >
      <option value="">Action</option>
      {known.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

/** A kind of actors, or a colleague by name. */
function WhoField({ filter: { who }, people, change }: Omit<FilterProps, 'known'> & Pick<AuditPage, 'people'>) {
  const isKnown = who === '' || actorKinds.some((kind) => kind === who) || people.some(({ oid }) => oid === who);
  return (
    <select
      className="s-chip"
      aria-label="Who"
      data-on={who ? '' : undefined}
      value={who}
      onChange={({ target }) => change({ who: target.value })}
    >
      <option value="">Who</option>
      {actorKinds.map((kind) => (
        <option key={kind} value={kind}>
          {actorKindWords[kind]}
        </option>
      ))}
      <optgroup label="One of the staff">
        {people.map(({ oid, name }) => (
          <option key={oid} value={oid}>
            {name}
          </option>
        ))}
        {isKnown ? null : <option value={who}>{who}</option>}
      </optgroup>
    </select>
  );
}
