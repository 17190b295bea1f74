'use client';
import { useEffect, useRef, useState } from 'react';
import { Mark } from './mark';

const settleMs = 250;

interface SearchProps {
  readonly id: string;
  readonly label: string;
  readonly placeholder: string;
  /** What is searched now. */
  readonly q: string;
  /** Kept the same between drawings: what has settled is told to it. */
  readonly moves: { readonly filter: (change: { readonly q: string | undefined }) => void };
}

/** A search that follows the typing after a short rest; the address follows the search. */
export function SearchField({ id, label, placeholder, q, moves }: SearchProps) {
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
        id={id}
        className="s-field"
        type="text"
        inputMode="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        aria-label={label}
        placeholder={placeholder}
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
