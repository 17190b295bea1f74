import type { ProblemCode } from './problem-code';
import { accountName, organizationName, type ProblemFacts } from './problem-facts';
import { type ProblemWords, stopped } from './problem-words';

export const invitationWords = {
  'invitation-needed': {
    badge: { tone: 'warn', text: 'An invitation is needed' },
    title: 'An invitation link is needed',
    happened: (facts) =>
      `An organization begins with the link that FortifyData sends for it. The organization of ${accountName(facts)} has not begun here.`,
    who: 'FortifyData, who send the link. Or a colleague who has it already.',
    next: 'Open the link of your invitation, or ask FortifyData for one.',
    action: null,
  },
  'invitation-held': {
    badge: { tone: 'wait', text: 'Waiting for FortifyData' },
    title: 'FortifyData checks the invitation first',
    happened: (facts) => `${invitation(facts)} ${comer(facts)}`,
    who: 'FortifyData, who see that you wait. You, if you meant to use another account.',
    next: 'Wait here, or come back later. This page goes on by itself as soon as FortifyData has confirmed your organization.',
    action: { kind: 'invitation', label: 'Use another account' },
  },
  'invitation-refused': {
    badge: stopped,
    title: 'FortifyData did not confirm this organization',
    happened: (facts) => `${invitation(facts)} FortifyData does not connect ${organizationName(facts)} with it.`,
    who: 'FortifyData, who know which organization was meant.',
    next: 'Ask FortifyData for a new invitation. It can be for this organization or for another one.',
    action: null,
  },
} as const satisfies Partial<Record<ProblemCode, ProblemWords>>;

const invitation = ({ invited }: ProblemFacts) =>
  invited
    ? `The invitation of ${invited.customer} is for the organization ${invited.expected}.`
    : 'The invitation is for another organization.';

const comer = (facts: ProblemFacts) =>
  facts.organization ? `You signed in with ${accountName(facts)} of ${facts.organization}.` : `You signed in with ${accountName(facts)}.`;
