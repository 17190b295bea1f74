import type { ConnectionRecord } from '../../domain/connection';
import { applicationDisplayName, desiredFor } from '../../domain/desired';
import { compareGrants } from '../../domain/grants';
import { acceptedManifest } from '../../domain/permissions';
import { type Receipt, receipt } from '../../domain/receipt';
import { currentCredential } from '../../domain/state';

/** The receipt of a connected tenant; null while it is not connected. */
export function receiptDocument(record: ConnectionRecord, callbackUrl: string): Receipt | null {
  const { observed, proof, appId, applicationObjectId: objectId, servicePrincipalId, connectedAt, manifestHash } = record;
  const credential = currentCredential(record);
  if (!connectedAt || !manifestHash || !observed || !proof || !appId || !objectId || !servicePrincipalId) return null;
  if (!credential?.keyId) return null;
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl });
  return receipt({
    organization: { name: observed.organization.name, domain: observed.organization.domain, tenantId: record.tenantId },
    returnedBy: record.consentBy,
    createdBy: record.acceptedBy,
    grantedAt: record.grantsCompleteAt ?? connectedAt,
    application: { displayName: applicationDisplayName, clientId: appId, objectId, servicePrincipalId },
    credential: {
      keyId: credential.keyId,
      startsAt: credential.startsAt,
      expiresAt: credential.expiresAt,
      sealThumbprint: credential.sealThumbprint,
      thumbprint: credential.thumbprint ?? null,
    },
    manifest: acceptedManifest(manifestHash),
    granted: compareGrants(desired.wantedGrants, observed.grants, observed.resources).granted,
    setAside: record.setAside,
    proof,
    adoption: record.adoption,
  });
}
