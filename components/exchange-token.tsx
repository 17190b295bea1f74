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
 * Exchanges the token for this browser's cookie as soon as the page is alive. A scanner that only reads the page does not. Whoever has used
 * the link before goes on where it stood; while nobody answers the page stays, and its button tries again.
 */
export function ExchangeToken({ token, at }: { token: string; at: ExchangePlace }) {
  useEffect(() => {
    const { page, over } = places[at];
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

/**
 * One exchange a page, however often it is drawn; the sign-in button waits for it. The token leaves the address with the answer: without one
 * it is still needed, and the next call asks again.
 */
export function exchange(at: ExchangePlace, token: string): ReturnType<typeof open> {
  if (begun?.token === token) return begun.answer;
  const answer = open(at, token).then((told) => {
    if (told.kind === 'unreachable') begun = null;
    else window.history.replaceState(null, '', places[at].page);
    return told;
  });
  begun = { token, answer };
  return answer;
}
