'use client';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionView } from '@/lib/contract/connection';
import { type Answer, post } from '../request';
import { useReturn } from '../use-return';
import { afterAnswer, begin, delaySeconds, type FlowState, looksForApproval, movesByItself } from './flow-state';
import { due } from './pace';
import { type ActionKind, type Press, sendPress } from './send-press';

/**
 * Keeps a connection going while the page is open: calls `advance` whenever it is not the admin's turn, or looks whether somebody has
 * approved, one request at a time, and sends what the admin presses. Ends with the page; a closed tab loses nothing, because the server knows the state.
 * @param initial the view that came with the page
 */
export function useConnection(initial: ConnectionView) {
  const [state, setState] = useState(() => begin(initial));
  const [pending, setPending] = useState<ActionKind | null>(null);
  const sending = useRef(false);
  const base = `/api/connections/${initial.id}`;

  useEffect(() => {
    if (pending !== null || !movesByItself(state)) return;
    const stop = new AbortController();
    advance(base, state, stop.signal).then(
      (answer) => setState((current) => afterAnswer(current, answer)),
      () => {}, // only this effect's own end rejects, and then nobody waits for the answer
    );
    return () => stop.abort();
  }, [base, pending, state]);

  useReturn(() => window.location.reload());

  const press = async (pressed: Press) => {
    if (sending.current) return;
    sending.current = true;
    setPending(pressed.kind);
    setState((current) => ({ ...current, refused: null, failures: 0, changed: false }));
    const answer = await sendPress(base, pressed, () => setState((current) => afterAnswer(current, { kind: 'unreachable' })));
    if ('location' in answer) return window.location.assign(answer.location);
    setState((current) => afterAnswer(current, answer));
    sending.current = false;
    setPending(null);
  };

  return { state, pending, press };
}

async function advance(base: string, state: FlowState, signal: AbortSignal): Promise<Answer<ConnectionView>> {
  const { next } = state.view;
  await due({ ms: delaySeconds(state) * 1000, pauseWhenHidden: next.by === 'microsoft' || next.by === 'admin' }, signal);
  return post<ConnectionView>(looksForApproval(next) ? `${base}/hand-over/look` : `${base}/advance`, {}, signal);
}
