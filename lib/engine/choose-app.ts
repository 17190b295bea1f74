import { type Adoption, adoptionOf } from '../domain/adoption';
import type { ConnectionRecord } from '../domain/connection';
import { desiredFor } from '../domain/desired';
import { PortalError } from '../error';

/** A choice of an app made by hand, as somebody pressed it. */
export interface AppChoice {
  readonly objectId: string;
  /** Its certificates go with its secrets: asked for by itself, because software of the organization may use them. */
  readonly removeCertificates: boolean;
}

/**
 * The adoption that an acceptance amounts to; null: a new app, or ours as it is. An app is chosen by its object id out of the look that
 * showed it, never by its name. One that is ours by now keeps the choice that made it so, whoever goes on with it.
 * @throws PortalError `stale` for an app that the last look does not show or that cannot be used, `bad-request` for certificates that
 * nobody said may go
 */
export function chosenAdoption(
  record: ConnectionRecord,
  choice: AppChoice | null,
  from: { leaveOut: readonly string[]; callbackUrl: string },
): Adoption | null {
  const { observed, adoption } = record;
  if (!observed) return null;
  const ours = observed.application?.objectId;
  if (choice && ours && choice.objectId !== ours) throw new PortalError('stale', 'another app is ours by now');
  if (ours) return ours === adoption?.objectId ? settled(adoption, record) : null;
  if (!choice) return null;
  const desired = desiredFor({ observed, leftOut: from.leaveOut, callbackUrl: from.callbackUrl });
  const namesake = observed.namesakes.find(({ objectId }) => objectId === choice.objectId);
  const chosen = namesake ? adoptionOf(namesake, { at: observed.at, desired }) : null;
  if (!chosen) throw new PortalError('stale', 'the app that was chosen is not there as it was shown');
  if (chosen.keys.some(({ form }) => form === 'certificate') && !choice.removeCertificates)
    throw new PortalError('bad-request', 'certificates of an app go by their own choice alone');
  return chosen;
}

/** What was approved once in this connection is not owed again when it is repaired later. */
function settled(adoption: Adoption, { connectedAt, grantsCompleteAt }: ConnectionRecord): Adoption {
  return connectedAt || grantsCompleteAt ? { ...adoption, addsDelegated: false } : adoption;
}
