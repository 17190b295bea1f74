import type { ProblemView } from '@/lib/contract/connection';
import type { InvitationSubject } from '@/lib/contract/invitation';
import type { ApprovalWords } from '@/lib/domain/approval-words';
import { heldApartWords, invitationOverWords, invitationRefusedWords, launchOffWords } from '@/lib/domain/invitation-words';

/** Every invitation that is not good. No detail: there is none to tell. */
export const invitationOver = (): ProblemView => viewOf('invitation-over', invitationOverWords);

/** Signed launches are off in this deployment. */
export const launchOff = (): ProblemView => viewOf('launch-off', launchOffWords);

/** Support decides about the organization that came. */
export const invitationHeld = ({ customer, expected }: InvitationSubject): ProblemView =>
  viewOf('invitation-held', heldApartWords(customer, expected.name));

/** Support has decided against it. */
export const invitationRefused = ({ customer, expected }: InvitationSubject): ProblemView =>
  viewOf('invitation-refused', invitationRefusedWords(customer, expected.name));

const viewOf = (code: string, { tone, badge, ...parts }: ApprovalWords): ProblemView => ({
  ...{ code, badge: { tone, text: badge }, ...parts },
  action: null,
  details: [],
});
