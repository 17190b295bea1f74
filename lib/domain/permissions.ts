import { type Manifest, type Permission, permissionGroupKeys, permissionReaches, permissionRisks, permissionTypes } from './permission';
import { groupPermissions, type PermissionGroup } from './permission-groups';
import data from './permissions.json';
import type { ApiKey } from './proof';

export type { Manifest, Permission, PermissionType } from './permission';
export { permissionKey } from './permission';
export type { PermissionGroup } from './permission-groups';
export { type OfferedPermissions, requiredResourceAccess, resolvePermissions } from './permission-resolve';

export const manifest: Manifest = {
  version: data.version,
  sha256: data.sha256,
  rows: data.rows.map((row) => ({
    ...row,
    type: oneOf(permissionTypes, row.type),
    group: oneOf(permissionGroupKeys, row.group),
    can: oneOf(permissionReaches, row.can),
    risk: oneOf(permissionRisks, row.risk),
  })),
};

/** SHA-256 (hex) of the manifest, kept as a constant so that browser and server know it without hashing; a test recomputes it. */
export const manifestHash: string = manifest.sha256;

/** The permission list that a person accepted. */
export interface AcceptedManifest {
  /** null: accepted was another list than today's, of which only the hash is kept. */
  readonly version: string | null;
  readonly sha256: string;
}

/** Names the list of a hash that was kept with an acceptance. */
export const acceptedManifest = (sha256: string): AcceptedManifest => ({
  version: sha256 === manifest.sha256 ? manifest.version : null,
  sha256,
});

/**
 * The text that `manifestHash` is taken over: the rows as `[api, type, value, id]`, sorted, as JSON without spaces. Words may be
 * improved without a new hash; what is asked may not.
 * @returns UTF-8 text
 */
export function canonicalRows(rows: readonly Permission[] = manifest.rows): string {
  const lines = rows.map(({ api, type, value, id }) => JSON.stringify([api, type, value, id]));
  return `[${lines.sort().join(',')}]`;
}

/**
 * The manifest as people read it: sensitive rows first, then by what FortifyData does with them. Every row is in one group.
 * @param rows other rows than the whole manifest, for example what is left after a search; groups without rows are left out
 */
export const permissionGroups = (rows: readonly Permission[] = manifest.rows): readonly PermissionGroup[] => groupPermissions(rows);

/** Numbers the pages claim, taken from the rows themselves. */
export function counts(rows: readonly Permission[] = manifest.rows) {
  const count = (test: (row: Permission) => boolean) => rows.filter(test).length;
  return {
    total: rows.length,
    application: count((row) => row.type === 'Application'),
    delegated: count((row) => row.type === 'Delegated'),
    readOnly: count((row) => row.can === 'read'),
    beyondReading: count((row) => row.can !== 'read'),
    sensitive: count((row) => row.sensitive),
  };
}

interface Api {
  readonly name: string;
  readonly key: ApiKey;
}

const apis: Readonly<Record<string, Api>> = {
  '00000003-0000-0000-c000-000000000000': { name: 'Graph', key: 'graph' },
  'fc780465-2017-40d4-a0c5-307022471b92': { name: 'Defender for Endpoint', key: 'endpoint' },
  '8ee8fdad-f234-4243-8f3b-15c294843740': { name: 'Defender XDR', key: 'threat-protection' },
};

/** Short name of an API for a row of a list; the appId itself for an API the manifest does not know. */
export const apiName = (resourceAppId: string): string => apis[resourceAppId]?.name ?? resourceAppId;

/** Which of the three tokens and reads proves the permissions of an API; null for an API the manifest does not know. */
export const apiKeyOf = (resourceAppId: string): ApiKey | null => apis[resourceAppId]?.key ?? null;

/** @throws RangeError when the manifest file holds a word outside of its vocabulary */
function oneOf<Word extends string>(words: readonly Word[], value: string): Word {
  const word = words.find((candidate) => candidate === value);
  if (word === undefined) throw new RangeError(`the permission manifest says "${value}", known are: ${words.join(', ')}`);
  return word;
}
