import type { ConnectionRecord } from '../../domain/connection';
import type { CredentialRecord } from '../../domain/credential';
import { alarmDueAt, undelivered, waitsSince } from '../../domain/delivery';
import { log } from '../../log';
import { worker } from '../mover';
import type { Ports } from '../ports';

/** The sealed key whose alarm is to be raised now. */
function overdue(record: ConnectionRecord, now: Date): CredentialRecord | null {
  const credential = undelivered(record);
  const due = credential && alarmDueAt(credential);
  return due && due <= now ? credential : null;
}

/**
 * Alarms FortifyData once for a key that has waited too long for the store: one line of level error, and a fact that the page shows and
 * that keeps every other worker from saying it again. The fact comes first; should this process die between the two, it is still there.
 */
export async function raiseAlarm(ports: Ports, seen: ConnectionRecord): Promise<void> {
  if (!overdue(seen, ports.now())) return;
  const held = await ports.data.lease(seen);
  if (!held) return;
  try {
    const now = ports.now();
    const credential = overdue(held.record, now);
    if (!credential) return;
    const facts = { credentials: [{ ...credential, deliveryAlarmedAt: now }] };
    await ports.data.write(held.lease, held.record, { actor: worker.name, action: 'delivery.alarmed', facts });
    const { attempt, deliveryTries: tries } = credential;
    const waitedMinutes = Math.floor((now.getTime() - waitsSince(credential).getTime()) / 60_000);
    log.error('delivery-alarm', { connection: seen.id, attempt, kind: 'overdue', tries, waitedMinutes });
  } finally {
    await ports.data.release(held.lease).catch(() => undefined);
  }
}
