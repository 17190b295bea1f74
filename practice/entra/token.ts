import type { Cloud } from '../cloud';
import type { Tenant } from '../directory/tenant';
import { type Answer, type Exchange, formOf, jsonAnswer } from '../http';
import type { TokenRequest } from './client-authentication';
import { clientCredentials } from './client-credentials';
import { clientFor, tenantOfPath } from './clients';
import { redeemCode, redeemRefreshToken } from './code-grants';
import { EntraError, traced } from './errors';

const noStore = { 'cache-control': 'no-store, no-cache', pragma: 'no-cache' };

/** The token endpoint (RFC 6749 section 3.2): code, refresh token and client credentials; errors as Entra's JSON. */
export async function token(cloud: Cloud, exchange: Exchange, tenantName: string): Promise<Answer> {
  try {
    return jsonAnswer(200, await grant(cloud, exchange, tenantName), noStore);
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const status = error.oauthError === 'invalid_client' ? 401 : 400;
    return jsonAnswer(status, traced(cloud, exchange, error), noStore);
  }
}

function required(form: URLSearchParams, name: string): string {
  const value = form.get(name);
  if (value) return value;
  throw new EntraError(900144, `The request body must contain the following parameter: '${name}'.`);
}

function grant(cloud: Cloud, exchange: Exchange, tenantName: string): Promise<object> {
  const form = formOf(exchange);
  const tenant = tenantOfPath(cloud, tenantName);
  const grantType = required(form, 'grant_type');
  const client = clientFor(cloud, required(form, 'client_id'), { tenant, view: 'token' });
  exchange.notes.tenantId = tenant?.id ?? null;
  exchange.notes.actor = client.application.appId;
  const request: TokenRequest = { exchange, form, client };
  switch (grantType) {
    case 'authorization_code':
      return redeemCode(cloud, request, tenant);
    case 'refresh_token':
      return redeemRefreshToken(cloud, request, tenant);
    case 'client_credentials':
      return clientCredentials(cloud, request, pinned(tenant));
    default:
      throw new EntraError(70003, `The app requested an unsupported grant type '${grantType}'.`);
  }
}

function pinned(tenant: Tenant | null): Tenant {
  if (tenant) return tenant;
  throw new EntraError(50059, 'No tenant-identifying information found in either the request or implied by any provided credentials.');
}
