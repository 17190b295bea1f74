import catalog from '../graph/catalog.json' with { type: 'json' };
import type { AppRole, PermissionScope } from './model';
import type { Tenant } from './tenant';

export const graphAppId = '00000003-0000-0000-c000-000000000000';
export const endpointAppId = 'fc780465-2017-40d4-a0c5-307022471b92';
export const threatProtectionAppId = '8ee8fdad-f234-4243-8f3b-15c294843740';

/** Tenant in which Microsoft keeps the registrations of its own applications. */
export const microsoftTenantId = 'f8cdef31-a31e-4b4a-93e4-5f571e91255a';

/** One of Microsoft's own APIs with all its published permissions. */
export interface FirstPartyApp {
  readonly appId: string;
  readonly displayName: string;
  readonly names: readonly string[];
  readonly appRoles: readonly AppRole[];
  readonly scopes: readonly PermissionScope[];
}

type Row = readonly (string | number)[];
const cell = (row: Row, index: number) => String(row[index] ?? '');

function appRole(row: Row): AppRole {
  const [id, value, displayName, description] = [cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3)];
  return { allowedMemberTypes: ['Application'], description, displayName, id, isEnabled: true, origin: 'Application', value };
}

function permissionScope(row: Row): PermissionScope {
  const admin = row[4] === 1;
  return {
    adminConsentDescription: cell(row, 3),
    adminConsentDisplayName: cell(row, 2),
    id: cell(row, 0),
    isEnabled: true,
    type: admin ? 'Admin' : 'User',
    userConsentDescription: admin ? null : cell(row, 3),
    userConsentDisplayName: admin ? null : cell(row, 2),
    value: cell(row, 1),
  };
}

/** Microsoft Graph, WindowsDefenderATP and Microsoft Threat Protection by application id. */
export const firstPartyApps: ReadonlyMap<string, FirstPartyApp> = new Map(
  Object.entries(catalog.apps).map(([appId, app]) => [
    appId,
    { appId, displayName: app.displayName, names: app.names, appRoles: app.roles.map(appRole), scopes: app.scopes.map(permissionScope) },
  ]),
);

type Retired = Tenant['settings']['retired'];

/** Takes away, or switches off, what this tenant's copy of an API no longer offers. */
function without<T extends { value: string; isEnabled: boolean }>(list: readonly T[], retired: Retired): T[] {
  const how = new Map(retired.map((entry) => [entry.value, entry.how]));
  return list
    .filter(({ value }) => how.get(value) !== 'absent')
    .map((permission) => (how.get(permission.value) === 'disabled' ? { ...permission, isEnabled: false } : permission));
}

/** The application permissions and delegated permissions of a first-party API as one tenant has them. */
export function firstPartyPermissions(tenant: Tenant, app: FirstPartyApp) {
  const retired = (type: 'Role' | 'Scope') =>
    tenant.settings.retired.filter((entry) => entry.resourceAppId === app.appId && entry.type === type);
  return { appRoles: without(app.appRoles, retired('Role')), scopes: without(app.scopes, retired('Scope')) };
}
