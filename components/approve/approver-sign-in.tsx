'use client';
import { exchange } from '../exchange-token';
import { SignInButton } from '../sign-in-button';

/** A colleague's sign-in. @param props.token of the link, where the page was opened by it: its exchange comes first */
export function ApproverSignIn({ token }: { token: string | null }) {
  return token === null ? (
    <SignInButton route="/api/approve/sign-in" page="/approve" />
  ) : (
    <SignInButton route="/api/approve/sign-in" page="/approve" before={() => exchange('approve', token)} />
  );
}
