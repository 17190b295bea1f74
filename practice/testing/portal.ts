import { createHash, randomBytes } from 'node:crypto';
import { type AuthorizationUrlRequest, ConfidentialClientApplication } from '@azure/msal-node';
import { Client } from '@microsoft/microsoft-graph-client';
import { defaults } from '../defaults';
import { Browser, leftFor, pageOf } from './browser';

/** What msal-node is told about an authority whose endpoints are plain http on loopback. */
export function authorityMetadata(url: string, tenant: string): string {
  const at = `${url}/login/${tenant}`;
  return JSON.stringify({
    token_endpoint: `${at}/oauth2/v2.0/token`,
    authorization_endpoint: `${at}/oauth2/v2.0/authorize`,
    end_session_endpoint: `${at}/oauth2/v2.0/logout`,
    jwks_uri: `${at}/discovery/v2.0/keys`,
    issuer: `https://login.practice.invalid/${tenant}/v2.0`,
  });
}

/** An unmodified msal-node client of the practice cloud. */
export function msalClient(url: string, tenant: string, auth: { clientId: string; clientSecret: string }): ConfidentialClientApplication {
  return new ConfidentialClientApplication({
    auth: {
      ...auth,
      authority: `https://login.practice.invalid/${tenant}`,
      knownAuthorities: ['login.practice.invalid'],
      authorityMetadata: authorityMetadata(url, tenant),
    },
  });
}

const portalScopes = ['openid', 'profile', 'User.Read', 'Application.ReadWrite.All'];

/** Signs a person in to the portal with msal-node and a browser, accepting consent where it is asked. */
export async function signIn(url: string, account: string, more: Partial<AuthorizationUrlRequest> = {}) {
  const client = msalClient(url, 'organizations', { clientId: defaults.portalClientId, clientSecret: defaults.portalClientSecret });
  const verifier = randomBytes(32).toString('base64url');
  const [state, nonce] = [randomBytes(8).toString('hex'), randomBytes(8).toString('hex')];
  const request = { scopes: portalScopes, redirectUri: more.redirectUri ?? defaults.portalRedirectUri };
  const codeChallenge = createHash('sha256').update(verifier).digest('base64url');
  const address = await client.getAuthCodeUrl({
    ...request,
    state,
    nonce,
    codeChallenge,
    codeChallengeMethod: 'S256',
    prompt: 'select_account',
    ...more,
  });
  const browser = new Browser(url);
  let visit = await browser.press(pageOf(await browser.open(address)), account);
  if (visit.page?.html.includes('Permissions requested')) visit = await browser.press(visit.page, 'Accept');
  const left = leftFor(visit);
  const code = left.searchParams.get('code') ?? '';
  const result = await client.acquireTokenByCode({ ...request, codeVerifier: verifier, nonce, code });
  return { client, browser, left, verifier, code, result };
}

/** An unmodified Graph client; its own authentication refuses plain http, so a middleware of one line adds the token. */
export function graphClient(url: string, token: string): Client {
  const { protocol, host } = new URL(url);
  return Client.init({
    baseUrl: `${protocol}//${host}/graph/`,
    defaultVersion: 'v1.0',
    authProvider: (done) => done(null, token),
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
  });
}

/** The claims of a token, unverified. */
export function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

/** A call of Graph by bare fetch: status, headers and body. */
export async function call(
  url: string,
  token: string,
  request: { method?: string; path: string; body?: unknown; headers?: Record<string, string> },
) {
  const { method = 'GET', path, body, headers = {} } = request;
  const response = await fetch(`${url}/graph/v1.0${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** A request to the control API. */
export async function controlCall(url: string, method: string, path: string, body?: unknown) {
  const response = await fetch(`${url}/control${path}`, { method, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: response.status, body: JSON.parse(await response.text()) };
}
