'use client';
import { useRef, useState } from 'react';
import { post } from '../request';
import { useReturn } from '../use-return';

/** A colleague's way to Microsoft's consent page. A link that has ended meanwhile, or a sign-in that is over, shows on the page itself. */
export function LeaveButton() {
  const [state, setState] = useState<'rest' | 'busy' | 'unreachable'>('rest');
  const sent = useRef(false);
  useReturn(() => window.location.reload());
  const leave = async () => {
    if (sent.current) return;
    sent.current = true;
    setState('busy');
    const answer = await post<{ location: string }>('/api/approve/consent', {});
    if (answer.kind === 'ok') return window.location.assign(answer.body.location);
    if (answer.kind === 'signed-out' || answer.kind === 'refused') return window.location.assign('/approve');
    sent.current = false;
    setState('unreachable');
  };
  return (
    <>
      <button type="button" className="btn btn-primary btn-lg btn-wide" aria-busy={state === 'busy'} onClick={leave}>
        {state === 'busy' ? 'Opening Microsoft’s page' : 'Continue to Microsoft to approve'}
      </button>
      <p role="status" className={state === 'unreachable' ? 'small text-bad' : 'vh'}>
        {state === 'unreachable' ? 'We cannot reach the portal. Nothing was changed. Press the button again.' : ''}
      </p>
    </>
  );
}
