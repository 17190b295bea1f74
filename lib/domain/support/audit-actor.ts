/** Kinds of those who act, as the audit tells them apart. `portal`: the web process, the worker and the sealer. */
export const actorKinds = ['staff', 'customer', 'platform', 'visitor', 'portal'] as const;
export type ActorKind = (typeof actorKinds)[number];

/**
 * What kind of actor a line of the audit names. A delivery by staff goes through the engine, which names people of every tenant alike
 * (`oid@tenantId`); the filter of lib/data/staff-audit.ts says the same in SQL.
 * @param staffTenantId the one tenant whose people are FortifyData's
 */
export function actorKind(actor: string, staffTenantId: string): ActorKind {
  if (actor.startsWith('staff:') || actor.endsWith(`@${staffTenantId}`)) return 'staff';
  if (actor.includes('@')) return 'customer';
  if (actor === 'platform' || actor.startsWith('platform:')) return 'platform';
  return actor === 'visitor' ? 'visitor' : 'portal';
}

/** The kinds as people read them. */
export const actorKindWords: Readonly<Record<ActorKind, string>> = {
  staff: 'Staff',
  customer: 'Customer',
  platform: 'Platform',
  visitor: 'Visitor',
  portal: 'Portal',
};
