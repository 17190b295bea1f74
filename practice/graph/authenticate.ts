import type { IncomingHttpHeaders } from 'node:http';
import type { JWTPayload } from 'jose';
import type { Cloud } from '../cloud';
import type { Tenant } from '../directory/tenant';
import { header } from '../http';
import { isTextList } from '../json';
import { verify } from '../keys';
import { type Caller, GraphFailure } from './call';

const audiences = ['https://graph.microsoft.com', 'https://graph.microsoft.com/', '00000003-0000-0000-c000-000000000000'];

const unauthorized = (message: string) =>
  new GraphFailure(401, 'InvalidAuthenticationToken', { message, headers: { 'www-authenticate': 'Bearer error="invalid_token"' } });

/**
 * Who calls, by bearer token.
 * @throws GraphFailure 401 without token, with a token of another signer, audience or organization, or an expired one
 */
export async function authenticate(cloud: Cloud, headers: IncomingHttpHeaders): Promise<{ tenant: Tenant; caller: Caller }> {
  const [scheme, token = ''] = (header(headers, 'authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === '') throw unauthorized('Access token is empty.');
  const claims = await verify(cloud.key, token, cloud.clock.now());
  if (!claims) throw unauthorized('Lifetime validation failed, the token is expired or its signature is invalid.');
  if (![claims.aud ?? []].flat().some((audience) => audiences.includes(audience)))
    throw unauthorized('Access token validation failure. Invalid audience.');
  const tenant = cloud.tenants.get(String(claims.tid));
  if (!tenant || claims.iss !== `https://sts.windows.net/${tenant.id}/`) throw unauthorized('Invalid issuer.');
  return { tenant, caller: callerOf(tenant, claims) };
}

function callerOf(tenant: Tenant, claims: JWTPayload): Caller {
  const appId = String(claims.appid);
  if (claims.idtyp === 'app') return { kind: 'app', appId, roles: isTextList(claims.roles) ? claims.roles : [] };
  const user = tenant.users.find(({ id }) => id === claims.oid);
  if (!user) throw unauthorized('The user of the token does not exist.');
  if (user.disabled) throw unauthorized('The user account of the token is disabled.');
  const proved = [...(isTextList(claims.acrs) ? claims.acrs : []), ...(claims.proved_after ? ['revoked'] : [])];
  return { kind: 'user', user, appId, scopes: String(claims.scp ?? '').split(' '), proved };
}
