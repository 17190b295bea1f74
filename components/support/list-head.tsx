'use client';
import Link from 'next/link';
import { CsvButton } from './file-button';
import { filterText, type ListPlace } from './list-query';
import { Mark } from './mark';
import { SearchField } from './search-field';
import { useFrame } from './staff-frame';
import type { PlaceMoves } from './use-place';

/** Title, search, the way to a new invitation, and export. The search follows the typing after a short rest, and the address follows the search. */
export function ListHead({ place, moves }: { place: ListPlace; moves: PlaceMoves }) {
  const { q = '' } = place.filter;
  const { me } = useFrame();
  return (
    <div className="s-head">
      <h1>Cases</h1>
      <SearchField
        key={`search ${place.filter.tab ?? ''}`}
        id="case-search"
        label="Search cases"
        placeholder="Customer, tenant name, domain, admin, id"
        q={q}
        moves={moves}
      />
      <div className="s-row s-end">
        {me.mayManage ? (
          <Link className="s-btn" href="/support/invitations">
            <Mark name="mail" />
            New invitation
          </Link>
        ) : null}
        <CsvButton path={`/api/support/connections/export.csv?${filterText(place.filter)}`} name="defender-connect-cases.csv" />
      </div>
    </div>
  );
}
