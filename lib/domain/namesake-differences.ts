import type { Desired } from './desired';
import { type AskedPermission, permissionDifference } from './difference';
import { compareGrants } from './grants';
import type { FoundApplication, Observed } from './observed';
import { manifest } from './permissions';

/** What tells an app made by hand from what is wanted, in Microsoft's names of the permissions. */
export interface NamesakeDifferences {
  /** Wanted and not in its list. */
  readonly missing: readonly string[];
  /** In its list and not wanted: they leave the list. */
  readonly extra: readonly string[];
  /** Wanted application permissions that it does not hold. */
  readonly notGranted: readonly string[];
  /** Held and not wanted: only an administrator of the organization can take them away. */
  readonly beyond: readonly string[];
}

/** Compares one app with what is wanted. Pure; delegated grants are not among it, because this portal cannot read them. */
export function namesakeDifferences(desired: Desired, found: FoundApplication, resources: Observed['resources']): NamesakeDifferences {
  const asked = permissionDifference(desired.requiredResourceAccess, found.application.requiredResourceAccess);
  const granted = compareGrants(desired.wantedGrants, found.grants, resources);
  const name = (permission: Pick<AskedPermission, 'id'>) => nameOf(permission.id, found, resources);
  return {
    missing: asked.missing.map(name),
    extra: asked.extra.map(name),
    notGranted: granted.missing.map(({ value }) => value),
    beyond: granted.beyond.map(({ appRoleId }) => name({ id: appRoleId })),
  };
}

/** Microsoft's name of a permission where any list we have read knows it; its id elsewhere. */
function nameOf(id: string, found: FoundApplication, resources: Observed['resources']): string {
  const same = (other: { readonly id: string }) => other.id.toLowerCase() === id.toLowerCase();
  const offered = Object.values(resources).flatMap((resource) => (resource ? [...resource.appRoles, ...resource.scopes] : []));
  return offered.find(same)?.value ?? manifest.rows.find(same)?.value ?? found.names[id.toLowerCase()] ?? id;
}
