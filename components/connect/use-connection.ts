'use client';
import { useEffect, useRef, useState } from 'react';
import type { ConnectionView } from '@/lib/contract/connection';
import { type Answer, post } from '../request';
import { useReturn } from '../use-return';
import { afterAnswer, begin, delaySeconds, type FlowState, movesByItself } from './flow-state';
import { due } from './pace';

export type ActionKind = 'accept' | 'consent' | 'look-again' | 'retry' | 'leave-out';

/** A press of a button: which route, and what it carries. */
export interface Press {
  readonly kind: ActionKind;
  readonly body: object;
}

const routes: Record<ActionKind, string> = {
  accept: 'accept',
  consent: 'consent',
  'look-again': 'look-again',
  retry: 'retry',
  'leave-out': 'accept',
};

/**
 * Keeps a connection going while the page is open: calls `advance` whenever it is not the admin's turn, one request at a time,
 * and sends what the admin presses. Ends with the page; a closed tab loses nothing, because the server knows the state.
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

  const press = async ({ kind, body }: Press) => {
    if (sending.current) return;
    sending.current = true;
    setPending(kind);
    const answer = await send(`${base}/${routes[kind]}`, body);
    if (answer === 'leaving') return;
    setState((current) => afterAnswer({ ...current, refused: null, failures: 0 }, answer));
    sending.current = false;
    setPending(null);
  };

  return { state, pending, press };
}

async function advance(base: string, state: FlowState, signal: AbortSignal): Promise<Answer<ConnectionView>> {
  const waitsForMicrosoft = state.view.next.by === 'microsoft';
  await due({ ms: delaySeconds(state) * 1000, pauseWhenHidden: waitsForMicrosoft }, signal);
  return post<ConnectionView>(`${base}/advance`, {}, signal);
}

/** Sends a press; tries again for a few seconds while another request holds the connection; follows an answer that leads to Microsoft. */
async function send(path: string, body: object): Promise<Answer<ConnectionView> | 'leaving'> {
  for (let tries = 1; ; tries += 1) {
    const answer = await post<ConnectionView | { location: string }>(path, body);
    if (answer.kind !== 'ok') {
      if (answer.kind !== 'busy' || tries === 8) return answer;
      await new Promise((resolve) => setTimeout(resolve, 1000));
    } else if ('location' in answer.body) {
      window.location.assign(answer.body.location);
      return 'leaving';
    } else {
      return { kind: 'ok', body: answer.body };
    }
  }
}
