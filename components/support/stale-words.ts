import type { MarkName } from './mark';
import type { Fault } from './use-live';

/** Why what is shown is not new, and what comes next. */
export function staleWords(fault: Fault): { readonly mark: MarkName; readonly title: string; readonly next: string } {
  switch (fault.kind) {
    case 'ended':
      return { mark: 'lock', title: 'Your sign-in has ended', next: 'Sign in again to go on here.' };
    case 'no-right':
      return { mark: 'lock', title: 'You may not see this any more', next: fault.reason };
    case 'missing':
      return { mark: 'search', title: 'The portal no longer knows this', next: 'What you do here is not taken any more.' };
    case 'refused':
      return {
        mark: 'warn',
        title: 'The portal refused to show it anew',
        next: `${fault.reason} Code ${fault.code}, trace ${fault.trace}.`,
      };
    case 'unreachable':
      return { mark: 'offline', title: 'No answer from the portal', next: 'It is tried again by itself.' };
    default:
      return fault satisfies never;
  }
}
