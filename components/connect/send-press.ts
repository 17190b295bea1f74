import type { ConnectionView } from '@/lib/contract/connection';
import { get, post } from '../request';
import type { PressAnswer } from './flow-state';

export type ActionKind = 'accept' | 'consent' | 'look-again' | 'retry' | 'leave-out' | 'certificate';

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
  certificate: 'certificate',
};

const triesWhileBusy = 8;

/**
 * Sends a press; tries again for a few seconds while another request holds the connection. A press about something that has changed
 * since it was shown did nothing: the answer is the connection as it stands now, or the page's own address where the page itself is old.
 * @param base address of the connection's routes
 * @returns what came of it, or the address to leave for
 */
export async function sendPress(base: string, { kind, body }: Press): Promise<PressAnswer | { readonly location: string }> {
  for (let tries = 1; ; tries += 1) {
    const answer = await post<ConnectionView | { location: string }>(`${base}/${routes[kind]}`, body);
    if (answer.kind === 'ok') return 'location' in answer.body ? answer.body : { kind: 'ok', body: answer.body };
    if (answer.kind === 'refused' && answer.code === 'stale') return asItStands(base, body);
    if (answer.kind !== 'busy' || tries === triesWhileBusy) return answer;
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function asItStands(base: string, body: object): Promise<PressAnswer | { readonly location: string }> {
  const answer = await get<ConnectionView>(base);
  // the organization is the one that was shown, so it is the permission list that is new, and that comes with the page
  if (answer.kind === 'ok' && Reflect.get(body, 'observedAt') === answer.body.observedAt) return { location: '/connect' };
  return answer.kind === 'ok' ? { kind: 'changed', view: answer.body } : answer;
}
