import { describe, expect, it } from 'vitest';
import { manifest, type OfferedPermissions, requiredResourceAccess, resolvePermissions } from './permissions';

const endpoint = 'fc780465-2017-40d4-a0c5-307022471b92';
const graph = '00000003-0000-0000-c000-000000000000';

/** A tenant that offers exactly what the manifest names, under the manifest's ids. */
function fullOffer(): Map<string, OfferedPermissions> {
  const offer = (appId: string): OfferedPermissions => {
    const rows = manifest.rows.filter((row) => row.resourceAppId === appId);
    return {
      appRoles: rows
        .filter((row) => row.type === 'Application')
        .map(({ id, value }) => ({ id, value, isEnabled: true, allowedMemberTypes: ['Application'] })),
      oauth2PermissionScopes: rows.filter((row) => row.type === 'Delegated').map(({ id, value }) => ({ id, value, isEnabled: true })),
    };
  };
  return new Map(manifest.rows.map((row) => [row.resourceAppId, offer(row.resourceAppId)]));
}

/** The same offer with the roles of one name replaced by what `change` makes of them. */
function withRole(appId: string, value: string, change: (role: OfferedPermissions['appRoles'][number]) => OfferedPermissions['appRoles']) {
  const offers = fullOffer();
  const offer = offers.get(appId);
  if (!offer) throw new Error('no such API');
  offers.set(appId, { ...offer, appRoles: offer.appRoles.flatMap((role) => (role.value === value ? change(role) : [role])) });
  return offers;
}

describe('resolving the permissions against a tenant', () => {
  it('finds all 61 where the tenant offers them, in the order of the guide', () => {
    const { resolved, setAside, idDiffers } = resolvePermissions(manifest.rows, fullOffer());
    expect(resolved).toEqual(manifest.rows);
    expect(setAside).toEqual([]);
    expect(idDiffers).toEqual([]);
  });

  it('takes the id that the tenant gives to a name, and reports that it differs', () => {
    const offers = withRole(endpoint, 'Alert.Read.All', (role) => [{ ...role, id: 'live' }]);
    const { resolved, idDiffers } = resolvePermissions(manifest.rows, offers);
    expect(resolved.find((row) => row.value === 'Alert.Read.All')?.id).toBe('live');
    expect(idDiffers.map(({ row, liveId }) => [row.value, row.id, liveId])).toEqual([
      ['Alert.Read.All', '71fe6b80-7034-4028-9ed8-0f316df9c3ff', 'live'],
    ]);
  });

  it('does not call an id different for its upper case', () => {
    const offers = withRole(endpoint, 'Alert.Read.All', (role) => [{ ...role, id: role.id.toUpperCase() }]);
    expect(resolvePermissions(manifest.rows, offers).idDiffers).toEqual([]);
  });

  it('sets aside what the API no longer has, and what it has switched off', () => {
    const retired = resolvePermissions(
      manifest.rows,
      withRole(endpoint, 'Ti.Read.All', () => []),
    );
    expect(retired.setAside.map(({ row, reason }) => [row.value, reason])).toEqual([['Ti.Read.All', 'retired']]);
    expect(retired.resolved).toHaveLength(60);
    const disabled = resolvePermissions(
      manifest.rows,
      withRole(endpoint, 'Ti.Read.All', (role) => [{ ...role, isEnabled: false }]),
    );
    expect(disabled.setAside.map(({ row, reason }) => [row.value, reason])).toEqual([['Ti.Read.All', 'disabled']]);
  });

  it('prefers an enabled role over a disabled one of the same name', () => {
    const offers = withRole(endpoint, 'Ti.Read.All', (role) => [{ ...role, id: 'old', isEnabled: false }, role]);
    expect(resolvePermissions(manifest.rows, offers)).toMatchObject({ setAside: [], idDiffers: [] });
  });

  it('does not take a role that only users and groups may hold', () => {
    const offers = withRole(endpoint, 'Ti.Read.All', (role) => [{ ...role, allowedMemberTypes: ['User'] }]);
    expect(resolvePermissions(manifest.rows, offers).setAside.map(({ row, reason }) => [row.value, reason])).toEqual([
      ['Ti.Read.All', 'retired'],
    ]);
  });

  it('does not mistake a scope for a role of the same name', () => {
    const offers = withRole(graph, 'ThreatHunting.Read.All', () => []);
    const { setAside, resolved } = resolvePermissions(manifest.rows, offers);
    expect(setAside.map(({ row }) => [row.type, row.value])).toEqual([['Application', 'ThreatHunting.Read.All']]);
    expect(resolved.filter((row) => row.value === 'ThreatHunting.Read.All').map((row) => row.type)).toEqual(['Delegated']);
  });

  it('does not take the role of another API that has the same name', () => {
    const offers = withRole(graph, 'User.Read.All', () => []);
    const { setAside } = resolvePermissions(manifest.rows, offers);
    expect(setAside.map(({ row }) => [row.api, row.value])).toEqual([['Microsoft Graph', 'User.Read.All']]);
  });

  it.each([null, undefined])('sets aside the whole API when the tenant has no principal for it (%s)', (nothing) => {
    const offers = new Map<string, OfferedPermissions | null | undefined>(fullOffer());
    offers.set(endpoint, nothing);
    const { resolved, setAside } = resolvePermissions(manifest.rows, offers);
    expect(resolved).toHaveLength(45);
    expect(setAside).toHaveLength(16);
    expect(new Set(setAside.map(({ reason }) => reason))).toEqual(new Set(['resource-missing']));
  });
});

describe('requiredResourceAccess', () => {
  it('has the form that Graph takes: three APIs, 49 roles and 12 scopes', () => {
    const access = requiredResourceAccess(manifest.rows);
    const all = access.flatMap((entry) => entry.resourceAccess);
    expect(access.map((entry) => [entry.resourceAppId, entry.resourceAccess.length])).toEqual([
      ['8ee8fdad-f234-4243-8f3b-15c294843740', 2],
      [graph, 43],
      [endpoint, 16],
    ]);
    expect(all.filter((entry) => entry.type === 'Role')).toHaveLength(49);
    expect(all.filter((entry) => entry.type === 'Scope')).toHaveLength(12);
    expect(Object.keys(all[0] ?? {}).sort()).toEqual(['id', 'type']);
  });

  it('carries the ids of the tenant, and no API without permissions', () => {
    const row = manifest.rows[0];
    expect(requiredResourceAccess(row ? [{ ...row, id: 'live' }] : [])).toEqual([
      { resourceAppId: '8ee8fdad-f234-4243-8f3b-15c294843740', resourceAccess: [{ id: 'live', type: 'Role' }] },
    ]);
    expect(requiredResourceAccess([])).toEqual([]);
  });
});
