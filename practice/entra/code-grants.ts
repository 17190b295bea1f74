import { type Account, accountById, type Cloud } from '../cloud';
import type { Registration } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import { header } from '../http';
import { newToken, sha256 } from '../ids';
import type { AskedClaims } from './asked-claims';
import { accessTokenSeconds, delegatedToken, idToken } from './claims';
import { authenticateClient, type TokenRequest } from './client-authentication';
import { clientInfoOf } from './client-info';
import { redirectKindOf } from './clients';
import { EntraError } from './errors';
import { type AskedScopes, askedScopes, givenScopes, resourceFor, wantsVersion2 } from './scopes';
import type { CodeGrant } from './sign-ins';

/**
 * Exchanges an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
 * @throws EntraError 54005 on the second use, 501481 for a wrong verifier, 700005 at another tenant, 70008 when too old
 */
export async function redeemCode(cloud: Cloud, request: TokenRequest, tenant: Tenant | null): Promise<object> {
  const { form, client } = request;
  const grant = cloud.signIns.codes.get(form.get('code') ?? '');
  if (!grant) throw new EntraError(70000, 'The provided authorization code is malformed, invalid or was issued to another client.');
  checkGrant(cloud, grant, request);
  if (tenant && tenant.id !== grant.tenantId) {
    throw new EntraError(700005, `The provided authorization code is intended to be used against other tenant: ${grant.tenantId}.`);
  }
  const browserOnly = await proveClient(cloud, request, grant.redirectUri);
  grant.used = true;
  const account = accountOf(cloud, grant);
  const signedIn = { ...account, client, authTime: grant.authTime, claims: grant.claims };
  const scopes = askedScopes(grant.scopes.join(' '));
  return answer(cloud, { request, signedIn, scopes, nonce: grant.nonce, browserOnly });
}

function checkGrant(cloud: Cloud, grant: CodeGrant, { form, client }: TokenRequest): void {
  if (grant.clientId !== client.application.appId) throw new EntraError(70000, 'The authorization code was issued to another client.');
  if (grant.used) {
    throw new EntraError(
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    );
  }
  if (cloud.clock.now() >= grant.expiresAt)
    throw new EntraError(70008, 'The provided authorization code or refresh token has expired due to inactivity.');
  if (form.get('redirect_uri') !== grant.redirectUri) {
    throw new EntraError(50011, 'The redirect URI specified in the request does not match the one for which the code was issued.');
  }
  const verifier = form.get('code_verifier');
  if (!verifier || sha256(verifier) !== grant.challenge) {
    throw new EntraError(501481, 'The Code_Verifier does not match the code_challenge supplied in the authorization request.');
  }
}

/** Single-page apps redeem from the browser without a secret; everybody else proves the client. */
async function proveClient(cloud: Cloud, request: TokenRequest, redirectUri: string): Promise<boolean> {
  const kind = redirectKindOf(request.client, redirectUri);
  if (kind === 'web') {
    await authenticateClient(cloud, request);
    return false;
  }
  if (kind === 'spa') requireBrowser(request);
  return kind === 'spa';
}

/** Codes and refresh tokens of a single-page app are good from a browser alone, which sends its origin. */
function requireBrowser({ exchange }: TokenRequest): void {
  if (header(exchange.headers, 'origin') !== null) return;
  const message = "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.";
  throw new EntraError(9002327, message);
}

function accountOf(cloud: Cloud, grant: { userId: string; tenantId: string }): Account {
  const account = accountById(cloud, grant.userId);
  if (account?.user.disabled) throw new EntraError(50057, 'The user account is disabled.');
  if (account && account.tenant.id === grant.tenantId) return account;
  throw new EntraError(50034, 'The user account does not exist in the directory.');
}

/** Exchanges a refresh token; scopes may be narrowed or moved to another consented API. */
export async function redeemRefreshToken(cloud: Cloud, request: TokenRequest, tenant: Tenant | null): Promise<object> {
  const { form, client } = request;
  const grant = cloud.signIns.refreshTokens.get(form.get('refresh_token') ?? '');
  if (!grant || grant.clientId !== client.application.appId) {
    throw new EntraError(70000, 'The provided refresh token is malformed, revoked or was issued to another client.');
  }
  if (tenant && tenant.id !== grant.tenantId)
    throw new EntraError(700005, 'The provided refresh token is intended to be used against another tenant.');
  if (grant.browserOnly) requireBrowser(request);
  else await authenticateClient(cloud, request);
  const account = accountOf(cloud, grant);
  const scopes = askedScopes(form.get('scope') ?? grant.scopes.join(' '));
  const signedIn = { ...account, client, authTime: grant.authTime };
  return answer(cloud, { request, signedIn, scopes, nonce: null, browserOnly: grant.browserOnly });
}

interface Issue {
  readonly request: TokenRequest;
  readonly signedIn: Account & { readonly client: Registration; readonly authTime: number; readonly claims?: AskedClaims | null };
  readonly scopes: AskedScopes;
  readonly nonce: string | null;
  readonly browserOnly: boolean;
}

async function answer(cloud: Cloud, issue: Issue): Promise<object> {
  const { request, signedIn, scopes, nonce, browserOnly } = issue;
  const { tenant, user, client } = signedIn;
  request.exchange.notes.tenantId = tenant.id;
  request.exchange.notes.actor = user.signInName;
  const resource = resourceFor(cloud, tenant, scopes.resourceName);
  const to = { resource, audience: scopes.resourceName, version2: wantsVersion2(cloud, resource), scopes: scopes.values };
  const refresh_token = scopes.oidc.includes('offline_access') ? `1.${newToken(64)}` : undefined;
  if (refresh_token) {
    const kept = [...scopes.oidc, ...scopes.values.map((value) => `${scopes.resourceName}/${value}`)];
    const { appId } = client.application;
    const { authTime } = signedIn;
    cloud.signIns.refreshTokens.set(refresh_token, {
      clientId: appId,
      tenantId: tenant.id,
      userId: user.id,
      scopes: kept,
      authTime,
      browserOnly,
    });
  }
  return {
    token_type: 'Bearer',
    scope: givenScopes(scopes),
    expires_in: accessTokenSeconds,
    ext_expires_in: accessTokenSeconds,
    access_token: await delegatedToken(cloud, signedIn, to),
    ...(refresh_token ? { refresh_token } : {}),
    ...(scopes.oidc.includes('openid') ? { id_token: await idToken(cloud, signedIn, nonce) } : {}),
    ...(request.form.get('client_info') === '1' ? { client_info: clientInfoOf({ tenant, user }) } : {}),
  };
}
