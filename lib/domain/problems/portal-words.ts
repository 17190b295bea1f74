import type { ProblemCode } from './problem-code';
import { actions, type ProblemWords, stopped, waiting } from './problem-words';

export const portalWords = {
  throttled: {
    badge: waiting,
    title: 'Microsoft asks us to slow down',
    happened:
      'Microsoft limits how many requests it takes in a time. It still says wait, or it asks for a longer pause than we keep a page waiting. The details name the pause.',
    who: 'Nobody needs to change anything. It passes.',
    next: 'Try again in some minutes. Finished steps are kept.',
    action: actions.retry,
  },
  'microsoft-unavailable': {
    badge: waiting,
    title: 'Microsoft does not answer at the moment',
    happened: 'Microsoft’s service did not answer, or answered that it is out of order for now. We have stopped asking for the moment.',
    who: 'Microsoft. Nothing is wrong with your account.',
    next: 'Try again in some minutes. Finished steps are kept.',
    action: actions.retry,
  },
  'microsoft-unreadable': {
    badge: stopped,
    title: 'Microsoft’s answer could not be read',
    happened: 'Microsoft answered in a form that we do not know. We do not guess, so we stopped.',
    who: 'FortifyData support. You, if it was a passing fault.',
    next: 'Try again. If this page returns, send the details to FortifyData support.',
    action: actions.retry,
  },
  'microsoft-refused': {
    badge: stopped,
    title: 'Microsoft did not take this step',
    happened:
      'Microsoft refused a request with a code that we have no words for. The details name it, with the numbers that Microsoft’s support asks for.',
    who: 'FortifyData support. You, if it was a passing fault.',
    next: 'Try again. If this page returns, send the details to FortifyData support.',
    action: actions.retry,
  },
  'database-unavailable': {
    badge: waiting,
    title: 'Our database does not answer at the moment',
    happened: 'We could not read or write the progress of this connection. Without it we do not go on.',
    who: 'FortifyData. Nothing is needed from your organization.',
    next: 'Look again in a minute. Finished steps are kept.',
    action: actions.lookAgain,
  },
  busy: {
    badge: waiting,
    title: 'Another window is at work on this connection',
    happened: 'Only one window or person moves a connection at a time. Another one is doing so now.',
    who: 'Nobody needs to do anything. It takes seconds.',
    next: 'Look again in some seconds.',
    action: actions.lookAgain,
  },
  internal: {
    badge: stopped,
    title: 'Something is wrong on our side',
    happened: 'This portal met a fault of its own and stopped before it could do harm. The details help us find it.',
    who: 'FortifyData support.',
    next: 'Try again. If this page returns, send the details to FortifyData support.',
    action: actions.retry,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;
