import type { Outcome } from '../../domain/change';
import { isPasswordOf } from '../../domain/credential';
import { applicationDisplayName, applicationUniqueName, desiredFor, manifestResourceAppIds } from '../../domain/desired';
import type { Facts } from '../../domain/facts';
import type { Observed } from '../../domain/observed';
import { lookupsEndMs } from '../../domain/plan';
import { reconcile } from '../../domain/reconcile';
import type { ChangeContext } from './change-context';

/** Reads the tenant anew: one batch. Waits when what was created here, or a key of unknown outcome, does not show yet. */
export async function observe(context: ChangeContext): Promise<Outcome<Facts>> {
  const { ports, record, caller } = context;
  const observed = await ports.microsoft.observe(caller, {
    resourceAppIds: manifestResourceAppIds,
    uniqueName: applicationUniqueName,
    displayName: applicationDisplayName,
    servicePrincipalId: record.servicePrincipalId,
  });
  const facts = factsOf(context, observed);
  if (observed.me.isGuest) return { kind: 'refused', problem: 'guest-account', evidence: {}, facts };
  const invisible = record.createdResources.filter((appId) => !observed.resources[appId]);
  if (invisible.length > 0) return { kind: 'wait', reason: 'replication', retryAfterSeconds: 3, facts };
  if (awaitsLookup(context, observed)) return { kind: 'wait', reason: 'key-lookup', retryAfterSeconds: 10, facts };
  return { kind: 'done', facts };
}

function factsOf({ ports, record }: ChangeContext, observed: Observed): Facts {
  if (record.connectedAt) return { observed };
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl: ports.settings.callbackUrl });
  return { observed, setAside: desired.setAside, ...reconcile(record, desired, observed) };
}

/** A key whose answer was lost: one empty list proves nothing, so we look until the lookups end. */
function awaitsLookup({ record }: ChangeContext, observed: Observed): boolean {
  return record.credentials.some(
    (credential) =>
      credential.state === 'unknown' &&
      credential.unknownAt !== null &&
      !observed.application?.passwords.some((password) => isPasswordOf(credential, password)) &&
      observed.at.getTime() - credential.unknownAt.getTime() < lookupsEndMs,
  );
}
