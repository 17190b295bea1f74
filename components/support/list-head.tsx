'use client';
import { useEffect, useRef, useState } from 'react';
import { CsvButton } from './file-button';
import { filterText, type ListPlace } from './list-query';
import { Mark } from './mark';
import type { PlaceMoves } from './use-place';

const settleMs = 250;

/** Title, search and export. The search follows the typing after a short rest, and the address follows the search. */
export function ListHead({ place, moves }: { place: ListPlace; moves: PlaceMoves }) {
  const { q = '' } = place.filter;
  return (
    <div className="s-head">
      <h1>Cases</h1>
      <Search key={`search ${place.filter.tab ?? ''}`} q={q} moves={moves} />
      <div className="s-row s-end">
        <CsvButton path={`/api/support/connections/export.csv?${filterText(place.filter)}`} name="defender-connect-cases.csv" />
      </div>
    </div>
  );
}

function Search({ q, moves }: { q: string; moves: PlaceMoves }) {
  const [text, setText] = useState(q);
  const sent = useRef(q);
  useEffect(() => {
    // somebody went back or followed a link: the field shows what is searched now
    if (q !== sent.current) setText(q);
    sent.current = q;
  }, [q]);
  useEffect(() => {
    if (text.trim() === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = text.trim();
      moves.filter({ q: text.trim() || undefined });
    }, settleMs);
    // whoever opens a case or follows a link leaves: an address that is set afterwards would call the browser back
    const leave = ({ target }: MouseEvent) => {
      if (target instanceof Element && target.closest('a[href], [data-case]')) clearTimeout(timer);
    };
    document.addEventListener('click', leave, true);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('click', leave, true);
    };
  }, [text, moves]);
  return (
    <search className="s-search">
      <Mark name="search" />
      <input
        id="case-search"
        className="s-field"
        type="text"
        inputMode="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-label="Search cases"
        placeholder="Customer, domain, admin, tenant or app id"
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setText('');
          event.currentTarget.blur();
        }}
      />
      <kbd>/</kbd>
    </search>
  );
}
