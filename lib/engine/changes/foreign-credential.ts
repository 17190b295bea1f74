import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { currentCredential } from '../../domain/state';
import { PortalError } from '../../error';
import type { PlannedContext } from './change-context';
import { withoutKey } from './credential';

/**
 * Removes one old key of an adopted app, and only one that the admin saw when choosing. Never before the new key is live: until then
 * whoever uses the old one goes on. A key that is gone already counts as removed.
 */
export async function removeForeignCredential(context: PlannedContext, keyId: string): Promise<Outcome<Facts>> {
  const { ports, record, caller, observed } = context;
  const { adoption, applicationObjectId } = record;
  const key = adoption?.keys.find((item) => item.keyId === keyId);
  if (!adoption || !key || applicationObjectId !== adoption.objectId) throw new PortalError('internal', 'no old key to remove');
  const current = currentCredential(record);
  if (current?.state !== 'live') throw new PortalError('internal', 'an old key goes after the new one is proved');
  const { microsoft } = ports;
  if (key.form === 'password') await microsoft.removePassword(caller, applicationObjectId, keyId);
  else {
    const staying = current.thumbprint ? current.keyId : null;
    const removal = await microsoft.removeCertificate(caller, applicationObjectId, { keyId, staying });
    if (removal === 'lagging') return { kind: 'wait', reason: 'replication', retryAfterSeconds: 3 };
  }
  const others = adoption.removed.filter((removed) => removed.keyId !== keyId);
  const removed = [...others, { keyId, at: ports.now() }];
  return { kind: 'done', facts: { adoption: { ...adoption, removed }, observed: withoutKey(observed, keyId) } };
}
