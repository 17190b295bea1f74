import { z } from 'zod';
import type { ObservedPolicy, PolicyRestriction } from '../domain/app-policy';

/**
 * The tenant's default app management policy. Reading it takes Policy.Read.All, which the portal does not ask for: where an organization
 * has granted it all the same, limits are known before the key is made.
 * @see https://learn.microsoft.com/graph/api/tenantappmanagementpolicy-get
 */
export const defaultPolicy = '/policies/defaultAppManagementPolicy';

const RestrictionWire = z.object({
  restrictionType: z.string(),
  state: z.string().nullish(),
  maxLifetime: z.string().nullish(),
  restrictForAppsCreatedAfterDateTime: z.iso.datetime({ offset: true }).nullish(),
  excludeActors: z.unknown().optional(),
});

export const PolicyWire = z.object({
  isEnabled: z.boolean(),
  applicationRestrictions: z.object({ passwordCredentials: z.array(RestrictionWire).nullish() }).nullish(),
});

/** Keeps what is in force. A restriction without a state is one of the first kind, which had none and was always on. */
export function reshapePolicy({ isEnabled, applicationRestrictions }: z.infer<typeof PolicyWire>): ObservedPolicy {
  const listed = isEnabled ? (applicationRestrictions?.passwordCredentials ?? []) : [];
  return { secrets: listed.filter(({ state }) => (state ?? 'enabled') === 'enabled').map(restrictionOf) };
}

function restrictionOf(wire: z.infer<typeof RestrictionWire>): PolicyRestriction {
  const after = wire.restrictForAppsCreatedAfterDateTime;
  return {
    type: wire.restrictionType,
    maxDays: wire.maxLifetime ? wholeDays(wire.maxLifetime) : null,
    createdAfter: after ? new Date(after) : null,
    exempts: wire.excludeActors !== null && wire.excludeActors !== undefined,
  };
}

/** Edm.Duration is days, hours, minutes and seconds (OData CSDL 4.01, section 3.3); years and months do not exist there. */
const duration = /^P(?=.)(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

function wholeDays(text: string): number | null {
  const parts = duration.exec(text);
  if (!parts) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return Math.floor(days + hours / 24 + minutes / 1_440 + seconds / 86_400);
}
