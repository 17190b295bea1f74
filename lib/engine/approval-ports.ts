import { closeOver, createLink, newestLink, revokeLink } from '../data/approval-links';
import { concludeApproval, noteDeparture, noteSetback, redeemLink } from '../data/approvals';

/** Port 2 for links to a colleague: every deed is one transaction with its audit line. */
export const approvals = {
  newestLink,
  createLink,
  revokeLink,
  closeOver,
  redeemLink,
  noteDeparture,
  concludeApproval,
  noteSetback,
};
export type ApprovalPorts = typeof approvals;
