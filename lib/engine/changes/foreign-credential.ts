import type { OldKey } from '../../domain/adoption';
import type { Outcome } from '../../domain/change';
import type { Facts } from '../../domain/facts';
import { currentCredential } from '../../domain/state';
import { PortalError } from '../../error';
import type { PlannedContext } from './change-context';
import { withoutKey } from './credential';
import { notShownYet, removeFromApp } from './remove-certificates';

/** Microsoft's copies list for some time what it has removed; after this time it is removed once more. */
const againAfterMs = 60_000;

/**
 * Removes an old key of an adopted app, and only one that the admin saw when choosing; with the first certificate all of them go. Never
 * before the new key is live: until then whoever uses the old one goes on. A key that is gone already counts as removed. One that was
 * removed and is listed all the same is waited for, and looked at again.
 */
export async function removeForeignCredential(context: PlannedContext, keyId: string): Promise<Outcome<Facts>> {
  const { ports, record, observed } = context;
  const { adoption, applicationObjectId } = record;
  const key = adoption?.keys.find((item) => item.keyId === keyId);
  if (!adoption || !key || applicationObjectId !== adoption.objectId) throw new PortalError('internal', 'no old key to remove');
  const current = currentCredential(record);
  if (current?.state !== 'live') throw new PortalError('internal', 'an old key goes after the new one is proved');
  const before = adoption.removed.find((removed) => removed.keyId === keyId);
  if (before && ports.now().getTime() - before.at.getTime() < againAfterMs) return notShownYet(context);
  const going = key.form === 'password' ? [key] : adoption.keys.filter(({ form }) => form === 'certificate');
  const gone = going.map((item) => item.keyId).filter((id) => id !== current.keyId);
  if ((await remove(context, key, gone)) === 'lagging') return notShownYet(context);
  const at = ports.now();
  const others = adoption.removed.filter((removed) => !gone.includes(removed.keyId));
  const removed = [...others, ...gone.map((id) => ({ keyId: id, at }))];
  const facts: Facts = { adoption: { ...adoption, removed }, observed: gone.reduce(withoutKey, observed) };
  return before ? notShownYet(context, facts) : { kind: 'done', facts };
}

async function remove(context: PlannedContext, { form, keyId }: OldKey, gone: readonly string[]): Promise<'removed' | 'lagging'> {
  if (form === 'certificate') return removeFromApp(context, gone);
  const { ports, record, caller } = context;
  await ports.microsoft.removePassword(caller, record.applicationObjectId ?? '', keyId);
  return 'removed';
}
