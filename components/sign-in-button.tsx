'use client';
import { useRef, useState } from 'react';
import { patientPost } from './patient-post';
import type { Answer } from './request';
import { useReturn } from './use-return';

/** Microsoft's four squares, in the colors that Microsoft prescribes. */
const squares = (
  <svg viewBox="0 0 21 21" aria-hidden="true">
    <path fill="#f25022" d="M0 0h10v10H0z" />
    <path fill="#7fba00" d="M11 0h10v10H11z" />
    <path fill="#00a4ef" d="M0 11h10v10H0z" />
    <path fill="#ffb900" d="M11 11h10v10H11z" />
  </svg>
);

interface SignInProps {
  readonly className?: string;
  /** Whose sign-in: an admin's, an invited admin's, or a colleague's with a link. */
  readonly route?: '/api/sign-in' | '/api/invite/sign-in' | '/api/approve/sign-in';
  /** The page that tells of a refusal. */
  readonly page?: '/' | '/invite' | '/approve';
  /** What has to be done first; a refusal of it is told by the page. */
  readonly before?: () => Promise<Answer<unknown>>;
}

/**
 * Begins a sign-in and leaves for Microsoft. A refusal is told by the page that knows all texts of problems;
 * only a portal that does not answer is told right here.
 */
export function SignInButton({ className = '', route = '/api/sign-in', page = '/', before }: SignInProps) {
  const [state, setState] = useState<'rest' | 'busy' | 'unreachable'>('rest');
  const sent = useRef(false);
  useReturn(() => {
    sent.current = false;
    setState('rest');
  });
  const start = async () => {
    if (sent.current) return;
    sent.current = true;
    setState('busy');
    const first = await before?.();
    const answer = first?.kind === 'unreachable' ? first : await patientPost<{ location: string }>(route, {}, { patienceSeconds: 8 });
    if (answer.kind === 'ok') return window.location.assign(answer.body.location);
    if (answer.kind === 'signed-out' && page !== '/') return window.location.assign(page);
    if (answer.kind === 'refused')
      return window.location.assign(`${page}?${new URLSearchParams({ problem: answer.code, ref: answer.trace })}`);
    sent.current = false;
    setState('unreachable');
  };
  return (
    <>
      <button type="button" className={`btn btn-ms ${className}`} aria-busy={state === 'busy'} onClick={start}>
        {squares}
        {state === 'busy' ? 'Opening Microsoft’s page' : 'Sign in with Microsoft'}
      </button>
      <p role="status" className={state === 'unreachable' ? 'small text-bad' : 'vh'}>
        {state === 'unreachable'
          ? 'We cannot reach the portal. Nothing was changed. Check your connection, then press the button again.'
          : ''}
      </p>
    </>
  );
}
