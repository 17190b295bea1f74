import type { ApprovalWords } from './approval-words';

const untouched = 'Nothing was changed by this.';

/** For an invitation that is unknown, used, revoked, replaced, too old, or another browser's: one text, which tells none apart. */
export const invitationOverWords: ApprovalWords = {
  tone: 'warn',
  badge: 'Nothing to begin here',
  title: 'This link is over',
  happened:
    'The link was used already, was taken back, was followed by a newer one, is too old, was opened in another browser, or is not complete.',
  state: untouched,
  who: 'FortifyData, by sending a new link.',
  next: 'Ask FortifyData for a new link. If you signed in with this one in another browser, go on there.',
};

/** For a deployment whose operator has set no key of FortifyData's platform. */
export const launchOffWords: ApprovalWords = {
  tone: 'warn',
  badge: 'Not available here',
  title: 'Links from FortifyData’s platform are switched off',
  happened: 'This portal does not take part in starting a connection from FortifyData’s platform.',
  state: untouched,
  who: 'FortifyData, by sending an invitation.',
  next: 'Ask FortifyData for an invitation link.',
};

/** Another organization came with the invitation than it names, and has a connection already, which is left alone. */
export const heldApartWords = (customer: string, expected: string): ApprovalWords => ({
  tone: 'wait',
  badge: 'Waiting for FortifyData',
  title: 'FortifyData checks the invitation first',
  happened: `The invitation of ${customer} is for the organization ${expected}. The account that you used belongs to another one.`,
  state: 'We have changed nothing in your organization. What was connected before is as it was.',
  who: 'FortifyData, who see that you wait. You, if you meant to use another account.',
  next: 'Wait here, or come back later: this page goes on by itself. With another account you can sign in at once.',
});

/** Support has compared the two, and said no. */
export const invitationRefusedWords = (customer: string, expected: string): ApprovalWords => ({
  tone: 'bad',
  badge: 'Stopped',
  title: 'FortifyData did not confirm this organization',
  happened: `The invitation of ${customer} is for the organization ${expected}. FortifyData has compared it with the one that you signed in from and does not connect the two.`,
  state: 'We have changed nothing in your organization. No app and no key were made.',
  who: 'FortifyData, who know which organization was meant.',
  next: 'Ask FortifyData for a new invitation. It can be for this organization or for another one.',
});
