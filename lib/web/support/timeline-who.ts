import type { TimelineItem } from '../../contract/staff';
import type { StaffName } from '../../data/staff-people';
import type { ApprovalLink } from '../../domain/approval-link';
import type { ConnectionRecord } from '../../domain/connection';

type Who = Pick<TimelineItem, 'by' | 'who'>;

/** Everybody whose name is known at a case. */
export interface CasePeople {
  readonly record: ConnectionRecord;
  readonly link: ApprovalLink | null;
  /** Those who have used the dashboard. */
  readonly staff: StaffName[];
}

/**
 * Who did it, by the actor that journal and audit name: `{oid}@{tenantId}`, `staff:{oid}`, `platform:{appId}`, `visitor` for a browser in
 * which nobody has signed in yet, or one of our own processes.
 * @param action as the audit calls it; of an operation the kind of change
 */
export function whoDid(actor: string, action: string, people: CasePeople): Who {
  if (actor === 'visitor') return { by: isColleagues(action) ? 'colleague' : 'customer', who: null };
  if (actor === 'platform' || actor.startsWith('platform:')) return { by: 'platform', who: null };
  const [oid = '', tenantId] = actor.startsWith('staff:') ? [actor.slice('staff:'.length)] : actor.split('@');
  if (tenantId === undefined && !actor.startsWith('staff:')) return { by: 'portal', who: null };
  if (tenantId !== people.record.tenantId) return { by: 'staff', who: people.staff.find((one) => one.oid === oid)?.name ?? oid };
  return { by: isColleague(oid, action, people) ? 'colleague' : 'customer', who: nameOf(oid, people) };
}

/** What only the bearer of a link does; making it and taking it back are the admin's. */
const isColleagues = (action: string): boolean => /^approval-link\.(opened|redeemed|departed|set-back|approved)$/.test(action);

/** Who approves is one of the admins now and then, too: then the link tells what they did as its bearer. */
function isColleague(oid: string, action: string, { record, link }: CasePeople): boolean {
  return isColleagues(action) || (link?.approver?.oid === oid && ![record.admin.oid, record.acceptedBy?.oid].includes(oid));
}

function nameOf(oid: string, { record, link }: CasePeople): string | null {
  const known = [record.admin, record.acceptedBy, record.consentBy, link?.approver, link?.createdBy];
  return known.find((person) => person?.oid === oid)?.name || null;
}
