import type { JWTPayload } from 'jose';
import type { Account, Cloud } from '../cloud';
import type { Registration, Resource } from '../directory/find';
import { directoryRoles, type ServicePrincipal, type User } from '../directory/model';
import type { Tenant } from '../directory/tenant';
import { fixedId, newToken, sha256 } from '../ids';
import { sign } from '../keys';
import type { AskedClaims } from './asked-claims';

/** Seconds that an access token lives; Entra answers 3599 to 5399. */
export const accessTokenSeconds = 3599;

const memberRoleId = 'b79fbf4d-3ef9-4689-8143-76b194e85509';
const guestRoleId = '10dae51f-b6af-4016-8d66-8c2a99b929b3';

/** Role template ids of a person, as the `wids` claim carries them (with the built-in member or guest role). */
export function widsOf(user: User): string[] {
  return [...user.roles.map((role) => directoryRoles[role].id), user.userType === 'Guest' ? guestRoleId : memberRoleId];
}

function times(cloud: Cloud) {
  const now = cloud.clock.seconds();
  return { iat: now, nbf: now, exp: now + accessTokenSeconds + 1 };
}

const pairwise = (clientId: string, userId: string) => sha256(`${clientId} ${userId}`);
const v2Issuer = (cloud: Cloud, tenant: Tenant) => `${cloud.issuerBase}/${tenant.id}/v2.0`;
const v1Issuer = (tenant: Tenant) => `https://sts.windows.net/${tenant.id}/`;

interface SignedIn extends Account {
  readonly client: Registration;
  readonly authTime: number;
  /** What the sign-in was asked to prove. */
  readonly claims?: AskedClaims | null;
}

/** Claims of an access token that a claims request has asked for; the time of a new proof has a name of the practice cloud's own. */
function provedClaims({ claims }: SignedIn): JWTPayload {
  if (!claims) return {};
  return { ...(claims.acrs.length > 0 && { acrs: claims.acrs }), ...(claims.notBefore && { proved_after: claims.notBefore }) };
}

/** Groups claims are sent only to applications that ask for them (`groupMembershipClaims`). */
function roleClaims({ client, user }: SignedIn): JWTPayload {
  const asked = client.application.other.groupMembershipClaims;
  return asked === 'DirectoryRole' || asked === 'All' ? { wids: widsOf(user) } : {};
}

/** An id token, version 2.0 (Microsoft identity platform, ID token claims reference). */
export function idToken(cloud: Cloud, signedIn: SignedIn, nonce: string | null): Promise<string> {
  const { client, tenant, user, authTime } = signedIn;
  const homeDomain = user.signInName.slice(user.signInName.indexOf('@') + 1);
  const guest = user.userType === 'Guest' ? { idp: `https://sts.windows.net/${fixedId(`tenant ${homeDomain}`)}/` } : {};
  return sign(cloud.key, {
    aud: client.application.appId,
    iss: v2Issuer(cloud, tenant),
    ...times(cloud),
    auth_time: authTime,
    ...guest,
    name: user.displayName,
    ...(nonce === null ? {} : { nonce }),
    oid: user.id,
    preferred_username: user.signInName,
    rh: `1.${newToken(12)}.`,
    sub: pairwise(client.application.appId, user.id),
    tid: tenant.id,
    uti: newToken(16),
    ver: '2.0',
    ...roleClaims(signedIn),
  });
}

/** Values of the app roles that a principal or person holds on an API, as replicas know them. */
function rolesHeld(tenant: Tenant, holderId: string, resource: Resource): string[] {
  const held = tenant.appRoleAssignments
    .all('token')
    .filter((assignment) => assignment.principalId === holderId && assignment.resourceId === resource.principal.id)
    .map((assignment) => assignment.appRoleId);
  return resource.appRoles.filter((role) => role.isEnabled && held.includes(role.id)).map((role) => role.value);
}

const rolesClaim = (roles: readonly string[]) => (roles.length > 0 ? { roles } : {});

interface TokenFor {
  readonly resource: Resource;
  /** `aud` of a version 1.0 token; version 2.0 tokens carry the API's application id. */
  readonly audience: string;
  readonly version2: boolean;
}

/** An access token on behalf of a person. */
export function delegatedToken(cloud: Cloud, signedIn: SignedIn, to: TokenFor & { scopes: readonly string[] }): Promise<string> {
  const { client, tenant, user } = signedIn;
  const clientId = client.application.appId;
  const common = {
    ...times(cloud),
    name: user.displayName,
    oid: user.id,
    tid: tenant.id,
    uti: newToken(16),
    scp: to.scopes.join(' '),
    ...provedClaims(signedIn),
  };
  const sub = pairwise(to.resource.principal.appId, user.id);
  const confidential = client.application.spa.redirectUris.length > 0 ? '0' : '1';
  if (to.version2) {
    const roles = rolesClaim(rolesHeld(tenant, user.id, to.resource));
    const own = { azp: clientId, azpacr: confidential, preferred_username: user.signInName, ver: '2.0' };
    return sign(cloud.key, { aud: to.resource.principal.appId, iss: v2Issuer(cloud, tenant), ...common, ...own, ...roles, sub });
  }
  const own = { appid: clientId, appidacr: confidential, app_displayname: client.application.displayName, idtyp: 'user', ver: '1.0' };
  const person = { upn: user.userPrincipalName, unique_name: user.userPrincipalName, wids: widsOf(user) };
  return sign(cloud.key, { aud: to.audience, iss: v1Issuer(tenant), ...common, ...own, ...person, sub });
}

interface AppSignIn {
  readonly tenant: Tenant;
  readonly client: Registration;
  readonly principal: ServicePrincipal;
  readonly byCertificate: boolean;
}

/** An access token of an application itself; without granted permissions it is issued all the same, without `roles`. */
export function appToken(cloud: Cloud, app: AppSignIn, to: TokenFor): Promise<string> {
  const { tenant, client, principal } = app;
  const clientId = client.application.appId;
  const acr = app.byCertificate ? '2' : '1';
  const roles = rolesClaim(rolesHeld(tenant, principal.id, to.resource));
  const common = { ...times(cloud), idtyp: 'app', oid: principal.id, sub: principal.id, tid: tenant.id, uti: newToken(16), ...roles };
  if (to.version2) {
    const own = { azp: clientId, azpacr: acr, ver: '2.0' };
    return sign(cloud.key, { aud: to.resource.principal.appId, iss: v2Issuer(cloud, tenant), ...common, ...own });
  }
  const own = { appid: clientId, appidacr: acr, app_displayname: client.application.displayName, idp: v1Issuer(tenant), ver: '1.0' };
  return sign(cloud.key, { aud: to.audience, iss: v1Issuer(tenant), ...common, ...own });
}
