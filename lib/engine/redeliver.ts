import type { ConnectionKey } from '../data/data';
import { currentCredential } from '../domain/state';
import { awaitsDelivery } from '../domain/support/recheck';
import { PortalError } from '../error';
import { noWait } from './patience';
import { perform } from './perform';
import type { Actor, Ports } from './ports';

/**
 * Puts a sealed key that is waiting into the store once more, for somebody of FortifyData: it needs nothing of Microsoft and no token of
 * the customer. Safe to repeat, since the attempt is the store's idempotency key.
 * @returns what became of it; null where no key is waiting
 * @throws PortalError `busy` while another request works on the connection, `not-found`
 */
export async function redeliver(ports: Ports, key: ConnectionKey, actor: Actor): Promise<'delivered' | 'failed' | null> {
  const held = await ports.data.lease(key);
  if (!held) throw new PortalError((await ports.data.load(key)) ? 'busy' : 'not-found', 'Another request works on this connection.');
  try {
    const attempt = awaitsDelivery(held.record) ? currentCredential(held.record)?.attempt : undefined;
    if (attempt === undefined) return null;
    const by = `${actor.person.oid}@${actor.tenantId}`;
    const facts = { ...noWait, problem: null };
    const record = await ports.data.write(held.lease, held.record, { actor: by, action: 'delivery.asked', facts });
    const change = { kind: 'deliverCredential', by: 'portal', attempt } as const;
    const { outcome } = await perform(ports, actor, { lease: held.lease, record, change });
    return outcome.kind === 'done' ? 'delivered' : 'failed';
  } finally {
    await ports.data.release(held.lease);
  }
}
