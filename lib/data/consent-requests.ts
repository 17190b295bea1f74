import type { ConnectionKey, ConsentDeparture } from './data';
import { inTenant } from './prisma';

/** Remembers a departure to Microsoft's consent page. */
export async function rememberConsent(key: ConnectionKey, departure: ConsentDeparture): Promise<void> {
  await inTenant(key.tenantId, (tx) => tx.consentRequest.create({ data: { ...departure, connectionId: key.id, tenantId: key.tenantId } }));
}

/** Uses up a departure: true for exactly one caller, in the session that left, before it is too old. */
export async function consumeConsent(key: ConnectionKey, departure: Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>): Promise<boolean> {
  return inTenant(key.tenantId, async (tx) => {
    const used = await tx.$executeRaw`
      UPDATE consent_requests SET used_at = now()
      WHERE state_hash = ${departure.stateHash} AND session_hash = ${departure.sessionHash} AND connection_id = ${key.id}::uuid
        AND tenant_id = ${key.tenantId}::uuid AND used_at IS NULL AND expires_at > now()`;
    return used === 1;
  });
}
