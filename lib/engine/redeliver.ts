import type { ConnectionKey } from '../data/data';
import { deliverable, undelivered } from '../domain/delivery';
import { PortalError } from '../error';
import { perform } from './perform';
import type { Actor, Ports } from './ports';

/**
 * Puts a sealed key that is waiting into the store now, for somebody of FortifyData who has mended it: the worker would try by itself, but
 * slower and slower. Needs nothing of Microsoft and no token of the customer. Safe to repeat, since the attempt is the store's idempotency key.
 * @returns what became of it; null where no key is waiting
 * @throws PortalError `busy` while another request works on the connection, `not-found`
 */
export async function redeliver(ports: Ports, key: ConnectionKey, actor: Actor): Promise<'delivered' | 'failed' | null> {
  const held = await ports.data.lease(key);
  if (!held) throw new PortalError((await ports.data.load(key)) ? 'busy' : 'not-found', 'Another request works on this connection.');
  const waiting = deliverable(held.record);
  if (!waiting) {
    await ports.data.release(held.lease);
    return null;
  }
  try {
    const change = { kind: 'deliverCredential', by: 'portal', attempt: waiting.attempt } as const;
    const record = await perform(ports, actor, { ...held, change, following: () => null });
    return undelivered(record) ? 'failed' : 'delivered';
  } catch (error) {
    await ports.data.release(held.lease).catch(() => undefined);
    throw error;
  }
}
