'use client';
import { useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { addressOf, type ListPlace, pageRows, placeOf } from './list-query';

export type Filter = ListPlace['filter'];

export interface PlaceMoves {
  /** Another filter is another place: Back returns to the one before. */
  readonly filter: (change: { readonly [Key in keyof Filter]?: Filter[Key] | undefined }) => void;
  /** More rows, another selected case: the same place. */
  readonly stand: (change: Partial<Pick<ListPlace, 'rows' | 'at'>>) => void;
}

/** The place in the list, read from the address and written to it; the server is not asked for a page again. */
export function usePlace(): { place: ListPlace; moves: PlaceMoves } {
  const address = useSearchParams();
  const place = useMemo(() => placeOf(new URLSearchParams(address.toString())), [address]);
  const filter = useCallback<PlaceMoves['filter']>((change) => {
    const now = placeOf(new URLSearchParams(window.location.search));
    const filters = Object.entries({ ...now.filter, ...change }).filter(([, value]) => value !== undefined && value !== '');
    window.history.pushState(null, '', addressOf({ filter: Object.fromEntries(filters), rows: pageRows, at: null }));
  }, []);
  const stand = useCallback<PlaceMoves['stand']>((change) => {
    const now = placeOf(new URLSearchParams(window.location.search));
    window.history.replaceState(null, '', addressOf({ ...now, ...change }));
  }, []);
  return { place, moves: useMemo(() => ({ filter, stand }), [filter, stand]) };
}
