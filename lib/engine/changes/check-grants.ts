import { owesApproval } from '../../domain/adoption';
import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { compareGrants } from '../../domain/grants';
import { PortalError } from '../../error';
import type { PlannedContext } from './change-context';

/** Grants may lag behind an approval by minutes; after this time the admin is asked. */
const grantsAppearWithinMs = 15 * 60_000;
/** Nothing at all granted after this time, and nobody came back from Microsoft's page: the approval most likely did not happen. */
const nothingMeansNoAfterMs = 90_000;

/** Reads what Microsoft says was granted and compares it with what is wanted. This read alone decides; the callback decided nothing. */
export async function checkGrants({ ports, record, caller, desired, observed }: PlannedContext): Promise<Outcome<Facts>> {
  if (!record.servicePrincipalId) throw new PortalError('internal', 'grants need a service principal');
  const firstLook = record.consentReturnedAt !== null && record.waitReason !== 'grants';
  if (firstLook) ports.sealers.prepare();
  const grants = await ports.microsoft.listGrants(caller, record.servicePrincipalId);
  const { granted, missing, beyond } = compareGrants(desired.wantedGrants, grants, observed.resources);
  const facts: Facts = { observed: { ...observed, grants } };
  const detail = `${granted.length} of ${desired.wantedGrants.length}`;
  const evidence = { Granted: detail, ...(beyond.length > 0 ? { Beyond: String(beyond.length) } : {}) };
  if (beyond.length > 0) return { kind: 'refused', problem: 'grants-beyond', evidence, facts };
  if (missing.length === 0 && !owesApproval(record)) return { kind: 'done', facts: { ...facts, grantsCompleteAt: ports.now() } };
  if (!record.consentReturnedAt) return { kind: 'done', facts };
  const waitedMs = ports.now().getTime() - record.consentReturnedAt.getTime();
  // somebody who came back may have approved, and two minutes of lag are no sign that they did not
  const unheardAfterMs = record.consentBy ? grantsAppearWithinMs : nothingMeansNoAfterMs;
  if (granted.length === 0 && waitedMs > unheardAfterMs) return { kind: 'refused', problem: 'consent-unheard', evidence, facts };
  if (waitedMs > grantsAppearWithinMs) return { kind: 'refused', problem: 'grants-incomplete', evidence, facts };
  return { kind: 'wait', reason: 'grants', retryAfterSeconds: 3, detail, facts };
}
