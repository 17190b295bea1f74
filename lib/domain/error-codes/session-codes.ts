import { type ErrorCodeText, entra, next, sameMeaning, who } from './error-code';

const family = 'access';

/** Codes of sessions that ended and of steps that were used twice or came out of order. */
export const sessionCodes: readonly ErrorCodeText[] = [
  ...sameMeaning(entra(70043), {
    family,
    title: 'The organization wants a new sign-in',
    happened: 'A rule limits how long a sign-in is good for, and that time is over.',
    whoCanFix: who.you,
    next: next.signIn,
    retry: 'person',
    problem: 'session-expired',
  }),
  ...sameMeaning(entra(50173, 50133, 70008, 700082), {
    family,
    title: 'The session has ended',
    happened: 'The session expired or was ended, for example by a change of password. Finished steps are kept.',
    whoCanFix: who.you,
    next: next.signIn,
    retry: 'person',
    problem: 'session-expired',
  }),
  ...sameMeaning(entra(54005), {
    family,
    title: 'A sign-in answer was used twice',
    happened: 'Microsoft’s answer can be used once. A double click or a reload used it again.',
    whoCanFix: who.you,
    next: 'Start the step again and press once.',
    retry: 'none',
    problem: 'sign-in-replayed',
  }),
  ...sameMeaning(entra(501481, 50147, 501491), {
    family,
    title: 'The sign-in did not fit its beginning',
    happened: 'The proof that beginning and end of a sign-in belong together was wrong or missing.',
    whoCanFix: 'You, by starting again. FortifyData support, if it stays.',
    next: 'Start the sign-in again.',
    retry: 'none',
    problem: 'sign-in-replayed',
  }),
  ...sameMeaning(entra(700005), {
    family,
    title: 'The sign-in answer belongs to another organization',
    happened: 'Microsoft’s answer was made for another organization than the one it was used with.',
    whoCanFix: who.portal,
    next: 'Start the sign-in again. If it stays, send the code to FortifyData support.',
    retry: 'none',
    problem: 'internal',
  }),
  ...sameMeaning(entra(50196), {
    family,
    title: 'Too many repeats in a short time',
    happened: 'Microsoft saw the same request again and again and stopped it.',
    whoCanFix: who.nobody,
    next: 'Wait five minutes, then start again.',
    retry: 'none',
    problem: 'throttled',
  }),
];
