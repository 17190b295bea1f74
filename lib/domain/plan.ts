import { oldKeyChanges, owesApproval, withAdoptee } from './adoption';
import { isCertificate } from './certificate';
import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import { type CredentialRecord, isPasswordOf } from './credential';
import type { Desired } from './desired';
import { applicationDifferences } from './difference';
import { compareGrants } from './grants';
import { listsKey, newKeyAbsence } from './new-key-absence';
import type { Observed } from './observed';
import { apiName } from './permissions';
import { currentCredential, ownCredentials } from './state';
import { supersededChanges } from './superseded';

/** A fresh key may be absent from Microsoft's lists for a while; only after this time does its absence mean something. */
const absenceMeansGoneMs = 15 * 60_000;
/**
 * After this time one more look that does not find a key of unknown outcome lets a new attempt begin. Lists can lag behind longer than that:
 * what they have not shown by then, the last look before the new key goes live finds.
 */
export const lookupsEndMs = 60_000;

export interface PlanInput {
  readonly desired: Desired;
  readonly observed: Observed;
  readonly record: ConnectionRecord;
  readonly now: Date;
}

/**
 * The changes still needed, in order. Pure: the same input gives the same plan, and an empty plan is what proves the connection
 * complete. What the record knows from Microsoft's own answers counts before what a lagging read shows.
 */
export function plan(given: PlanInput): Change[] {
  const input = withAdoptee(given);
  const resources = resourceChanges(input);
  const application = applicationChanges(input);
  const consent = consentChanges(input);
  return [...resources, ...application, ...consent, ...credentialChanges(input), ...supersededChanges(input), ...oldKeyChanges(input)];
}

function resourceChanges({ desired, observed, record }: PlanInput): Change[] {
  const missing = desired.resourceAppIds.filter((appId) => !observed.resources[appId]);
  if (missing.length === 0) return [];
  const toCreate = missing.filter((appId) => !record.createdResources.includes(appId));
  const create = toCreate.map(
    (appId): Change => ({ kind: 'createResourcePrincipal', by: 'portal', resourceAppId: appId, api: apiName(appId) }),
  );
  return [...create, { kind: 'observe', by: 'portal' }];
}

function applicationChanges({ desired, observed, record }: PlanInput): Change[] {
  const changes: Change[] = [];
  const known = record.applicationObjectId !== null;
  const differences = observed.application ? applicationDifferences(desired, observed.application) : [];
  if (!known && !observed.application) changes.push(firstChange(desired, observed, record));
  else if (differences.length > 0 || !known) changes.push({ kind: 'updateApplication', by: 'portal', differences });
  if (!record.servicePrincipalId) changes.push({ kind: 'createServicePrincipal', by: 'portal' });
  if (!record.stableAt || changes.length > 0) changes.push({ kind: 'awaitStableReads', by: 'microsoft' });
  return changes;
}

/** The admin's choice decides, also when a look no longer shows the chosen app: no other is made in its place. */
function firstChange(desired: Desired, observed: Observed, { adoption, connectedAt }: ConnectionRecord): Change {
  if (!adoption || connectedAt) return { kind: 'createApplication', by: 'portal' };
  const found = observed.namesakes.find(({ objectId }) => objectId === adoption.objectId)?.found;
  return { kind: 'adoptApplication', by: 'portal', differences: found ? applicationDifferences(desired, found.application) : [] };
}

function consentChanges({ desired, observed, record }: PlanInput): Change[] {
  const { missing, beyond } = compareGrants(desired.wantedGrants, observed.grants, observed.resources);
  const owed = owesApproval(record);
  const check: Change = { kind: 'checkGrants', by: 'microsoft' };
  // what was seen before somebody came back is read once more, and that is written down
  const unrecorded = record.consentReturnedAt !== null && record.grantsCompleteAt === null && record.connectedAt === null;
  if (missing.length === 0 && beyond.length === 0 && record.servicePrincipalId && !owed) return unrecorded ? [check] : [];
  const onlyBeyond = missing.length === 0 && beyond.length > 0 && record.servicePrincipalId !== null;
  const neverRead = observed.grants === null && record.servicePrincipalId !== null;
  // the return that ended in a connection answers no new question
  const cameBack = record.consentReturnedAt !== null && record.connectedAt === null;
  if (cameBack || neverRead || onlyBeyond) return [check];
  return [{ kind: 'requestConsent', by: 'admin', missing: missing.length }, check];
}

function credentialChanges({ observed, record, now }: PlanInput): Change[] {
  // a certificate is added by its own id: an attempt without an answer is just repeated, and nothing has to be looked for
  const credentials = ownCredentials(record).filter((credential) => !isCertificate(credential));
  const unresolved = credentials.filter((credential) => credential.state === 'unknown' && !isForgotten(credential, observed));
  const current = currentCredential(record);
  const lost = newKeyAbsence(record, observed) === 'for long' ? current : null;
  const stale = credentials.filter((credential) => credential === lost || isLeftOver(credential, observed));
  const found = unresolved.filter((credential) => observed.application?.passwords.some((password) => isPasswordOf(credential, password)));
  const remove = [...stale, ...found].map(
    (credential): Change => ({ kind: 'removeCredential', by: 'portal', attempt: credential.attempt }),
  );
  if (unresolved.length > found.length) return [...remove, { kind: 'observe', by: 'portal' }, ...newCredential(record)];
  if (lost) return [...remove, ...newCredential(record)];
  const lastLook: Change[] = newKeyAbsence(record, observed) === 'so far' ? [{ kind: 'observe', by: 'portal' }] : [];
  return [...remove, ...lastLook, ...currentChanges(current, { observed, record, now })];
}

/** A key that never went live: not removed yet; or removed, or refused to us, and listed by Microsoft all the same. */
function isLeftOver(credential: CredentialRecord, observed: Observed): boolean {
  const passwords = observed.application?.passwords ?? [];
  switch (credential.state) {
    case 'unproved':
      return credential.keyId !== null;
    case 'removed':
      return passwords.some((password) => password.keyId === credential.keyId);
    case 'refused':
      return passwords.some((password) => isPasswordOf(credential, password));
    default:
      return false;
  }
}

/** A key of unknown outcome that a look long enough afterwards did not find was never made. */
function isForgotten(credential: CredentialRecord, observed: Observed): boolean {
  const listed = observed.application?.passwords.some((password) => isPasswordOf(credential, password)) ?? false;
  return !listed && credential.unknownAt !== null && observed.at.getTime() - credential.unknownAt.getTime() >= lookupsEndMs;
}

function currentChanges(credential: CredentialRecord | null, { observed, record, now }: Omit<PlanInput, 'desired'>): Change[] {
  const step = (kind: 'deliverCredential' | 'proveAccess', attempt: string): Change => ({ kind, by: 'portal', attempt });
  const isOfChosenKind = (credential?.thumbprint ?? null) === (record.certificate?.thumbprint ?? null);
  if (!isOfChosenKind) return newCredential(record);
  switch (credential?.state) {
    case 'sealed':
      return [step('deliverCredential', credential.attempt), step('proveAccess', credential.attempt)];
    case 'delivered':
      return [step('proveAccess', credential.attempt)];
    case 'live':
      return isGone(credential, observed, now) ? newCredential(record) : [];
    default:
      return newCredential(record);
  }
}

function newCredential({ certificate }: ConnectionRecord): Change[] {
  return [certificate ? { kind: 'addCertificate', by: 'portal' } : { kind: 'mintCredential', by: 'portal' }];
}

function isGone(credential: CredentialRecord, observed: Observed, now: Date): boolean {
  if (credential.expiresAt <= now) return true;
  if (!observed.application || !credential.provedAt) return false;
  if (observed.at.getTime() - credential.provedAt.getTime() < absenceMeansGoneMs) return false;
  return !listsKey(observed, credential);
}
