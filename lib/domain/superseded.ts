import { isCertificate, listsCertificate } from './certificate';
import type { Change } from './change';
import type { ConnectionRecord } from './connection';
import type { CredentialRecord } from './credential';
import type { Observed } from './observed';
import { ownCredentials } from './state';

/** States in which a certificate is on the app, or may be. */
const mayBeThere: readonly CredentialRecord['state'][] = ['sealed', 'delivered', 'live', 'unproved', 'unknown'];

/**
 * Removal of what an earlier choice has put on the app: FortifyData's certificate where a client secret was chosen after all, and the other
 * way round. These changes stand behind the key that was chosen, so none is due before that is live. A secret that never went live is
 * removed earlier, like every other.
 */
export function supersededChanges({ record, observed }: { record: ConnectionRecord; observed: Observed }): Change[] {
  const others = ownCredentials(record).filter((credential) => isCertificate(credential) !== (record.certificate !== null));
  const left = record.certificate ? others.filter((credential) => isLiveSecret(credential, observed)) : newestOfEach(others, observed);
  const superseded = record.certificate ? 'secret' : 'certificate';
  return left.map(({ attempt }): Change => ({ kind: 'removeCredential', by: 'portal', attempt, superseded }));
}

function isLiveSecret({ state, keyId }: CredentialRecord, { application }: Observed): boolean {
  return state === 'live' && (application?.passwords ?? []).some((password) => password.keyId === keyId);
}

/** Attempts at one certificate are one entry on the app. */
function newestOfEach(certificates: readonly CredentialRecord[], observed: Observed): CredentialRecord[] {
  const isThere = (credential: CredentialRecord) => mayBeThere.includes(credential.state) || listsCertificate(observed, credential);
  const byThumbprint = new Map(certificates.filter(isThere).map((credential) => [credential.thumbprint, credential]));
  return [...byThumbprint.values()];
}
