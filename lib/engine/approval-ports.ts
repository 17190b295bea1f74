import { closeOver, createLink, createLinkUnlessOpen, newestLink, revokeLink } from '../data/approval-links';
import { concludeApproval, noteDeparture, noteSetback, redeemLink } from '../data/approvals';

/** Port 2 for links to a colleague: every deed is one transaction with its audit line. */
export const approvals = {
  newestLink,
  createLink,
  createLinkUnlessOpen,
  revokeLink,
  closeOver,
  redeemLink,
  noteDeparture,
  concludeApproval,
  noteSetback,
};
export type ApprovalPorts = typeof approvals;
