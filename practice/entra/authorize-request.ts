import type { Cloud } from '../cloud';
import type { Registration } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import { type Answer, type Exchange, pageAnswer, redirectAnswer } from '../http';
import { type AskedClaims, askedClaims } from './asked-claims';
import { clientFor, type RedirectKind, redirectKindOf, tenantOfPath } from './clients';
import { EntraError, traced } from './errors';
import { escapeHtml, hidden, page } from './html';
import { type AskedScopes, askedScopes } from './scopes';

/** Where and how an answer goes back to the application. */
export interface ReturnAddress {
  readonly redirectUri: string;
  readonly responseMode: 'query' | 'fragment' | 'form_post';
  readonly state: string | null;
}

/** A sign-in request whose client and redirect address are proved. */
export interface AuthorizeRequest extends ReturnAddress {
  readonly tenant: Tenant | null;
  readonly client: Registration;
  readonly redirectKind: RedirectKind;
  readonly scopes: AskedScopes;
  readonly nonce: string | null;
  readonly challenge: string;
  readonly prompt: string | null;
  readonly loginHint: string | null;
  readonly clientInfo: boolean;
  /** Claims that the access token is to carry; null: none are asked for. */
  readonly claims: AskedClaims | null;
}

const modes = ['query', 'fragment', 'form_post'] as const;

/** Client and redirect address first: until they are proved, errors may only be shown on a page. */
export function returnAddressOf(cloud: Cloud, tenantName: string, query: URLSearchParams) {
  const tenant = tenantOfPath(cloud, tenantName);
  const clientId = query.get('client_id');
  if (!clientId) throw new EntraError(900144, "The request body must contain the following parameter: 'client_id'.");
  const client = clientFor(cloud, clientId, { tenant, view: 'consent' });
  const redirectUri = query.get('redirect_uri') ?? client.application.web.redirectUris[0] ?? '';
  const redirectKind = redirectKindOf(client, redirectUri);
  const responseMode = modes.find((mode) => mode === query.get('response_mode')) ?? 'query';
  return { tenant, client, redirectUri, redirectKind, responseMode, state: query.get('state') };
}

/**
 * The rest of the request (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
 * @throws EntraError, which the application is told by redirect
 */
export function authorizeRequestOf(address: ReturnType<typeof returnAddressOf>, query: URLSearchParams): AuthorizeRequest {
  if (query.get('response_type') !== 'code') {
    throw new EntraError(90014, "The request must contain the following parameter: 'response_type' with the value 'code'.");
  }
  const scope = query.get('scope');
  if (!scope) throw new EntraError(900144, "The request body must contain the following parameter: 'scope'.");
  const challenge = query.get('code_challenge');
  if (!challenge || query.get('code_challenge_method') !== 'S256') {
    throw new EntraError(9002325, 'Proof Key for Code Exchange is required for authorization code redemption, with the method S256.');
  }
  if (!/^[\w-]{43}$/.test(challenge)) throw new EntraError(501491, 'Invalid size of Code_Challenge parameter.');
  return {
    ...address,
    scopes: askedScopes(scope),
    nonce: query.get('nonce'),
    challenge,
    prompt: query.get('prompt'),
    loginHint: query.get('login_hint'),
    clientInfo: query.get('client_info') === '1',
    claims: askedClaims(query.get('claims')),
  };
}

/** Sends parameters back to the application in the way it asked for. */
export function returnAnswer(to: ReturnAddress, parameters: Readonly<Record<string, string | null>>, headers = {}): Answer {
  const all = { ...parameters, state: to.state };
  const fields = Object.entries(all).flatMap(([name, value]): [string, string][] => (value === null ? [] : [[name, value]]));
  if (to.responseMode === 'form_post') {
    const body = `<form method="post" action="${escapeHtml(to.redirectUri)}">${fields.map(([name, value]) => hidden(name, value)).join('')}
<button class="main" type="submit">Continue</button></form><script>document.forms[0].submit()</script>`;
    return pageAnswer(200, page('Practice sign-in', body), headers);
  }
  const encoded = new URLSearchParams(fields).toString();
  const joint = to.responseMode === 'fragment' ? '#' : to.redirectUri.includes('?') ? '&' : '?';
  return redirectAnswer(`${to.redirectUri}${joint}${encoded}`, headers);
}

/** Tells the application about an error by redirect. */
export function returnError(cloud: Cloud, exchange: Exchange, failure: { to: ReturnAddress; error: EntraError }): Answer {
  const { error, error_description } = traced(cloud, exchange, failure.error);
  return returnAnswer(failure.to, { error, error_subcode: failure.error.subcode, error_description });
}
