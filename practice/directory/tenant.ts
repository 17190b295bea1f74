import { Replicated } from '../replicated';
import type { Application, AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal, User } from './model';

/** A restriction of the app management policy; `createdAfter` leaves older applications alone, `off` keeps it written down and not in force. */
export type KeyPolicy<Rule> = Rule & { readonly createdAfter?: string; readonly off?: boolean };

/** How a tenant differs from a healthy one; control may change every line of it. */
export interface TenantSettings {
  /** Mean replication lag; null takes the cloud's default. */
  lagSeconds: number | null;
  /** True: the Defender APIs answer as they do without a Defender plan. */
  noLicence: boolean;
  /** True: the endpoint API answers 404, its documented answer for "no recent machines". */
  noMachines: boolean;
  secretPolicy: KeyPolicy<{ maxDays: number } | { banned: true }> | null;
  /** Restrictions on certificates. */
  certificatePolicy: KeyPolicy<{ maxDays: number } | { trustedAuthority: true }> | null;
  /** True: the organization has granted the portal Policy.Read.All as well, so that its tokens may read the policy. */
  policyReadable: boolean;
  /** What FortifyData's practice signer does for this tenant. */
  signer: 'works' | 'down' | 'refuses' | 'lies';
  /** Which of the three documented forms a declined admin consent takes. */
  declineForm: 'access_denied' | 'permission_denied' | 'consent_required';
  /** First-party principals of these apps are missing from the tenant. */
  missingPrincipals: string[];
  /** False: creating a first-party principal is refused (NoBackingApplicationObject). */
  principalsCreatable: boolean;
  /** True: a principal can be created only once the new application is visible to replicas. */
  principalTooEarly: boolean;
  /** Permissions (by value) that this tenant's copy of an API no longer has, or has switched off. */
  retired: { resourceAppId: string; type: 'Role' | 'Scope'; value: string; how: 'absent' | 'disabled' }[];
  /** Every n-th call of each Graph endpoint is answered 429; null: never. */
  throttleEvery: number | null;
  usersMayRegisterApps: boolean;
}

/** Settings of a tenant where nothing is special. */
export const healthy: TenantSettings = {
  lagSeconds: null,
  noLicence: false,
  noMachines: false,
  secretPolicy: null,
  certificatePolicy: null,
  policyReadable: false,
  signer: 'works',
  declineForm: 'access_denied',
  missingPrincipals: [],
  principalsCreatable: true,
  principalTooEarly: false,
  retired: [],
  throttleEvery: null,
  usersMayRegisterApps: true,
};

/** One organization's directory. */
export interface Tenant {
  readonly id: string;
  readonly name: string;
  readonly domain: string;
  /** What a demo shows with this tenant, in one sentence. */
  readonly shows: string;
  /** Staff tenants do not appear among the customers' people. */
  readonly staff: boolean;
  readonly users: readonly User[];
  readonly settings: TenantSettings;
  readonly applications: Replicated<Application>;
  readonly deletedApplications: Replicated<Application>;
  readonly servicePrincipals: Replicated<ServicePrincipal>;
  readonly appRoleAssignments: Replicated<AppRoleAssignment>;
  readonly grants: Replicated<OAuth2PermissionGrant>;
  /** SHA-256 of secret values by key id. The values themselves are kept by nobody. */
  readonly secretHashes: Map<string, string>;
  /** Object id of an application to the ids of the people who own it. */
  readonly owners: Map<string, string[]>;
  /** Calls counted per endpoint, for throttling. */
  readonly calls: Map<string, number>;
}

/** An empty tenant; scenarios fill it. */
export function newTenant(
  facts: Pick<Tenant, 'id' | 'name' | 'domain' | 'shows' | 'staff' | 'users'>,
  settings: Partial<TenantSettings>,
  defaultLagSeconds: () => number,
): Tenant {
  const own: TenantSettings = structuredClone({ ...healthy, ...settings });
  const lagMs = () => (own.lagSeconds ?? defaultLagSeconds()) * 1000;
  return {
    ...facts,
    settings: own,
    applications: new Replicated(lagMs),
    deletedApplications: new Replicated(lagMs),
    servicePrincipals: new Replicated(lagMs),
    appRoleAssignments: new Replicated(lagMs),
    grants: new Replicated(lagMs),
    secretHashes: new Map(),
    owners: new Map(),
    calls: new Map(),
  };
}

/** Every replicated collection of a tenant by name. */
export function collectionsOf(tenant: Tenant) {
  const { applications, deletedApplications, servicePrincipals, appRoleAssignments, grants } = tenant;
  return { applications, deletedApplications, servicePrincipals, appRoleAssignments, grants };
}

/** Makes all writes of a tenant visible at once. */
export function settle(tenant: Tenant): void {
  for (const collection of Object.values(collectionsOf(tenant))) collection.settle();
}
