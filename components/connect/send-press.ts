import type { ConnectionView } from '@/lib/contract/connection';
import { patientPost } from '../patient-post';
import { get } from '../request';
import type { PressAnswer } from './flow-state';

export type ActionKind =
  | 'accept'
  | 'consent'
  | 'look-again'
  | 'retry'
  | 'leave-out'
  | 'certificate'
  | 'hand-over'
  | 'new-link'
  | 'revoke-link'
  | 'service-reference'
  | 'page-code';

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
  'hand-over': 'hand-over',
  'new-link': 'hand-over',
  'revoke-link': 'hand-over/revoke',
  'service-reference': 'service-reference',
  'page-code': 'page-code',
};

const triesWhileBusy = 8;

/**
 * Sends a press; tries again for a few seconds while another request holds the connection, and for longer while nobody answers. A press
 * about something that has changed since it was shown did nothing: the answer is the connection as it stands now, or the page's own
 * address where the page itself is old.
 * @param base address of the connection's routes
 * @param unheard is called each time that nobody has answered and the press will be repeated
 * @returns what came of it, or the address to leave for
 */
export async function sendPress(
  base: string,
  { kind, body }: Press,
  unheard: () => void = () => {},
): Promise<PressAnswer | { readonly location: string }> {
  for (let tries = 1; ; tries += 1) {
    const answer = await patientPost<ConnectionView | { location: string }>(`${base}/${routes[kind]}`, body, { unheard });
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
