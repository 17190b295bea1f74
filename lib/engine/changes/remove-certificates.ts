import { isCertificate } from '../../domain/certificate';
import type { Outcome } from '../../domain/change';
import type { ConnectionRecord } from '../../domain/connection';
import type { Facts } from '../../domain/facts';
import { currentCredential, ownCredentials } from '../../domain/state';
import { PortalError } from '../../error';
import { waitsTooLong } from '../patience';
import type { ChangeContext } from './change-context';

/**
 * Takes certificates off the app, and never before the key that the connection uses is live. One write leaves out all of them and all that
 * were removed before: Microsoft replaces the whole list, and one that lags would bring those back.
 * @returns `lagging` when the list does not show the key in use: nothing was written
 */
export async function removeFromApp({ ports, record, caller }: ChangeContext, gone: readonly string[]): Promise<'removed' | 'lagging'> {
  const current = currentCredential(record);
  const { applicationObjectId } = record;
  if (current?.state !== 'live' || !current.keyId || !applicationObjectId)
    throw new PortalError('internal', 'a certificate goes after the key that is used is proved');
  return ports.microsoft.removeCertificates(caller, applicationObjectId, {
    gone: [...new Set([...gone, ...removedBefore(record)])],
    inUse: current.keyId,
  });
}

function removedBefore(record: ConnectionRecord): string[] {
  const own = ownCredentials(record).filter((credential) => isCertificate(credential) && credential.state === 'removed');
  const { adoption, applicationObjectId } = record;
  const old = adoption?.objectId === applicationObjectId ? (adoption?.removed ?? []) : [];
  return [...own, ...old].flatMap(({ keyId }) => (keyId ? [keyId] : []));
}

/** What Microsoft lists is older than what was done; a list that stays so is a person's matter. */
export function notShownYet({ ports, record }: ChangeContext, facts: Facts = {}): Outcome<Facts> {
  if (waitsTooLong(record, ports.now())) return { kind: 'refused', problem: 'old-key-stays', evidence: {}, facts };
  return { kind: 'wait', reason: 'replication', retryAfterSeconds: 3, facts };
}
