import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { JWK } from 'jose';
import type { Cloud } from './cloud';
import { collectionsOf, type Tenant, type TenantSettings } from './directory/tenant';
import { isObject } from './json';
import { scenarioOf } from './seed';

interface SavedTenant {
  readonly settings: TenantSettings;
  readonly collections: { [Name in keyof Collections]: ReturnType<Collections[Name]['dump']> };
  readonly secretHashes: [string, string][];
  readonly owners: [string, string[]][];
}
type Collections = ReturnType<typeof collectionsOf>;

/** What the state file holds. Sign-in sessions and codes live shorter than a restart and are left out. */
interface SavedState {
  readonly version: 1;
  readonly key: JWK;
  readonly tenants: Record<string, SavedTenant>;
}

function savedTenant(tenant: Tenant): SavedTenant {
  const { applications, deletedApplications, servicePrincipals, appRoleAssignments, grants } = collectionsOf(tenant);
  return {
    settings: tenant.settings,
    collections: {
      applications: applications.dump(),
      deletedApplications: deletedApplications.dump(),
      servicePrincipals: servicePrincipals.dump(),
      appRoleAssignments: appRoleAssignments.dump(),
      grants: grants.dump(),
    },
    secretHashes: [...tenant.secretHashes],
    owners: [...tenant.owners],
  };
}

const lastSaved = new WeakMap<Cloud, string>();

/** Writes the state when it has changed; a reader never meets half a file. Without a configured file nothing happens. */
export function saveState(cloud: Cloud): void {
  const { stateFile } = cloud.options;
  if (stateFile === null) return;
  // organizations that control has made are nobody's scenario and end with the process
  const kept = [...cloud.tenants.values()].filter(({ domain }) => scenarioOf(domain) !== undefined);
  const tenants = Object.fromEntries(kept.map((tenant) => [tenant.id, savedTenant(tenant)]));
  const state: SavedState = { version: 1, key: cloud.key.privateJwk, tenants };
  const text = JSON.stringify(state);
  if (lastSaved.get(cloud) === text) return;
  writeFileSync(`${stateFile}.next`, text, { mode: 0o600 });
  renameSync(`${stateFile}.next`, stateFile);
  lastSaved.set(cloud, text);
}

/** This process wrote the file; the version is the only thing that can be foreign about it. */
const isSavedState = (value: unknown): value is SavedState => isObject(value) && value.version === 1;

/**
 * Reads a state file.
 * @returns null when there is none
 * @throws Error when the file is of another version or no JSON
 */
export function readState(path: string | null): SavedState | null {
  if (path === null || !existsSync(path)) return null;
  const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (!isSavedState(value)) throw new Error(`${path} is not a state file of this practice cloud; remove it to begin anew`);
  return value;
}

/**
 * Puts saved tenants over the seeded ones; a tenant that no scenario knows any more is left out. The staff tenant is always
 * seeded: its registrations follow the options, which may name another port or secret than at the last start.
 */
export function restoreState(cloud: Cloud, state: SavedState): void {
  for (const tenant of cloud.tenants.values()) {
    const saved = state.tenants[tenant.id];
    if (!saved || tenant.staff) continue;
    Object.assign(tenant.settings, saved.settings);
    const own = collectionsOf(tenant);
    own.applications.load(saved.collections.applications);
    own.deletedApplications.load(saved.collections.deletedApplications);
    own.servicePrincipals.load(saved.collections.servicePrincipals);
    own.appRoleAssignments.load(saved.collections.appRoleAssignments);
    own.grants.load(saved.collections.grants);
    replace(tenant.secretHashes, saved.secretHashes);
    replace(tenant.owners, saved.owners);
  }
}

function replace<V>(map: Map<string, V>, entries: readonly [string, V][]): void {
  map.clear();
  for (const [name, value] of entries) map.set(name, value);
}
