'use client';
import { useEffect } from 'react';
import { post } from './request';

/** Where a token is exchanged, the page that then goes on, and the page that says that it is over. */
const places = {
  approve: { route: '/api/approve/open', page: '/approve', over: '/approve' },
  invite: { route: '/api/invite/open', page: '/invite', over: '/invite' },
  launch: { route: '/api/launch/open', page: '/invite', over: '/launch' },
} as const;
export type ExchangePlace = keyof typeof places;

/**
 * Takes the token out of the address as soon as the page is alive, and exchanges it for this browser's cookie. A scanner that only reads the
 * page does neither. Whoever has used the link before goes on where it stood.
 */
export function ExchangeToken({ token, at }: { token: string; at: ExchangePlace }) {
  useEffect(() => {
    const { page, over } = places[at];
    window.history.replaceState(null, '', page);
    void exchange(at, token).then((answer) => {
      if (answer.kind === 'unreachable') return;
      if (answer.kind !== 'ok') window.location.replace(over);
      // the page of an invitation was drawn for this browser already: another load would swallow a quick press
      else if (answer.body.resumes && at !== 'invite') window.location.replace(page);
    });
  }, [token, at]);
  return null;
}

let begun: { readonly token: string; readonly answer: ReturnType<typeof open> } | null = null;

const open = (at: ExchangePlace, token: string) => post<{ resumes: boolean }>(places[at].route, { token });

/** One exchange a page, however often it is drawn; the sign-in button waits for it. */
export function exchange(at: ExchangePlace, token: string): ReturnType<typeof open> {
  if (begun?.token !== token) begun = { token, answer: open(at, token) };
  return begun.answer;
}
