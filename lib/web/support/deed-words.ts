import { causeTitle } from '../../domain/support/cause-title';

interface DeedWords {
  readonly purpose: string;
  /** Empty where there is nothing to add. */
  readonly result: string;
}

const byAction: Readonly<Record<string, string>> = {
  'admin.signed-in': 'Signed in',
  'plan.accepted': 'Accepted the plan: “Create and continue”',
  'consent.departed': 'Left for Microsoft’s page to approve',
  'consent.returned': 'Came back from Microsoft’s page',
  'consent.declined': 'Came back from Microsoft’s page without an approval',
  'consent.failed': 'Came back from Microsoft’s page with an error',
  'consent.code-told': 'Told us the code that Microsoft’s page showed',
  'consent.handed-over': 'Gave the approval to a colleague',
  'service-reference.entered': 'Entered the reference of their service management',
  'organization.look-again': 'Had us look again',
  'problem.retried': 'Pressed “Try again”',
  'connection.held': 'Held the organization: the invitation expects another',
  'connection.completed': 'Completed the connection',
  'credential.unknown': 'Noted that the fate of a key is not known',
  'delivery.alarmed': 'Raised the alarm: our store did not take the sealed key',
  'proof.recorded': 'Noted the proof of the key',
  'approval-link.created': 'Made a link for a colleague',
  'approval-link.opened': 'Opened the link',
  'approval-link.redeemed': 'Signed in with the link',
  'approval-link.departed': 'Left for Microsoft’s page to approve',
  'approval-link.set-back': 'Came back from Microsoft’s page without an approval',
  'approval-link.approved': 'Used up the link: approved',
  'approval-link.revoked': 'Took the link to a colleague back',
  'approval-link.expired': 'Closed the link to a colleague: its time was over',
  'invitation.made': 'Made the invitation',
  'invitation.opened': 'Opened the invitation',
  'invitation.redeemed': 'Went on with the invitation',
  'invitation.held': 'Held the invitation: another organization came with it',
  'staff.case.read': 'Looked at the case',
  'staff.bundle.made': 'Made the redacted bundle',
  'staff.note': 'Added a note',
  'staff.owner': 'Changed the owner',
  'staff.follow-up': 'Changed the follow-up date',
  'staff.recheck': 'Asked for a re-check',
  'staff.extend-link': 'Extended the link to a colleague',
  'staff.invitation.extend': 'Extended the invitation',
  'staff.invitation.replace': 'Made a new invitation link',
  'staff.invitation.revoke': 'Revoked the invitation',
  'staff.invitation.release': 'Released the organization',
  'staff.invitation.refuse': 'Refused the organization',
  'staff.refused': 'Tried to change the case without the right',
};

/** What an action of the audit means, in the past tense and without its actor; the action itself where we have no words for it. */
export const deedText = (action: string): string => byAction[action] ?? action;

/** An action, and the problem that it ended with. */
export function deedWords(action: string, problemCode: string | null): DeedWords {
  return { purpose: deedText(action), result: problemCode === null ? '' : causeTitle(problemCode).title };
}
