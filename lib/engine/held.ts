import type { ConnectionKey } from '../data/data';
import { isHeld } from '../domain/admission';
import type { ConnectionRecord } from '../domain/connection';
import type { Facts } from '../domain/facts';
import type { Ports } from './ports';

interface Decided {
  readonly actor: string;
  readonly action: string;
  readonly facts: Facts;
}

/** What support has decided about a held connection since, as facts to be written under its lease; null: nothing, or it was written before. */
export async function decidedHold(ports: Pick<Ports, 'data' | 'now'>, record: ConnectionRecord): Promise<Decided | null> {
  const { invitation } = record;
  if (!invitation || invitation.refusedAt || !isHeld(record)) return null;
  const decision = await ports.data.holdDecision(record, invitation.id);
  if (decision === 'open') return null;
  const at = decision === 'released' ? { releasedAt: ports.now() } : { refusedAt: ports.now() };
  return { actor: 'portal', action: `connection.${decision}`, facts: { invitation: { ...invitation, ...at } } };
}

/**
 * Brings a held connection in step with what support has decided about its invitation; where it is at work for long, a worker does it
 * afterwards. The page of its admin does the same whenever it looks, so that a decision whose process died here is not lost.
 */
export async function settleHold(ports: Pick<Ports, 'data' | 'now'>, key: ConnectionKey): Promise<void> {
  const held = await patientLease(ports, key);
  if (!held) return ports.data.callWorker(key);
  const { lease, record } = held;
  try {
    const decided = await decidedHold(ports, record);
    if (decided) await ports.data.write(lease, record, decided);
    else await ports.data.release(lease);
  } catch (error) {
    await ports.data.release(lease).catch(() => undefined);
    throw error;
  }
}

/** Whoever works on a held connection only looks at it, and is soon done. */
const tries = 6;
const betweenTriesMs = 250;

async function patientLease(ports: Pick<Ports, 'data'>, key: ConnectionKey) {
  for (let tried = 1; ; tried += 1) {
    const held = await ports.data.lease(key);
    if (held || tried === tries) return held;
    await new Promise((resolve) => setTimeout(resolve, betweenTriesMs));
  }
}
