import type { SetAside } from './connection';
import type { WantedGrant } from './grants';
import type { Observed, RequiredResource } from './observed';
import { manifest, requiredResourceAccess, resolvePermissions } from './permissions';

/** Alternate key of our application in every tenant: makes its creation an upsert. */
export const applicationUniqueName = 'fortifydata-defender-integration';
/** Display name that FortifyData's guide demands. */
export const applicationDisplayName = 'Microsoft Defender Integration for FortifyData';
/** Path of the consent callback under APP_BASE_URL: the application's only redirect URI. */
export const consentCallbackPath = '/api/consent/callback';
/** Marker by which our application is recognized in a list. */
export const applicationTag = 'fortifydata:defender:v1';

/** What a tenant is to look like when connected. */
export interface Desired {
  readonly displayName: string;
  readonly uniqueName: string;
  readonly tags: readonly string[];
  readonly redirectUris: readonly string[];
  readonly requiredResourceAccess: readonly RequiredResource[];
  readonly wantedGrants: readonly WantedGrant[];
  /** APIs whose service principal is needed (resourceAppId). */
  readonly resourceAppIds: readonly string[];
  readonly setAside: readonly SetAside[];
  readonly counts: { readonly application: number; readonly delegated: number };
}

/** The three APIs of the manifest, in its order. */
export const manifestResourceAppIds: readonly string[] = [...new Set(manifest.rows.map((row) => row.resourceAppId))];

/**
 * Resolves the manifest against what the tenant offers. Rows of an API whose principal is still to be created keep the manifest's ids;
 * rows which the tenant's API does not have, and rows of APIs the admin goes without, are set aside.
 * @param input.observed the tenant as read last
 * @param input.leftOut APIs the admin chose to go without
 * @param input.callbackUrl the portal's consent callback, the application's only redirect URI
 */
export function desiredFor(input: { observed: Observed; leftOut: readonly string[]; callbackUrl: string }): Desired {
  const { observed, leftOut } = input;
  const kept = manifest.rows.filter((row) => !leftOut.includes(row.resourceAppId));
  const there = kept.filter((row) => observed.resources[row.resourceAppId]);
  const toCome = kept.filter((row) => !observed.resources[row.resourceAppId]);
  const { resolved, setAside } = resolvePermissions(there, offered(observed));
  const rows = [...resolved, ...toCome];
  const inOrder = manifest.rows.flatMap((row) => rows.filter((other) => sameRow(row, other)).map((other) => ({ ...row, id: other.id })));
  const leftOutRows = manifest.rows.filter((row) => leftOut.includes(row.resourceAppId));
  return {
    displayName: applicationDisplayName,
    uniqueName: applicationUniqueName,
    tags: [applicationTag],
    redirectUris: [input.callbackUrl],
    requiredResourceAccess: requiredResourceAccess(inOrder),
    wantedGrants: inOrder
      .filter((row) => row.type === 'Application')
      .map((row) => ({ resourceAppId: row.resourceAppId, appRoleId: row.id, value: row.value })),
    resourceAppIds: manifestResourceAppIds.filter((appId) => !leftOut.includes(appId)),
    setAside: [
      ...setAside.map(({ row, reason }) => ({ api: row.api, type: row.type, value: row.value, reason })),
      ...leftOutRows.map((row) => ({ api: row.api, type: row.type, value: row.value, reason: 'resource-missing' as const })),
    ],
    counts: {
      application: inOrder.filter((row) => row.type === 'Application').length,
      delegated: inOrder.filter((row) => row.type === 'Delegated').length,
    },
  };
}

type Row = (typeof manifest.rows)[number];
const sameRow = (a: Pick<Row, 'api' | 'type' | 'value'>, b: Pick<Row, 'api' | 'type' | 'value'>) =>
  a.api === b.api && a.type === b.type && a.value === b.value;

function offered(observed: Observed) {
  return new Map(
    Object.entries(observed.resources).map(([appId, resource]) => [
      appId,
      resource && { appRoles: resource.appRoles, oauth2PermissionScopes: resource.scopes },
    ]),
  );
}
