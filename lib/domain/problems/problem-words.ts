import type { ProblemFacts } from './problem-facts';

/** `leave-out` goes on without the APIs that the organization does not have; `service-reference` with the reference that is entered;
 * `invitation` to its page. */
export type ProblemActionKind =
  | 'sign-in'
  | 'retry'
  | 'consent'
  | 'look-again'
  | 'start'
  | 'leave-out'
  | 'hand-over'
  | 'service-reference'
  | 'invitation'
  | 'none';

/** The one button of a problem; its label is the text on the button. */
export interface ProblemAction {
  readonly kind: ProblemActionKind;
  readonly label: string;
}

/** `warn`: a decision or care is needed; `bad`: stopped or refused; `wait`: waiting for Microsoft, for us or for somebody else. */
export interface ProblemBadge {
  readonly tone: 'warn' | 'bad' | 'wait';
  readonly text: string;
}

export type Words = string | ((facts: ProblemFacts) => string);

/** The text of one problem before the facts are filled in. `state` is set only where the facts alone would say too much. */
export interface ProblemWords {
  readonly badge: ProblemBadge;
  readonly title: Words;
  readonly happened: Words;
  readonly state?: Words;
  readonly who: Words;
  readonly next: Words;
  readonly action: ProblemAction | ((facts: ProblemFacts) => ProblemAction) | null;
}

export const actions = {
  signIn: { kind: 'sign-in', label: 'Sign in with Microsoft' },
  retry: { kind: 'retry', label: 'Try again' },
  consent: { kind: 'consent', label: 'Continue to Microsoft to approve' },
  lookAgain: { kind: 'look-again', label: 'Look again' },
  handOver: { kind: 'hand-over', label: 'Ask a colleague to approve' },
  start: { kind: 'start', label: 'Start again' },
  serviceReference: { kind: 'service-reference', label: 'Use this reference' },
} as const satisfies Readonly<Record<string, ProblemAction>>;

export const decide: ProblemBadge = { tone: 'warn', text: 'Your decision is needed' };
export const stopped: ProblemBadge = { tone: 'bad', text: 'Stopped' };
export const waiting: ProblemBadge = { tone: 'wait', text: 'Waiting' };
/** A step that somebody with another role or account has to take. */
export const roleNeeded: ProblemBadge = { tone: 'warn', text: 'Another role is needed' };
export const policyStops: ProblemBadge = { tone: 'bad', text: 'A policy stops us' };
