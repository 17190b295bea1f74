import { isCertificate, listsCertificate } from './certificate';
import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import type { Observed } from './observed';
import { currentCredential, ownCredentials } from './state';

/** A key that works and that Microsoft does not list for so long has been taken away by somebody, and another is made. */
const unlistedMeansGoneMs = 60 * 60_000;

type Keys = Pick<ConnectionRecord, 'credentials' | 'applicationObjectId'>;

/**
 * The last look before a key goes live beside one of which no answer came, or a doubtful refusal: whether that one has turned up. Lists lag
 * behind, but an application's keys are one property of one object: a list that shows this key shows every one that was made before it.
 * @returns `so far` while no look since its proof shows it; `for long` when that has gone on for an hour; null: it shows, or nothing is in
 *   doubt
 */
export function newKeyAbsence(record: Keys, observed: Observed): 'so far' | 'for long' | null {
  const current = currentCredential(record);
  const provedAt = current?.state === 'delivered' ? current.provedAt : null;
  const isDoubtful = ({ state, unknownAt }: CredentialRecord) => ['unknown', 'refused'].includes(state) && unknownAt !== null;
  const doubtful = ownCredentials(record).some((credential) => isDoubtful(credential) && !isCertificate(credential));
  if (!current || !provedAt || !doubtful) return null;
  const sinceProof = observed.at.getTime() - provedAt.getTime();
  if (sinceProof >= 0 && listsKey(observed, current)) return null;
  return sinceProof < unlistedMeansGoneMs ? 'so far' : 'for long';
}

/** True when the application lists the key or certificate of this attempt. */
export function listsKey(observed: Observed, credential: CredentialRecord): boolean {
  if (isCertificate(credential)) return listsCertificate(observed, credential);
  return observed.application?.passwords.some((password) => password.keyId === credential.keyId) ?? false;
}
