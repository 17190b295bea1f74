'use client';
import { caseSorts, staffSteps } from '@/lib/contract/staff-list';
import { stepWords } from './case-words';
import type { ListPlace } from './list-query';
import { Mark } from './mark';
import type { PlaceMoves } from './use-place';

const sortWords: Record<(typeof caseSorts)[number], string> = {
  turn: 'Whose turn',
  activity: 'Last activity',
  waiting: 'Longest waiting',
  name: 'Name',
  expires: 'Key expiry',
  created: 'Newest',
};
const owners = { me: 'Mine', nobody: 'Nobody’s' } as const;

/** Filters and order; each is in the address. Dashed is off, solid is on. */
export function ListFilters({ place, moves }: { place: ListPlace; moves: PlaceMoves }) {
  const { owner, step, due, cause, sort } = place.filter;
  const usual = place.filter.tab ? 'waiting' : 'turn';
  return (
    <div className="s-chips" id="case-filters">
      <select
        className="s-chip"
        aria-label="Owner"
        data-on={owner ? '' : undefined}
        value={owner ?? ''}
        onChange={({ target }) => moves.filter({ owner: target.value || undefined })}
      >
        <option value="">Owner</option>
        {Object.entries(owners).map(([value, word]) => (
          <option key={value} value={value}>
            {word}
          </option>
        ))}
        {owner && !(owner in owners) ? <option value={owner}>A colleague’s</option> : null}
      </select>
      <select
        className="s-chip"
        aria-label="Step"
        data-on={step ? '' : undefined}
        value={step ?? ''}
        onChange={({ target }) => moves.filter({ step: staffSteps.find((value) => value === target.value) })}
      >
        <option value="">Step</option>
        {staffSteps.map((value) => (
          <option key={value} value={value}>
            {stepWords[value]}
          </option>
        ))}
      </select>
      <button
        type="button"
        className="s-chip"
        data-on={due ? '' : undefined}
        aria-pressed={due === 'true'}
        onClick={() => moves.filter({ due: due ? undefined : 'true' })}
      >
        Follow-up due
        {due ? <Mark name="x" /> : null}
      </button>
      {cause ? (
        <button type="button" className="s-chip" data-on="" onClick={() => moves.filter({ cause: undefined })}>
          Cause: {cause}
          <Mark name="x" />
          <span className="vh">Remove</span>
        </button>
      ) : null}
      <select
        className="s-chip"
        aria-label="Order"
        data-on={sort ? '' : undefined}
        value={sort ?? usual}
        onChange={({ target }) => moves.filter({ sort: caseSorts.find((value) => value === target.value && value !== usual) })}
      >
        {caseSorts
          .filter((value) => value !== 'turn' || usual === 'turn')
          .map((value) => (
            <option key={value} value={value}>
              {sortWords[value]}
            </option>
          ))}
      </select>
    </div>
  );
}
