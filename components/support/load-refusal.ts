import type { StaffAnswer } from './staff-request';

/** Why what was asked for did not come, for the person who pressed. */
export function loadRefusal(answer: Exclude<StaffAnswer<never>, { kind: 'ok' }>): string {
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
