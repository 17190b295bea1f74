import { isCertificate } from '../../domain/certificate';
import type { Outcome } from '../../domain/change';
import { isPasswordOf } from '../../domain/credential';
import { applicationDisplayName, applicationUniqueName, desiredFor, manifestResourceAppIds } from '../../domain/desired';
import { applyFacts, type Facts } from '../../domain/facts';
import { newKeyAbsence } from '../../domain/new-key-absence';
import type { Observed } from '../../domain/observed';
import { lookupsEndMs } from '../../domain/plan';
import { reconcile } from '../../domain/reconcile';
import { waitsTooLong } from '../patience';
import type { ChangeContext } from './change-context';

/** Reads the tenant anew: one batch. Waits when what was created here, or a key of unknown outcome, does not show yet. */
export async function observe(context: ChangeContext): Promise<Outcome<Facts>> {
  const { ports, record, caller } = context;
  const at = ports.now();
  const request = { resourceAppIds: manifestResourceAppIds, uniqueName: applicationUniqueName, displayName: applicationDisplayName };
  const seen = await ports.microsoft.observe(caller, { ...request, servicePrincipalId: record.servicePrincipalId });
  const observed: Observed = { ...seen, at };
  const facts = factsOf(context, observed);
  if (facts.createdResources && facts.createdResources.length > 0) return apiInvisible(context, facts);
  if (awaitsLookup(context, observed)) return { kind: 'wait', reason: 'key-lookup', retryAfterSeconds: 10, facts };
  if (newKeyAbsence(applyFacts(record, facts), observed) === 'so far') return keyUnlisted(context, facts);
  return { kind: 'done', facts };
}

/** The key works and is not in the list yet, so the list may lack another one, too: nobody shall be told that it is certain. */
function keyUnlisted({ ports, record }: ChangeContext, facts: Facts): Outcome<Facts> {
  if (!waitsTooLong(record, ports.now())) return { kind: 'wait', reason: 'key-lookup', retryAfterSeconds: 10, facts };
  return { kind: 'refused', problem: 'secret-unknown', evidence: { 'Keys in doubt': 'the list does not show the new key yet' }, facts };
}

/** An API's entry that we have just added shows within minutes; one that never does is a missing API. */
function apiInvisible({ ports, record }: ChangeContext, facts: Facts): Outcome<Facts> {
  if (!waitsTooLong(record, ports.now())) return { kind: 'wait', reason: 'replication', retryAfterSeconds: 3, facts };
  return { kind: 'refused', problem: 'resource-missing', evidence: {}, facts: { ...facts, createdResources: [] } };
}

function factsOf({ ports, record }: ChangeContext, observed: Observed): Facts {
  if (record.connectedAt) return { observed, ...replacedCertificate({ ports, record }) };
  const desired = desiredFor({ observed, leftOut: record.leftOut, callbackUrl: ports.settings.callbackUrl });
  const createdResources = record.createdResources.filter((appId) => !observed.resources[appId]);
  return { observed, setAside: desired.setAside, createdResources, ...reconcile(record, desired, observed) };
}

/** FortifyData has replaced its certificate since: the plan that the admin is shown names the new one. */
function replacedCertificate({ ports, record }: Pick<ChangeContext, 'ports' | 'record'>): Facts {
  const today = ports.certificates?.certificate;
  const isOther = record.certificate && today && today.thumbprint !== record.certificate.thumbprint;
  return isOther ? { certificate: today } : {};
}

/** A key whose answer was lost: one empty list proves nothing, so we look until the lookups end. */
function awaitsLookup({ record }: ChangeContext, observed: Observed): boolean {
  return record.credentials.some(
    (credential) =>
      credential.state === 'unknown' &&
      !isCertificate(credential) &&
      credential.unknownAt !== null &&
      !observed.application?.passwords.some((password) => isPasswordOf(credential, password)) &&
      observed.at.getTime() - credential.unknownAt.getTime() < lookupsEndMs,
  );
}
