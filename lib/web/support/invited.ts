import type { Numbers } from '../../contract/staff-numbers';
import type { InvitedCounts } from '../../data/staff-numbers';

/** How far invitations came, stage after stage: whoever reached one has reached all before it. */
export function invitedFunnel(counts: InvitedCounts): Numbers['invitations'] {
  const { made, opened, signedIn, connected } = counts;
  const left = (all: number, ended: number, expired: number) => ({ good: all - ended - expired, expired, ended });
  return [
    { stage: 'made', title: 'Invited', reached: made, left: left(0, 0, 0) },
    { stage: 'opened', title: 'Opened', reached: opened, left: left(made - opened, counts.unopenedEnded, counts.unopenedExpired) },
    { stage: 'signed-in', title: 'Signed in', reached: signedIn, left: left(opened - signedIn, counts.unusedEnded, counts.unusedExpired) },
    { stage: 'connected', title: 'Connected', reached: connected, left: left(signedIn - connected, counts.usedEnded, 0) },
  ];
}
