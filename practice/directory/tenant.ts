import { Replicated, type View } from '../replicated';
import type { Application, AppRoleAssignment, OAuth2PermissionGrant, ServicePrincipal, User } from './model';

/**
 * A restriction of the app management policy; `createdAfter` leaves older applications alone, `off` keeps it written down and not in force;
 * `exempt`: another policy, which this one does not show, exempts every application from it.
 */
export type KeyPolicy<Rule> = Rule & { readonly createdAfter?: string; readonly off?: boolean; readonly exempt?: boolean };

/** How a tenant differs from a healthy one; control may change every line of it. */
export interface TenantSettings {
  /** Mean replication lag; null takes the cloud's default. */
  lagSeconds: number | null;
  /** Seconds after which exactly each reader sees a write, instead of a delay around the mean; null: nothing is exact. */
  exactLags: { reads?: number; consent?: number; token?: number } | null;
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
  /** True: an app without `serviceManagementReference` is refused. */
  serviceReferenceRequired: boolean;
  /** Where a Conditional Access policy says no (AADSTS53003). */
  conditionalAccess: ('sign-in' | 'consent' | 'workload')[];
  /** AADSTS numbers that the consent page ends with, one for each visit, oldest first. */
  consentErrors: number[];
  /** Graph calls of people that need a sign-in with more proof; null: none. */
  challenge: Challenge | null;
  /** True: a deleted application keeps its unique name from others until it is gone for good. Undocumented either way. */
  deletedKeepsName: boolean;
}

/** A demand for more proof (claims challenge). */
interface Challenge {
  /** Regular expression on `METHOD /v1.0/path`. */
  calls: string;
  /** `revoked`: 401, the session is to be proved anew (continuous access evaluation). `insufficient`: 403, a stronger sign-in. */
  form: 'revoked' | 'insufficient';
  /** True: no sign-in ever meets it. */
  unmet?: boolean;
}

/** Settings of a tenant where nothing is special. */
export const healthy: TenantSettings = {
  lagSeconds: null,
  exactLags: null,
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
  serviceReferenceRequired: false,
  conditionalAccess: [],
  consentErrors: [],
  challenge: null,
  deletedKeepsName: false,
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
  readonly users: User[];
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
  /** Object id of an application to the names of its federated identity credentials. */
  readonly federatedCredentials: Map<string, string[]>;
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
  const exact = (view: View) => {
    const name = view === 'replica' ? 'reads' : view;
    const seconds = name === 'primary' ? undefined : own.exactLags?.[name];
    return seconds === undefined ? null : seconds * 1000;
  };
  return {
    ...facts,
    settings: own,
    applications: new Replicated(lagMs, exact),
    deletedApplications: new Replicated(lagMs, exact),
    servicePrincipals: new Replicated(lagMs, exact),
    appRoleAssignments: new Replicated(lagMs, exact),
    grants: new Replicated(lagMs, exact),
    secretHashes: new Map(),
    owners: new Map(),
    federatedCredentials: new Map(),
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

/** As if everything in a tenant had been written this much earlier. */
export function age(tenant: Tenant, seconds: number): void {
  for (const collection of Object.values(collectionsOf(tenant))) collection.age(seconds * 1000);
}
