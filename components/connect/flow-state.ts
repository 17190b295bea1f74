import type { ConnectionView } from '@/lib/contract/connection';
import type { Answer } from '../request';

/** What the page knows: the last view, and what stands between it and the next one. Pure, so that the driver can be tested. */
export interface FlowState {
  readonly view: ConnectionView;
  /** Tries in a row without an answer. */
  readonly failures: number;
  /** Another request (a second tab) works on the same connection. */
  readonly busyElsewhere: boolean;
  readonly signedOut: boolean;
  readonly refused: { readonly code: string; readonly trace: string } | null;
  /** The last press was about something that had changed meanwhile: the view is a new one, and nothing was done. */
  readonly changed: boolean;
}

/** An answer to a press; `changed` brings the view as it stands after a press that came too late. */
export type PressAnswer = Answer<ConnectionView> | { readonly kind: 'changed'; readonly view: ConnectionView };

/** Begins with the view that came with the page. */
export const begin = (view: ConnectionView): FlowState => ({
  view,
  failures: 0,
  busyElsewhere: false,
  signedOut: false,
  refused: null,
  changed: false,
});

/** The state after an answer of the portal. Whatever goes wrong, the last view stays: progress is never lost on the screen. */
export function afterAnswer(state: FlowState, answer: PressAnswer): FlowState {
  switch (answer.kind) {
    case 'ok':
      return { ...begin(answer.body), changed: state.changed && stillDecides.includes(answer.body.screen) };
    case 'changed':
      return { ...begin(answer.view), changed: true };
    case 'signed-out':
      return { ...state, signedOut: true };
    case 'busy':
      return { ...state, failures: 0, busyElsewhere: true };
    case 'refused':
      return { ...state, refused: { code: answer.code, trace: answer.trace } };
    case 'unreachable':
      return { ...state, failures: state.failures + 1 };
    default:
      return answer satisfies never;
  }
}

/** Where the admin is still to look again; the note stays while the organization is read for it. */
const stillDecides: readonly ConnectionView['screen'][] = ['checking', 'plan'];

/** Whether somebody may have approved at Microsoft, of which only a look can tell. */
export const looksForApproval = ({ by, retryAfterSeconds }: ConnectionView['next']): boolean =>
  by === 'colleague' || (by === 'admin' && retryAfterSeconds > 0);

/** Whether the page goes on by itself: it is the turn of anybody but the admin, or worth a look, and nothing has ended the talk. */
export function movesByItself(state: FlowState): boolean {
  const { next } = state.view;
  return !state.signedOut && state.refused === null && ((next.by !== 'admin' && next.by !== 'nobody') || looksForApproval(next));
}

/** Seconds until the next request: 1, 2, 4, 8, 15 without an answer, 1 while another tab works, else what the portal asked for. */
export function delaySeconds(state: FlowState): number {
  if (state.failures > 0) return Math.min(15, 2 ** (state.failures - 1));
  return state.busyElsewhere ? 1 : state.view.next.retryAfterSeconds;
}
