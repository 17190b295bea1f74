import type { Conflict } from '../../data/staff-invitation-conflicts';

const day = (at: Date): string => at.toISOString().slice(0, 10);

/** Why an organization cannot be invited now, and what to do instead. */
export const conflictWords = ({ kind, customer, at }: Conflict): string =>
  kind === 'connected'
    ? `Connected since ${day(at)} as ${customer}. Open its case instead`
    : `Invited already for ${customer}, until ${day(at)}. Extend that invitation, or make a new link for it`;
