import { AdmissionJson } from './json';
import { inTenant } from './prisma';

/** The attempt whose key is in use, and the customer that the connection was invited as; null: it began without an invitation. */
export interface LiveAttempt {
  readonly attempt: string;
  readonly customerId: string | null;
  readonly customer: string | null;
}

/**
 * The attempt whose key is in use in a tenant: proved and neither replaced nor removed. What was delivered and failed its proof is none.
 * @param tenantId a GUID that a verified service of the staff tenant asks for
 * @returns null while there is none
 */
export async function liveAttempt(tenantId: string): Promise<LiveAttempt | null> {
  return inTenant(tenantId, async (tx) => {
    const live = await tx.credential.findFirst({
      where: { tenantId, state: 'live' },
      orderBy: { provedAt: 'desc' },
      select: { attempt: true, connection: { select: { invitation: true } } },
    });
    if (!live) return null;
    const { customerId = null, customer = null } = AdmissionJson.nullable().parse(live.connection.invitation) ?? {};
    return { attempt: live.attempt, customerId, customer };
  });
}
