import type { Desired } from './desired';
import type { ObservedApplication, RequiredResource } from './observed';

/**
 * What differs between the application as it is and as it is wanted, in words for the plan. Extra tags and a different order are no
 * difference; extra permissions and extra redirect URIs are.
 * @returns an empty list when nothing has to be written
 */
export function applicationDifferences(desired: Desired, application: ObservedApplication): string[] {
  return [
    ...permissionDifferences(desired.requiredResourceAccess, application.requiredResourceAccess),
    ...(sameSet(desired.redirectUris, application.redirectUris) ? [] : ['return address']),
    ...(application.signInAudience === 'AzureADMyOrg' ? [] : ['who may use the app']),
    ...(application.displayName === desired.displayName ? [] : ['name']),
    ...(desired.tags.every((tag) => application.tags.includes(tag)) ? [] : ['marker']),
  ];
}

function permissionDifferences(wanted: readonly RequiredResource[], present: readonly RequiredResource[]): string[] {
  const flatten = (list: readonly RequiredResource[]) =>
    new Set(
      list.flatMap((resource) =>
        resource.resourceAccess.map((access) => `${resource.resourceAppId}/${access.type}/${access.id}`.toLowerCase()),
      ),
    );
  const want = flatten(wanted);
  const have = flatten(present);
  const missing = [...want].filter((key) => !have.has(key)).length;
  const extra = [...have].filter((key) => !want.has(key)).length;
  return [...(missing > 0 ? [`${missing} missing ${plural(missing)}`] : []), ...(extra > 0 ? [`${extra} extra ${plural(extra)}`] : [])];
}

const plural = (count: number) => (count === 1 ? 'permission' : 'permissions');

/** True when the application carries every permission, the return address and the audience: what the consent page needs to see. */
export function applicationComplete(desired: Desired, application: ObservedApplication): boolean {
  return applicationDifferences(desired, application).length === 0;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
