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
  const missing = permissionDifference(wanted, present).missing.length;
  const extra = permissionDifference(wanted, present).extra.length;
  return [...(missing > 0 ? [`${missing} missing ${plural(missing)}`] : []), ...(extra > 0 ? [`${extra} extra ${plural(extra)}`] : [])];
}

/** One permission in the list of an application. */
export interface AskedPermission {
  readonly resourceAppId: string;
  readonly type: 'Role' | 'Scope';
  readonly id: string;
}

/** What is wanted and not asked for, and what is asked for and not wanted, each permission once. */
export function permissionDifference(wanted: readonly RequiredResource[], present: readonly RequiredResource[]) {
  const want = asked(wanted);
  const have = asked(present);
  const without = (list: Map<string, AskedPermission>, other: Map<string, AskedPermission>) =>
    [...list].flatMap(([key, permission]) => (other.has(key) ? [] : [permission]));
  return { missing: without(want, have), extra: without(have, want) };
}

function asked(list: readonly RequiredResource[]): Map<string, AskedPermission> {
  return new Map(
    list.flatMap(({ resourceAppId, resourceAccess }) =>
      resourceAccess.map(({ type, id }) => [`${resourceAppId}/${type}/${id}`.toLowerCase(), { resourceAppId, type, id }] as const),
    ),
  );
}

const plural = (count: number) => (count === 1 ? 'permission' : 'permissions');

/** True when the application carries every permission, the return address and the audience: what the consent page needs to see. */
export function applicationComplete(desired: Desired, application: ObservedApplication): boolean {
  return applicationDifferences(desired, application).length === 0;
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item) => b.includes(item));
}
