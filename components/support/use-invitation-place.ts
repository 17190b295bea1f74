'use client';
import { useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { type InvitationPlace, invitationAddress, invitationPlaceOf } from './invitation-query';
import { pageRows } from './list-query';

export interface InvitationMoves {
  /** Another filter is another place: Back returns to the one before. */
  readonly filter: (change: { readonly tab?: InvitationPlace['tab']; readonly q?: string | undefined }) => void;
  /** More rows, another selected invitation: the same place. */
  readonly stand: (change: Partial<Pick<InvitationPlace, 'rows' | 'at'>>) => void;
}

const placeNow = (): InvitationPlace => invitationPlaceOf(new URLSearchParams(window.location.search));

const moves: InvitationMoves = {
  filter: (change) => {
    const { tab, q } = { ...placeNow(), ...change };
    window.history.pushState(null, '', invitationAddress({ tab, q: q ?? '', rows: pageRows, at: null }));
  },
  stand: (change) => window.history.replaceState(null, '', invitationAddress({ ...placeNow(), ...change })),
};

/** The place in the list of invitations, read from the address and written to it. */
export function useInvitationPlace(): { place: InvitationPlace; moves: InvitationMoves } {
  const address = useSearchParams();
  return { place: useMemo(() => invitationPlaceOf(new URLSearchParams(address.toString())), [address]), moves };
}
