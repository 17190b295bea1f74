'use client';
import { useRef, useState } from 'react';
import { post } from './request';
import { useReturn } from './use-return';

/**
 * For somebody who has activated a role (Privileged Identity Management): a sign-in by which Microsoft tells the roles anew. It comes back
 * to the same place.
 * @param props.route whose sign-in it is: an admin's, or a colleague's with a link
 */
export function ActivatedRole({
  route = '/api/sign-in',
  className = '',
}: {
  route?: '/api/sign-in' | '/api/approve/sign-in';
  className?: string;
}) {
  const [state, setState] = useState<'rest' | 'busy' | 'failed'>('rest');
  const sent = useRef(false);
  useReturn(() => {
    sent.current = false;
    setState('rest');
  });
  const start = async () => {
    if (sent.current) return;
    sent.current = true;
    setState('busy');
    const answer = await post<{ location: string }>(route, { again: true });
    if (answer.kind === 'ok') return window.location.assign(answer.body.location);
    sent.current = false;
    setState('failed');
  };
  return (
    <div className={className}>
      <button type="button" className="btn btn-link" aria-busy={state === 'busy'} onClick={start}>
        {state === 'busy' ? 'Opening Microsoft’s page' : 'I have activated a role: sign in again'}
      </button>
      <p className="small soft">Microsoft may need up to 15 minutes until a new role counts everywhere.</p>
      <p role="status" className={state === 'failed' ? 'small text-bad' : 'vh'}>
        {state === 'failed' ? 'The sign-in could not be started. Nothing was changed. Press the button again, or reload the page.' : ''}
      </p>
    </div>
  );
}
