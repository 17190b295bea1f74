import type { ConnectionKey, ConsentDeparture } from './data';
import { inTenant } from './prisma';

/** Remembers a departure to Microsoft's consent page. */
export async function rememberConsent(key: ConnectionKey, departure: ConsentDeparture): Promise<void> {
  await inTenant(key.tenantId, (tx) => tx.consentRequest.create({ data: { ...departure, connectionId: key.id, tenantId: key.tenantId } }));
}

/**
 * Whether a departure is still good: of this session, not used, not too old.
 * @param leftBy oid of the colleague whose departure it must be; null for an admin's own
 */
export async function awaitsConsent(
  key: ConnectionKey,
  departure: Pick<ConsentDeparture, 'stateHash' | 'sessionHash'>,
  leftBy: string | null = null,
): Promise<boolean> {
  return inTenant(key.tenantId, async (tx) => {
    const found = await tx.$queryRaw<unknown[]>`
      SELECT 1 FROM consent_requests
      WHERE state_hash = ${departure.stateHash} AND session_hash = ${departure.sessionHash} AND connection_id = ${key.id}::uuid
        AND tenant_id = ${key.tenantId}::uuid AND left_by IS NOT DISTINCT FROM ${leftBy}::uuid AND used_at IS NULL AND expires_at > now()`;
    return found.length === 1;
  });
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
