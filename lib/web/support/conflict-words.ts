import type { Conflict } from '../../data/staff-invitation-conflicts';

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Why an organization cannot be invited now, and what can be done instead: only what the invitation in the way allows. */
export function conflictWords(conflict: Conflict): string {
  const { customer, at } = conflict;
  if (conflict.kind === 'connected') return `Connected since ${day(at)} as ${customer}. Open its case instead`;
  const invited = `Invited already for ${customer}`;
  switch (conflict.stands) {
    case 'held':
      return `${invited}, and another organization came with it. Decide about that one first: release or refuse it`;
    case 'in-use':
      return `${invited}, and somebody has signed in with it. Open its case instead, or revoke that invitation`;
    case 'unused':
      return conflict.via === 'link'
        ? `${invited}, until ${day(at)}. Extend that invitation, or make a new link for it`
        : `${invited} by FortifyData’s platform, until ${day(at)}. Revoke that invitation first, or let it end`;
    default:
      return conflict.stands satisfies never;
  }
}
