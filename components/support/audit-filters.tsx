'use client';
import type { FormEvent } from 'react';
import type { AuditPage } from '@/lib/contract/staff-audit';
import { actorKinds, actorKindWords } from '@/lib/domain/support/audit-actor';
import { type AuditFilter, noAuditFilter } from './audit-query';
import { ChoiceChip } from './filter-chip';

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

/** A kind of actors, or a colleague by name. */
const whoOf = (people: AuditPage['people']): (readonly [string, string])[] => [
  ...actorKinds.map((kind) => [kind, actorKindWords[kind]] as const),
  ...people.map(({ oid, name }) => [oid, name] as const),
];

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
      <ChoiceChip
        label="Action"
        chosen={filter.action || undefined}
        options={known.actions.map((action) => [action, action] as const)}
        choose={(action = '') => change({ action })}
      />
      <ChoiceChip label="Who" chosen={filter.who || undefined} options={whoOf(known.people)} choose={(who = '') => change({ who })} />
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
