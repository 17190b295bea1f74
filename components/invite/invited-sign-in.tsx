'use client';
import { type ExchangePlace, exchange } from '../exchange-token';
import { SignInButton } from '../sign-in-button';

/** An invited admin's sign-in. @param props.brought what the page was opened with: its exchange comes first */
export function InvitedSignIn({ brought }: { brought: { token: string; at: ExchangePlace } | null }) {
  const place = { route: '/api/invite/sign-in', page: '/invite' } as const;
  return brought ? <SignInButton {...place} before={() => exchange(brought.at, brought.token)} /> : <SignInButton {...place} />;
}
