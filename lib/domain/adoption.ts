import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import { applicationUniqueName, type Desired } from './desired';
import { permissionDifference } from './difference';
import type { FoundApplication, Namesake, Observed } from './observed';
import { currentCredential } from './state';

/** A key on an app made by hand. Its value was shown once, to whoever made it. */
export interface OldKey {
  readonly keyId: string;
  readonly form: 'password' | 'certificate';
  readonly displayName: string | null;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
}

/** An admin's choice to repair and use one app made by hand, bound to what was seen of it, and how far its old keys are gone. */
export interface Adoption {
  readonly objectId: string;
  readonly appId: string;
  /** The look that showed it: what the choice was made on. */
  readonly seenAt: Date;
  /** The keys it had then; they go after the new one is proved, and no other does. */
  readonly keys: readonly OldKey[];
  /** True: the list it asked for lacked delegated permissions, whose grants we cannot read, so they have to be approved anew. */
  readonly addsDelegated: boolean;
  readonly removed: readonly { readonly keyId: string; readonly at: Date }[];
}

/** Why an app made by hand cannot be used. */
export type AdoptionObstacle = 'personal-accounts' | 'switched-off' | 'federated' | 'federated-unknown' | 'other-name';

/**
 * What stands against using an app. Work accounts of all organizations, with or without personal ones, can be narrowed to this one;
 * an app for personal accounts alone cannot hold permissions of an organization. What signs in without a key stays when all keys are gone:
 * there must be none of it, and Microsoft must have said so.
 */
export function adoptionObstacle({ application, principal, federated }: FoundApplication): AdoptionObstacle | null {
  if (application.uniqueName !== null && application.uniqueName !== applicationUniqueName) return 'other-name';
  if (application.signInAudience === 'PersonalMicrosoftAccount') return 'personal-accounts';
  if (principal?.accountEnabled === false) return 'switched-off';
  if (federated === null) return 'federated-unknown';
  return federated > 0 ? 'federated' : null;
}

/** Everything that can sign in as the app with a proof of its own. */
export function oldKeys({ application, certificates }: FoundApplication): readonly OldKey[] {
  return [
    ...application.passwords.map((password): OldKey => ({ ...password, form: 'password' })),
    ...certificates.map((certificate): OldKey => ({ ...certificate, form: 'certificate' })),
  ];
}

/** The choice of an app that was read whole and can be used; null for any other. */
export function adoptionOf({ objectId, appId, found }: Namesake, seen: { at: Date; desired: Desired }): Adoption | null {
  if (!found || adoptionObstacle(found)) return null;
  const { missing } = permissionDifference(seen.desired.requiredResourceAccess, found.application.requiredResourceAccess);
  const addsDelegated = missing.some(({ type }) => type === 'Scope');
  return { objectId, appId, seenAt: seen.at, keys: oldKeys(found), addsDelegated, removed: [] };
}

type Planned = { readonly record: ConnectionRecord; readonly observed: Observed; readonly desired: Desired };

/** The app that is to be adopted and is not ours yet, as it was seen; null when none is, or when a look no longer shows it. */
function adoptee({ record, observed }: Pick<Planned, 'record' | 'observed'>): FoundApplication | null {
  const { adoption, applicationObjectId, connectedAt } = record;
  if (!adoption || applicationObjectId || observed.application || connectedAt) return null;
  return observed.namesakes.find(({ objectId }) => objectId === adoption.objectId)?.found ?? null;
}

/** The plan before an adoption counts what the app brings along: its principal and what is granted to it. */
export function withAdoptee<Input extends Planned>(input: Input): Input {
  const found = adoptee(input);
  if (!found) return input;
  return {
    ...input,
    record: { ...input.record, servicePrincipalId: found.principal?.id ?? null },
    observed: { ...input.observed, grants: found.grants },
  };
}

/** True while an approval is owed although every grant that we can read is there. */
export function owesApproval({ adoption, consentReturnedAt, connectedAt }: ConnectionRecord): boolean {
  return adoption?.addsDelegated === true && consentReturnedAt === null && connectedAt === null;
}

/**
 * Old keys that are still to be removed, and those that Microsoft lists again. One that serves this connection stays: FortifyData's
 * certificate may have been on the app before.
 */
export function keysToRemove(
  { adoption, credentials, applicationObjectId }: Pick<ConnectionRecord, 'adoption' | 'credentials' | 'applicationObjectId'>,
  observed: Observed | null,
): readonly OldKey[] {
  if (!adoption) return [];
  const { application } = observed ?? { application: null };
  const listed = application?.objectId === adoption.objectId ? [...application.passwords, ...(application.certificates ?? [])] : [];
  const isListed = (keyId: string) => listed.some((key) => key.keyId === keyId);
  const isRemoved = (keyId: string) => adoption.removed.some((removed) => removed.keyId === keyId);
  const inUse = currentCredential({ credentials, applicationObjectId })?.keyId;
  return adoption.keys.filter(({ keyId }) => keyId !== inUse && (!isRemoved(keyId) || isListed(keyId)));
}

/**
 * The last changes of an adoption. They stand behind everything else, so none is due before the new key is live. That the old ones are gone
 * is said only after one more look.
 */
export function oldKeyChanges({ record, observed }: Pick<Planned, 'record' | 'observed'>): Change[] {
  const isAnother = observed.application !== null && observed.application.objectId !== record.adoption?.objectId;
  if (isAnother || (record.connectedAt !== null && !observed.application)) return [];
  const remove = (keyId: string): Change => ({ kind: 'removeForeignCredential', by: 'portal', keyId });
  const toRemove = keysToRemove(record, observed).map(({ keyId }) => keyId);
  if (toRemove.length > 0) return toRemove.map(remove);
  const last = record.adoption?.removed.at(-1);
  if (!last || record.connectedAt) return [];
  if (observed.at < last.at) return [{ kind: 'observe', by: 'portal' }];
  // a list without the key in use is older than the removal: that change waits for another
  return listsKeyInUse(record, observed) ? [] : [remove(last.keyId)];
}

function listsKeyInUse(record: ConnectionRecord, { application }: Observed): boolean {
  const inUse = currentCredential(record)?.keyId;
  return [...(application?.passwords ?? []), ...(application?.certificates ?? [])].some(({ keyId }) => keyId === inUse);
}
