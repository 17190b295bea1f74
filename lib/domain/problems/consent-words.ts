import type { ProblemCode } from './problem-code';
import { accountName, named, organizationName, type ProblemFacts } from './problem-facts';
import { actions, decide, type ProblemWords, roleNeeded, stopped, waiting } from './problem-words';

export const consentWords = {
  'consent-declined': {
    badge: decide,
    title: 'The permissions were not accepted',
    happened: (facts) =>
      `On Microsoft’s page, Cancel was pressed instead of Accept. That is fine${isUntouched(facts) ? ': nothing was granted' : ''}.`,
    who: 'You, with the role Global Administrator or Privileged Role Administrator. Or a colleague who has it.',
    next: 'Read the list again if you like, then open Microsoft’s page once more.',
    action: actions.consent,
  },
  'consent-role-missing': {
    badge: roleNeeded,
    title: 'The role to approve is missing',
    happened: (facts) =>
      `Microsoft did not let ${accountName(facts)} approve. Approving these permissions takes a higher role than creating the app.`,
    who: (facts) => `A Global Administrator or a Privileged Role Administrator of ${organizationName(facts)}.`,
    next: 'Ask such a colleague: you get a link for one approval, and this page goes on by itself. If you have activated a role yourself, sign in again.',
    action: actions.handOver,
  },
  'consent-unheard': {
    badge: { tone: 'wait', text: 'We heard nothing back' },
    title: 'Did something go wrong on Microsoft’s page?',
    happened: (facts) =>
      `The approval was begun on Microsoft’s page. We looked: ${readGrants(facts)} Microsoft does not tell us when it shows an error page.`,
    who: 'Most often you. If Microsoft shows a code, we can say more.',
    next: 'Open Microsoft’s page again. If you see a code there, look it up under Error codes.',
    action: actions.consent,
  },
  'consent-callback-unknown': {
    badge: decide,
    title: 'This return from Microsoft was not expected',
    happened:
      'Somebody came back from Microsoft with an address that was used before or does not belong to a step begun in this browser. It counts for nothing.',
    who: 'You. What is granted we read from Microsoft, not from that address.',
    next: 'Look again. We read at Microsoft what is granted.',
    action: actions.lookAgain,
  },
  'consent-failed': {
    badge: stopped,
    title: 'Microsoft could not record the approval',
    happened: 'Microsoft’s page ended with a code instead of an approval. Shortly after an app was made this can happen, and it passes.',
    who: 'You, with another try. FortifyData support, if it stays.',
    next: 'Wait a minute, then open Microsoft’s page again.',
    action: actions.consent,
  },
  'consent-cleaning-up': {
    badge: waiting,
    title: 'Microsoft is still clearing up an earlier app',
    happened:
      'Microsoft could not record the approval. The app is very new, or an earlier one was deleted not long ago and has not left all of Microsoft’s copies.',
    who: 'Only time. After an app was deleted it can take 15 minutes.',
    next: 'Wait some minutes, then open Microsoft’s page again. Delete nothing: it would begin the wait anew.',
    action: actions.consent,
  },
  'grants-incomplete': {
    badge: waiting,
    title: 'Some permissions are not granted',
    happened: (facts) => `After the approval we kept looking: ${readGrants(facts)}${missing(facts)}`,
    who: 'You, by approving once more. What is granted already stays as it is.',
    next: 'Open Microsoft’s page again and approve the whole list.',
    action: actions.consent,
  },
  'grants-beyond': {
    badge: decide,
    title: 'More is granted than was asked for',
    happened: (facts) => `The app holds permissions that FortifyData does not ask for${extra(facts)}. We stop here until they are gone.`,
    who: 'An administrator who manages enterprise applications in your organization.',
    next: 'Remove the extra permissions from the app under Enterprise applications in Microsoft Entra. Then look again.',
    action: actions.lookAgain,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;

const isUntouched = ({ granted, changed }: ProblemFacts) => !granted && changed !== 'granted' && changed !== 'key';

function readGrants({ granted, wanted }: ProblemFacts): string {
  if (granted === undefined) return 'Microsoft does not list the permissions as granted.';
  return `Microsoft lists ${granted}${wanted === undefined ? '' : ` of ${wanted}`} permissions as granted.`;
}

function missing({ detail }: ProblemFacts): string {
  const names = named(detail);
  return names ? ` Not granted: ${names}.` : '';
}

function extra({ detail }: ProblemFacts): string {
  const names = named(detail);
  return names ? `: ${names}` : '';
}
