export const permissionTypes = ['Application', 'Delegated'] as const;
export type PermissionType = (typeof permissionTypes)[number];
/** Everything but `read` allows more than reading: `act` starts something on a device, `change` alters a setting. */
export const permissionReaches = ['read', 'act', 'change'] as const;
export type PermissionReach = (typeof permissionReaches)[number];
export const permissionRisks = ['low', 'medium', 'high'] as const;
export type PermissionRisk = (typeof permissionRisks)[number];
export const permissionGroupKeys = [
  'sensitive',
  'alerts',
  'vulnerabilities',
  'posture',
  'devices',
  'intelligence',
  'mail',
  'organization',
  'delegated',
] as const;
export type PermissionGroupKey = (typeof permissionGroupKeys)[number];

/** One permission FortifyData asks for: what Microsoft calls it, and what it means for the organization that grants it. */
export interface Permission {
  /** Display name of the API's service principal. */
  readonly api: string;
  readonly resourceAppId: string;
  readonly type: PermissionType;
  /** Microsoft's name. Unique within (api, type) only: `User.Read.All` exists in two APIs. */
  readonly value: string;
  /** Id of the app role or scope as Microsoft publishes it. */
  readonly id: string;
  readonly group: PermissionGroupKey;
  /** Place within its group, from 1. */
  readonly rank: number;
  readonly sensitive: boolean;
  readonly can: PermissionReach;
  readonly purpose: string;
  readonly touches: string;
  readonly risk: PermissionRisk;
  readonly riskWhy: string;
  /** What is lost when it is not granted. */
  readonly without: string;
  /** Good to know: retired, redundant, preview only. */
  readonly note?: string;
}

/** The versioned list of what is asked, in the order of FortifyData's guide. */
export interface Manifest {
  readonly version: string;
  /** SHA-256 over `canonicalRows()`; what an admin accepts is pinned by it. */
  readonly sha256: string;
  readonly rows: readonly Permission[];
}

/** `api|type|value`: the identity of a permission. Ids may differ between clouds, names repeat between APIs. */
export type PermissionKey = `${string}|${PermissionType}|${string}`;

/** Identity of a row, stable across clouds and versions. */
export const permissionKey = (row: Pick<Permission, 'api' | 'type' | 'value'>): PermissionKey => `${row.api}|${row.type}|${row.value}`;
