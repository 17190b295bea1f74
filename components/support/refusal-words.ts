import type { StaffAnswer } from './staff-request';

/** What became of a request that was not taken. */
type Refused = Exclude<StaffAnswer<never>, { kind: 'ok' }>;

/** Why a text was not saved, for the person who wrote it: what was written is kept. */
export const refusalWords = (answer: Refused): string =>
  wordsOf(answer, {
    not: 'Not saved',
    ended: 'Sign in again; what you wrote stays here.',
    unreachable: 'We do not know whether it was saved: the portal did not answer. What you wrote stays here; try again.',
  });

/** Why something was not done that was pressed or chosen, with nothing written. */
export const deedWords = (answer: Refused): string =>
  wordsOf(answer, {
    not: 'Not done',
    ended: 'Sign in again, then try once more.',
    unreachable: 'We do not know whether it was done: the portal did not answer. See how it stands, then try again.',
  });

/** Why a file that was chosen was not checked, after its name. Nothing is written by that, so nothing is unknown. */
export const checkWords = (answer: Refused): string =>
  answer.kind === 'refused'
    ? answer.reason
    : wordsOf(answer, {
        not: 'not checked',
        ended: 'Sign in again, then choose the file again.',
        unreachable: 'not checked, the portal did not answer. Choose it again.',
      });

/** Why invitations were not made from a file. A new sign-in does not keep the file; after a lost answer new links are the way back. */
export const sheetWords = (answer: Refused): string =>
  wordsOf(answer, {
    not: 'Not made',
    ended: 'Sign in again, then choose the file again.',
    unreachable:
      'We do not know whether they were made: the portal did not answer. Create again: what was made already can then get new links.',
  });

/** Why a file could not be had. */
export const fileWords = (answer: Refused): string =>
  wordsOf(answer, {
    not: 'No file',
    ended: 'Sign in again, then try once more.',
    unreachable: 'No file: the portal did not answer. Try again.',
  });

/** Why what was asked for could not be read, for the person who asked; what is shown already stays. */
export const notLoadedWords = (answer: Refused): string =>
  wordsOf(answer, {
    not: 'Not loaded',
    ended: 'Sign in again.',
    unreachable: 'Not loaded: the portal did not answer. Try again.',
  });

interface Wording {
  /** What has not happened, to begin a sentence. */
  readonly not: string;
  /** What to do after the sign-in has ended. */
  readonly ended: string;
  /** Nobody answered: what is known, and what to do. */
  readonly unreachable: string;
}

function wordsOf(answer: Refused, { not, ended, unreachable }: Wording): string {
  switch (answer.kind) {
    case 'ended':
      return `${not}: your sign-in has ended. ${ended}`;
    case 'no-right':
      return `${not}. ${answer.reason}`;
    case 'missing':
      return `${not}: the portal no longer knows it.`;
    case 'refused':
      return `${not}. ${answer.reason} (${answer.code}, trace ${answer.trace})`;
    case 'unreachable':
      return unreachable;
    default:
      return answer satisfies never;
  }
}
