import { inTenant } from './prisma';

/**
 * The attempt whose key is in use in a tenant: proved and neither replaced nor removed. What was delivered and failed its proof is none.
 * @param tenantId a GUID that a verified service of the staff tenant asks for
 * @returns null while there is none
 */
export async function liveAttempt(tenantId: string): Promise<string | null> {
  return inTenant(tenantId, async (tx) => {
    const live = await tx.credential.findFirst({
      where: { tenantId, state: 'live' },
      orderBy: { provedAt: 'desc' },
      select: { attempt: true },
    });
    return live?.attempt ?? null;
  });
}
