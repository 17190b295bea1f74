import type { StaffAnswer } from './staff-request';

/** Why a write was not taken, for the person who made it. */
export function refusalWords(answer: Exclude<StaffAnswer<never>, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'ended':
      return 'Not saved: your sign-in has ended. Sign in again; what you wrote stays here.';
    case 'no-right':
      return `Not saved. ${answer.reason}`;
    case 'missing':
      return 'Not saved: the portal no longer knows it.';
    case 'refused':
      return `Not saved. ${answer.reason} (${answer.code}, trace ${answer.trace})`;
    case 'unreachable':
      return 'We do not know whether it was saved: the portal did not answer. What you wrote stays here; try again.';
    default:
      return answer satisfies never;
  }
}

/** Why what was asked for could not be read, for the person who asked; what is shown already stays. */
export function notLoadedWords(answer: Exclude<StaffAnswer<never>, { kind: 'ok' }>): string {
  switch (answer.kind) {
    case 'ended':
      return 'Not loaded: your sign-in has ended. Sign in again.';
    case 'no-right':
      return `Not loaded. ${answer.reason}`;
    case 'missing':
      return 'Not loaded: the portal no longer knows it.';
    case 'refused':
      return `Not loaded. ${answer.reason} (${answer.code}, trace ${answer.trace})`;
    case 'unreachable':
      return 'Not loaded: the portal did not answer. Try again.';
    default:
      return answer satisfies never;
  }
}
