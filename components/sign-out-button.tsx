'use client';
import { type ReactNode, useState } from 'react';
import { post } from './request';

/** Ends the session here (not at Microsoft) and goes to the start page. Looks like a link, is a button: it changes something. */
export function SignOutButton({ children = 'Sign out' }: { children?: ReactNode }) {
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  const leave = async () => {
    if (state === 'busy') return;
    setState('busy');
    const answer = await post('/api/sign-out', {});
    if (answer.kind === 'ok' || answer.kind === 'signed-out') return window.location.assign('/');
    setState('failed');
  };
  const words = { rest: children, busy: 'Signing out', failed: 'Sign-out did not work. Try again' };
  return (
    <button type="button" className="plain" aria-busy={state === 'busy'} onClick={leave}>
      <span aria-live="polite">{words[state]}</span>
    </button>
  );
}
