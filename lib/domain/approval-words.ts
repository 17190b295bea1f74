import type { Setback } from './approval-link';
import type { ProblemCode } from './problem';

/** The four parts of a problem in words for a colleague, who knows the link and nothing of the setup. */
export interface ApprovalWords {
  readonly tone: 'warn' | 'bad' | 'wait';
  readonly badge: string;
  readonly title: string;
  readonly happened: string;
  readonly state: string;
  readonly who: string;
  readonly next: string;
}

const nothingGranted = 'The app is there, without any permission from you and without a key. It can read nothing.';
const untouched = 'Nothing was changed by this.';
const roles = 'Global Administrator or Privileged Role Administrator';

/** For a link that is unknown, used, revoked, replaced, too old, or redeemed in another browser: one text, which tells none apart. */
export const linkOverWords: ApprovalWords = {
  tone: 'warn',
  badge: 'Nothing to approve here',
  title: 'This link does not work',
  happened:
    'The link was used already, was revoked, was followed by a newer one, is too old, was opened in another browser, or is not complete.',
  state: untouched,
  who: 'The colleague who sent you the link, by making a new one.',
  next: 'Ask for a new link. If you signed in with this one in another browser, go on there.',
};

/** How an approval that was begun came back without one. */
export const setbackWords: Readonly<Record<Setback['kind'], ApprovalWords>> = {
  'consent-declined': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'The permissions were not accepted',
    happened: 'On Microsoft’s page, Cancel was pressed instead of Accept. That is fine: nothing was granted.',
    state: nothingGranted,
    who: `You, with the role ${roles}. Or another colleague who has it.`,
    next: 'Read the list again if you like, then open Microsoft’s page once more. Your link stays good.',
  },
  'consent-role-missing': {
    tone: 'warn',
    badge: 'Another role is needed',
    title: 'The role to approve is missing',
    happened: 'Microsoft did not let your account approve. Approving these permissions takes one of two roles.',
    state: nothingGranted,
    who: `A ${roles} of your organization.`,
    next: 'Sign in with an account that has one of these roles. If you have just activated one, sign in again so that Microsoft sees it.',
  },
  'consent-failed': {
    tone: 'bad',
    badge: 'Stopped',
    title: 'Microsoft could not record the approval',
    happened: 'Microsoft’s page ended with a code instead of an approval. Shortly after an app was made this can happen, and it passes.',
    state: nothingGranted,
    who: 'You, with another try. Your colleague with FortifyData support, if it stays.',
    next: 'Wait a minute, then open Microsoft’s page again. Your link stays good.',
  },
};

/** Problems of a colleague's sign-in and return whose usual words speak of a setup; the others are said as everywhere. */
export const approverWords: Readonly<Partial<Record<ProblemCode, ApprovalWords>>> = {
  'wrong-organization': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'This account belongs to another organization',
    happened: 'The link is for another organization than the one of the account that you used.',
    state: 'Nothing was changed in either organization.',
    who: 'You, with an account of the organization that the link is for.',
    next: 'Sign in with an account of that organization. Your link stays good.',
  },
  'personal-account': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'This is a personal Microsoft account',
    happened: 'An approval for an organization takes an account of that organization. A personal account, such as Outlook, cannot give it.',
    state: untouched,
    who: 'You, with your work account.',
    next: 'Sign in with your work account. Your link stays good.',
  },
  'guest-account': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'This account is only a guest here',
    happened: 'The account that you used is a guest in the organization. An approval takes an account of the organization itself.',
    state: untouched,
    who: 'You, with an account of the organization itself. Or a colleague who has one.',
    next: 'Sign in with an account of the organization itself. Your link stays good.',
  },
  'sign-in-declined': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'The sign-in was not accepted',
    happened: 'Microsoft asked whether this portal may see who you are, and the answer was no. We need to know whose approval it is.',
    state: untouched,
    who: 'You, by accepting on Microsoft’s page.',
    next: 'Sign in again and accept. We ask for nothing but your name and account.',
  },
  'database-unavailable': {
    tone: 'wait',
    badge: 'Waiting',
    title: 'Our database does not answer at the moment',
    happened: 'We could not look your link up.',
    state: untouched,
    who: 'FortifyData. Nothing is needed from your organization.',
    next: 'Look again in a minute. Your link stays good.',
  },
  'consent-callback-unknown': {
    tone: 'warn',
    badge: 'Your decision is needed',
    title: 'This return from Microsoft was not expected',
    happened:
      'Somebody came back from Microsoft with an address that was used before or does not belong to a step begun in this browser. It counts for nothing.',
    state: untouched,
    who: 'You. If you have approved already, Microsoft keeps that, and your colleague’s page finds it.',
    next: 'Open Microsoft’s page again from here.',
  },
};
