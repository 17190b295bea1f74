'use client';
import { CsvButton } from './file-button';
import { filterText, type ListPlace } from './list-query';
import { SearchField } from './search-field';
import type { PlaceMoves } from './use-place';

/** Title, search and export. The search follows the typing after a short rest, and the address follows the search. */
export function ListHead({ place, moves }: { place: ListPlace; moves: PlaceMoves }) {
  const { q = '' } = place.filter;
  return (
    <div className="s-head">
      <h1>Cases</h1>
      <SearchField
        key={`search ${place.filter.tab ?? ''}`}
        id="case-search"
        label="Search cases"
        placeholder="Customer, domain, admin, tenant or app id"
        q={q}
        moves={moves}
      />
      <div className="s-row s-end">
        <CsvButton path={`/api/support/connections/export.csv?${filterText(place.filter)}`} name="defender-connect-cases.csv" />
      </div>
    </div>
  );
}
