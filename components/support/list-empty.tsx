'use client';
import Link from 'next/link';
import type { CaseList } from '@/lib/contract/staff-list';
import { Blank } from './blank';
import { isNarrowed, type ListPlace, noFilters, tabWords } from './list-query';
import type { PlaceMoves } from './use-place';

/** Why there is nothing, and the one thing to do next. An empty "Needs us" is good news. */
export function ListEmpty({ place, moves, tabs }: { place: ListPlace; moves: PlaceMoves; tabs: CaseList['tabs'] }) {
  const { tab, q } = place.filter;
  const count = (wanted: string) => tabs.find((entry) => entry.tab === wanted)?.count ?? 0;
  const clear = () => moves.filter({ q: undefined, ...noFilters });
  if (isNarrowed(place.filter)) {
    return (
      <Blank
        icon="search"
        title={q ? `No case matches “${q}”` : 'No case fits these filters'}
        actions={
          <>
            <button type="button" className="s-btn" onClick={clear}>
              {q ? 'Remove search and filters' : 'Remove filters'}
            </button>
            {tab ? (
              <button type="button" className="s-btn" data-kind="quiet" onClick={() => moves.filter({ tab: undefined, sort: undefined })}>
                Look in all lists
              </button>
            ) : null}
          </>
        }
      >
        <p>The search looks at the beginnings of words: organization, customer, domain and admin, and of customer, tenant and app ids.</p>
      </Blank>
    );
  }
  if (tab === 'needs-us' && count('needs-customer') > 0) {
    return (
      <Blank
        icon="good"
        title="Nothing needs us"
        actions={
          <button type="button" className="s-btn" onClick={() => moves.filter({ tab: 'needs-customer', sort: undefined })}>
            Show Needs customer
          </button>
        }
      >
        <p>{count('needs-customer') === 1 ? '1 case needs' : `${count('needs-customer')} cases need`} a customer.</p>
      </Blank>
    );
  }
  if (tab) {
    return (
      <Blank icon="good" title={`Nothing under “${tabWords[tab]}”`}>
        <p>Cases come here and leave by themselves, as they move on.</p>
      </Blank>
    );
  }
  return (
    <Blank icon="inbox" title="No onboardings yet">
      <p>
        <Link href="/support/invitations">Invite a customer</Link>. As soon as their administrator signs in, the case shows up here and
        moves by itself.
      </p>
    </Blank>
  );
}
