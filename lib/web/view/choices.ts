import type { ChoicesView } from '../../contract/choices';
import { certificateHelps, exemptionRequest, secretMayHelp } from '../../domain/key-choices';
import type { ViewContext } from './connection-view';

/** The ways on from a problem that a policy on keys has made; null for every other problem. */
export function choicesOf({ record, observed, certificate }: ViewContext): ChoicesView | null {
  const { problem, appId, applicationObjectId } = record;
  if (!problem || !observed || !appId || !applicationObjectId) return null;
  const exemption = exemptionRequest(problem.code, {
    organization: observed.organization.name,
    tenantId: record.tenantId,
    clientId: appId,
    objectId: applicationObjectId,
    evidence: problem.evidence,
    at: problem.at,
  });
  const secret = secretMayHelp(problem.code);
  if (!exemption && !secret) return null;
  const offered = certificate && certificateHelps(problem.code) ? certificate : null;
  return {
    certificate: offered && { thumbprint: offered.thumbprint, expiresAt: offered.expiresAt.toISOString() },
    exemption,
    secret,
  };
}
