import type { ProblemCode } from './problem-code';
import { accountName, organizationName, organizationState } from './problem-facts';
import { actions, decide, type ProblemWords, policyStops, roleNeeded, stopped } from './problem-words';

export const signInWords = {
  'sign-in-cancelled': {
    badge: decide,
    title: 'The sign-in was not finished',
    happened: 'On Microsoft’s page, the sign-in was closed before its end.',
    who: 'You.',
    next: 'Sign in when you are ready. Nothing is lost.',
    action: actions.signIn,
  },
  'sign-in-declined': {
    badge: decide,
    title: 'The access for setup was not accepted',
    happened: 'Microsoft asked whether this portal may set up the app for you, and the answer was no. Setup cannot begin without it.',
    who: 'You, by accepting on Microsoft’s page.',
    next: 'Sign in again and accept what Microsoft lists there.',
    action: actions.signIn,
  },
  'sign-in-failed': {
    badge: stopped,
    title: 'Microsoft did not complete the sign-in',
    happened: 'Microsoft ended the sign-in with a code. The details name it.',
    who: 'Most often you, with another try or another account. Otherwise whoever manages accounts in your organization.',
    next: 'Sign in again. If the same code comes back, look it up under Error codes.',
    action: actions.signIn,
  },
  'sign-in-replayed': {
    badge: decide,
    title: 'This sign-in is no longer valid',
    happened: 'The answer from Microsoft belongs to a sign-in that was used before, took too long, or began in another browser.',
    who: 'You.',
    next: 'Sign in again in this browser.',
    action: actions.signIn,
  },
  'sign-in-unverified': {
    badge: stopped,
    title: 'The sign-in could not be verified',
    happened: 'We check every answer from Microsoft before we trust it. This one did not pass, so nobody was signed in.',
    who: 'You, by signing in again. FortifyData support, if it comes back.',
    next: 'Sign in again. If this page returns, send the details to FortifyData support.',
    action: actions.signIn,
  },
  'session-expired': {
    badge: decide,
    title: 'Your session has ended',
    happened: 'For safety, a session here lasts a short time only, and Microsoft can end it earlier.',
    who: 'You.',
    next: 'Sign in again. Finished steps are kept.',
    action: actions.signIn,
  },
  'personal-account': {
    badge: decide,
    title: 'This is a personal Microsoft account',
    happened: 'Microsoft Defender belongs to an organization. A personal account, such as Outlook or Hotmail, cannot set it up.',
    who: 'You, with your work account.',
    next: 'Sign in with your work account.',
    action: actions.signIn,
  },
  'wrong-organization': {
    badge: decide,
    title: 'This account belongs to another organization',
    happened: (facts) => {
      const meant = facts.domain ? `${organizationName(facts)} (${facts.domain})` : organizationName(facts);
      return facts.organization
        ? `This connection is for ${meant}, and Microsoft signed in ${accountName(facts)} from another organization.`
        : `This connection is for another organization than the one ${accountName(facts)} belongs to.`;
    },
    state: (facts) =>
      facts.changed === 'nothing'
        ? 'We have changed nothing in either organization. No app and no key were made.'
        : `${organizationState(facts)} In the other organization we have changed nothing.`,
    who: 'You, with an account of the right organization. FortifyData, if the invitation names the wrong one.',
    next: 'Sign in with an account of the right organization.',
    action: actions.signIn,
  },
  'guest-account': {
    badge: decide,
    title: 'This account is only a guest here',
    happened: (facts) =>
      `In ${organizationName(facts)}, ${facts.account ?? 'this account'} is a guest. Microsoft does not let guests set up apps.`,
    who: (facts) => `You, with an account of ${organizationName(facts)} itself. Or a colleague who has one.`,
    next: 'Sign in with an account of the organization itself.',
    action: actions.signIn,
  },
  'admin-approval-needed': {
    badge: roleNeeded,
    title: 'An administrator must approve this portal',
    happened: (facts) => `Microsoft lets only an administrator accept what setup needs. For ${accountName(facts)} it stopped.`,
    who: (facts) =>
      `A Global Administrator of ${organizationName(facts)} can do all steps. A Cloud Application Administrator can do this one.`,
    next: 'Sign in with such an account, or ask a colleague who has one to open this page.',
    action: actions.signIn,
  },
  'portal-blocked': {
    badge: stopped,
    title: 'Defender Connect is not allowed here',
    happened: (facts) =>
      `In ${organizationName(facts)} this portal is switched off, or ${accountName(facts)} is not among the people who may use it.`,
    who: 'An administrator who manages enterprise applications in your organization.',
    next: 'Ask that administrator to allow Defender Connect under Enterprise applications, then sign in again.',
    action: actions.signIn,
  },
  'unsupported-cloud': {
    badge: stopped,
    title: 'This organization is in another Microsoft cloud',
    happened:
      'Microsoft runs separate clouds, for example for governments. This portal serves one of them, and your organization is in another.',
    who: 'FortifyData, who know the portal for your cloud.',
    next: 'Ask FortifyData for the address of the portal that serves your cloud.',
    action: null,
  },
  'conditional-access': {
    badge: policyStops,
    title: 'An access policy stands in the way',
    happened: (facts) =>
      `Microsoft applied a policy of ${organizationName(facts)} and stopped the request. Such policies look at devices, places, networks or risk.`,
    who: 'Whoever manages access policies in your organization. The sign-in log in Microsoft Entra names the policy; the correlation ID in the details finds the entry.',
    next: 'Try again from a managed device or your company network, or ask for an exception.',
    action: actions.signIn,
  },
  'claims-challenge': {
    badge: decide,
    title: 'One more confirmation is needed',
    happened: (facts) =>
      `${facts.organization ?? 'Your organization'} asks for a fresh or stronger proof that it is you, for example a second factor.`,
    who: 'You.',
    next: 'Sign in again and confirm what Microsoft asks for. Finished steps are kept.',
    action: actions.signIn,
  },
  'claims-unmet': {
    badge: policyStops,
    title: 'Microsoft asks for the same confirmation again',
    happened:
      'The sign-in was confirmed as Microsoft asked, and at the next step Microsoft asked once more. We stop before this goes in circles.',
    who: 'Whoever manages access policies in your organization. The sign-in log in Microsoft Entra names the policy; the correlation ID in the details finds the entry.',
    next: 'Ask them which confirmation this step needs, for example another second factor, then sign in again with it.',
    action: actions.signIn,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;
