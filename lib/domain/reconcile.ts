import { owesApproval } from './adoption';
import type { ConnectionRecord } from './connection';
import type { Desired } from './desired';
import { applicationComplete } from './difference';
import type { Facts } from './facts';
import { compareGrants } from './grants';
import type { Observed } from './observed';

/**
 * What a fresh look at the tenant teaches a connection that is being built or repaired. An application or principal that a read does not
 * show is forgotten: creating it again is an upsert, so a lagging read costs one request and never a second application.
 */
export function reconcile(record: ConnectionRecord, desired: Desired, observed: Observed): Facts {
  const application = observed.application;
  if (!application) {
    return { applicationObjectId: null, appId: null, servicePrincipalId: null, stableAt: null, grantsCompleteAt: null };
  }
  const principalId = observed.servicePrincipal?.id ?? null;
  const complete = applicationComplete(desired, application) && principalId !== null;
  const { missing, beyond } = compareGrants(desired.wantedGrants, observed.grants, observed.resources);
  const granted = principalId !== null && missing.length === 0 && beyond.length === 0 && !owesApproval(record);
  return {
    applicationObjectId: application.objectId,
    appId: application.appId,
    servicePrincipalId: principalId,
    stableAt: complete ? (record.stableAt ?? observed.at) : null,
    grantsCompleteAt: granted ? (record.grantsCompleteAt ?? observed.at) : null,
  };
}
