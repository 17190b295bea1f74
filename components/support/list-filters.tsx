'use client';
import { type CaseList, caseSorts, Fixer, staffSteps } from '@/lib/contract/staff-list';
import { fixerWords, stepWords } from './case-words';
import { ChoiceChip, SwitchChip } from './filter-chip';
import { isFiltered, type ListPlace, noFilters } from './list-query';
import { Mark } from './mark';
import { useFrame } from './staff-frame';
import type { PlaceMoves } from './use-place';

const sortWords: Record<(typeof caseSorts)[number], string> = {
  turn: 'Whose turn',
  activity: 'Last activity',
  waiting: 'Longest waiting',
  name: 'Name',
  expires: 'Key expiry',
  created: 'Newest',
};

interface FiltersProps {
  readonly place: ListPlace;
  readonly moves: PlaceMoves;
  /** What can be chosen besides what is always there; null: not known yet. */
  readonly choices: Pick<CaseList, 'causes' | 'staff'> | null;
}

/** Filters and order; each is in the address. Dashed is off, solid is on. */
export function ListFilters({ place, moves, choices }: FiltersProps) {
  const { me } = useFrame();
  const { owner, by, step, cause, due, recheck, sort } = place.filter;
  const usual = place.filter.tab ? 'waiting' : 'turn';
  const others = choices?.staff.filter(({ oid }) => oid !== me.oid) ?? [];
  const sorts = caseSorts.filter((value) => value !== 'turn' || usual === 'turn');
  return (
    <div className="s-chips" id="case-filters">
      <ChoiceChip
        label="Owner"
        chosen={owner}
        options={[['me', 'Mine'], ['nobody', 'Nobody’s'], ...others.map(({ oid, name }) => [oid, name] as const)]}
        missing="A colleague’s"
        choose={(value) => moves.filter({ owner: value })}
      />
      <ChoiceChip
        label="Who can fix it"
        chosen={by}
        options={Fixer.options.map((value) => [value, fixerWords[value].word])}
        choose={(value) => moves.filter({ by: value })}
      />
      <ChoiceChip
        label="Step"
        chosen={step}
        options={staffSteps.map((value) => [value, stepWords[value]])}
        choose={(value) => moves.filter({ step: value })}
      />
      <ChoiceChip
        label="Cause"
        chosen={cause}
        options={choices?.causes.map((one) => [one.cause, one.title]) ?? []}
        missing="A cause"
        choose={(value) => moves.filter({ cause: value })}
      />
      <SwitchChip label="Follow-up due" on={due === 'true'} turn={(on) => moves.filter({ due: on ? 'true' : undefined })} />
      <SwitchChip label="Re-check asked" on={recheck === 'true'} turn={(on) => moves.filter({ recheck: on ? 'true' : undefined })} />
      <select
        className="s-chip"
        aria-label="Order"
        data-on={sort ? '' : undefined}
        value={sort ?? usual}
        onChange={({ target }) => moves.filter({ sort: caseSorts.find((value) => value === target.value && value !== usual) })}
      >
        {sorts.map((value) => (
          <option key={value} value={value}>
            {sortWords[value]}
          </option>
        ))}
      </select>
      {isFiltered(place.filter) ? (
        <button type="button" className="s-btn" data-kind="quiet" data-small onClick={() => moves.filter(noFilters)}>
          <Mark name="x" />
          Remove filters
        </button>
      ) : null}
    </div>
  );
}
