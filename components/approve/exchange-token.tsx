'use client';
import { useEffect } from 'react';
import { post } from '../request';

/**
 * Takes the token out of the address as soon as the page is alive, and exchanges it for this browser's cookie. A scanner that only reads the
 * page does neither. Whoever has signed in with the link before goes on where it stood.
 */
export function ExchangeToken({ token }: { token: string }) {
  useEffect(() => {
    window.history.replaceState(null, '', '/approve');
    void exchange(token).then((answer) => {
      const staysHere = answer.kind === 'unreachable' || (answer.kind === 'ok' && !answer.body.resumes);
      if (!staysHere) window.location.replace('/approve');
    });
  }, [token]);
  return null;
}

let begun: { readonly token: string; readonly answer: ReturnType<typeof open> } | null = null;

const open = (token: string) => post<{ resumes: boolean }>('/api/approve/open', { token });

/** One exchange a page, however often it is drawn; the sign-in button waits for it. */
export function exchange(token: string): ReturnType<typeof open> {
  if (begun?.token !== token) begun = { token, answer: open(token) };
  return begun.answer;
}
