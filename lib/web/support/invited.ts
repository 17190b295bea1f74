import type { Numbers } from '../../contract/staff-numbers';
import { type Invited, invitationStages } from '../../data/staff-numbers';

const titles = { made: 'Invited', opened: 'Opened', 'signed-in': 'Signed in', connected: 'Connected' } as const;

/** How far invitations came, stage after stage: whoever reached one has reached all before it. */
export function invitedFunnel(rows: readonly Invited[]): Numbers['invitations'] {
  const sum = (fits: (row: Invited) => boolean) => rows.filter(fits).reduce((total, { count }) => total + count, 0);
  return invitationStages.map((stage, at) => {
    const stayed = (now: Invited['now']) => sum((row) => row.stage === invitationStages[at - 1] && row.now === now);
    return {
      stage,
      title: titles[stage],
      reached: sum((row) => invitationStages.indexOf(row.stage) >= at),
      left: { good: stayed('good'), expired: stayed('expired'), ended: stayed('ended') },
    };
  });
}
