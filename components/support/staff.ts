'use client';
import { createContext, useContext } from 'react';

/** What became of asking for an access token. */
export type TokenAnswer =
  | { readonly kind: 'ok'; readonly token: string }
  /** Microsoft wants the person to sign in again. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'unreachable' };

/** The signed-in member of staff. Names are for display; what somebody may do is the server's to say. */
export interface Staff {
  readonly account: string;
  readonly name: string;
  readonly oid: string;
  /**
   * An access token for the portal's API.
   * @param renew asks Microsoft for a new one, because the portal did not believe the last
   */
  readonly token: (renew: boolean) => Promise<TokenAnswer>;
  readonly signIn: () => void;
  readonly signOut: () => void;
}

export const StaffContext = createContext<Staff | null>(null);

/** @throws Error outside of `StaffSignIn` */
export function useStaff(): Staff {
  const staff = useContext(StaffContext);
  if (!staff) throw new Error('useStaff needs StaffSignIn above it');
  return staff;
}
