import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { currentCredential } from '../../domain/state';
import { PortalError } from '../../error';
import type { PlannedContext } from './change-context';
import { withoutPassword } from './credential';

/**
 * Removes one old key of an adopted app, and only one that the admin saw when choosing. Never before the new key is live: until then
 * whoever uses the old one goes on. A key that is gone already counts as removed.
 */
export async function removeForeignCredential(context: PlannedContext, keyId: string): Promise<Outcome<Facts>> {
  const { ports, record, caller, observed } = context;
  const { adoption, applicationObjectId } = record;
  const key = adoption?.keys.find((item) => item.keyId === keyId);
  if (!adoption || !key || applicationObjectId !== adoption.objectId) throw new PortalError('internal', 'no old key to remove');
  if (currentCredential(record)?.state !== 'live') throw new PortalError('internal', 'an old key goes after the new one is proved');
  const { microsoft } = ports;
  await (key.form === 'password' ? microsoft.removePassword : microsoft.removeCertificate)(caller, applicationObjectId, keyId);
  const others = adoption.removed.filter((removed) => removed.keyId !== keyId);
  const removed = [...others, { keyId, at: ports.now() }];
  return { kind: 'done', facts: { adoption: { ...adoption, removed }, observed: withoutPassword(observed, keyId) } };
}
