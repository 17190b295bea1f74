import type { Change, Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { PortalError } from '../../error';
import type { PlannedContext } from './change-context';

/** Creates the application's own service principal by upsert. */
export async function createServicePrincipal({ ports, record, caller, observed }: PlannedContext): Promise<Outcome<Facts>> {
  if (!record.appId) throw new PortalError('internal', 'a service principal needs its application first');
  const [upserted] = await Promise.all([ports.microsoft.upsertServicePrincipal(caller, record.appId), prepareSealer(ports)]);
  const { created, ...servicePrincipal } = upserted;
  // what was approved went with the one that somebody deleted
  const unapproved = created ? { consentReturnedAt: null, consentBy: null } : {};
  // one that was there may hold grants which nobody has read
  const grants = created ? observed.grants : null;
  const facts = { servicePrincipalId: servicePrincipal.id, observed: { ...observed, servicePrincipal, grants }, ...unapproved };
  return { kind: 'done', facts };
}

/**
 * The key is made right after the approval, so a process for it is started while Microsoft works. Not before the request has left: a start
 * stops this process for some milliseconds.
 */
async function prepareSealer(ports: PlannedContext['ports']): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  ports.sealers.prepare();
}

/** Adds Microsoft's own entry for an API that this tenant has never used; the admin has seen it in the plan. */
export async function createResourcePrincipal(
  { ports, record, caller }: PlannedContext,
  change: Extract<Change, { kind: 'createResourcePrincipal' }>,
): Promise<Outcome<Facts>> {
  await ports.microsoft.upsertServicePrincipal(caller, change.resourceAppId);
  return { kind: 'done', facts: { createdResources: [...record.createdResources, change.resourceAppId] } };
}
