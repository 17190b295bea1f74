import type { ConnectionRecord } from '../../domain/connection';
import { applicationDisplayName, desiredFor } from '../../domain/desired';
import { compareGrants } from '../../domain/grants';
import { type Receipt, receipt } from '../../domain/receipt';
import { currentCredential } from '../../domain/state';

const unknownApprover = {
  name: 'An administrator, on Microsoft’s page',
  account: 'not known to the portal',
  oid: 'not known to the portal',
};

/** The receipt of a connected tenant; null while it is not connected. */
export function receiptDocument(record: ConnectionRecord, callbackUrl: string): Receipt | null {
  const { observed, proof, appId, applicationObjectId: objectId, servicePrincipalId, connectedAt } = record;
  const credential = currentCredential(record);
  if (!connectedAt || !observed || !proof || !appId || !objectId || !servicePrincipalId) return null;
  if (!credential?.keyId || !credential.sealThumbprint) return null;
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  const approver = record.consentBy;
  return receipt({
    organization: { name: observed.organization.name, domain: observed.organization.domain, tenantId: record.tenantId },
    approvedBy: approver ? { name: approver.name, account: approver.account, oid: approver.oid } : unknownApprover,
    approvedAt: record.grantsCompleteAt ?? connectedAt,
    application: { displayName: applicationDisplayName, clientId: appId, objectId, servicePrincipalId },
    credential: {
      keyId: credential.keyId,
      startsAt: credential.startsAt,
      expiresAt: credential.expiresAt,
      sealThumbprint: credential.sealThumbprint,
    },
    granted: compareGrants(desired.wantedGrants, observed.grants, observed.resources).granted,
    setAside: record.setAside,
    proof,
  });
}
