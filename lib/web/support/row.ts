import type { CaseRow } from '../../contract/staff-list';
import type { SupportCaseRow } from '../../data/staff-rows';
import { causeTitle } from '../../domain/support/cause-title';
import { nextAction } from '../../domain/support/next-action';
import type { SupportTab } from '../../domain/support/standing';
import { stepsDone } from '../../domain/support/step';

const tabWords: Readonly<Record<SupportTab, string>> = {
  'needs-us': 'Needs us',
  'needs-customer': 'Needs the customer',
  waiting: 'Under way',
  drifted: 'Drifted',
  expiring: 'Key ends soon',
  healthy: 'Healthy',
  ended: 'Ended',
};

/** A case as a row shows it. */
export function rowView(row: SupportCaseRow): CaseRow {
  const { organization, customer, customerId, adminName, tab, step, cause } = row;
  return {
    id: row.id,
    cloud: row.cloud,
    tenantId: row.tenantId,
    organization: organization === null ? null : { name: organization, domain: row.domain ?? '' },
    customer: customer === null || customerId === null ? null : { name: customer, id: customerId },
    admin: { name: adminName, account: row.adminAccount },
    appId: row.appId,
    state: row.state,
    status: cause === null ? tabWords[tab] : causeTitle(cause).title,
    tab,
    step,
    stepsDone: stepsDone(step),
    cause,
    action: nextAction({ tab, step, cause, adminName, organization }),
    createdAt: row.createdAt.toISOString(),
    activityAt: row.activityAt.toISOString(),
    since: row.since.toISOString(),
    keyExpiresAt: row.keyExpiresAt?.toISOString() ?? null,
    connectedAt: row.connectedAt?.toISOString() ?? null,
    owner: row.ownerOid === null ? null : { oid: row.ownerOid, name: row.ownerName ?? row.ownerOid },
    followUpOn: row.followUpOn,
    recheckAsked: isAsked(row),
  };
}

/** Asked for, and the customer has not signed in since. */
export const isAsked = ({ recheckAt, signedInAt }: SupportCaseRow): boolean => recheckAt !== null && signedInAt <= recheckAt;
