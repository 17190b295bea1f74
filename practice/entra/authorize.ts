import type { Account, Cloud } from '../cloud';
import { type Answer, type Exchange, formOf, pageAnswer, redirectAnswer } from '../http';
import { newToken } from '../ids';
import { type AuthorizeRequest, authorizeRequestOf, returnAddressOf, returnAnswer, returnError } from './authorize-request';
import { clientInfoOf } from './client-info';
import { consentFor, recordConsent } from './delegated-consent';
import { blockedByPolicy, EntraError, EntraPageError } from './errors';
import { adminApprovalPage, consentPage } from './pages';
import { formFor, knownAccount, pickerAnswer } from './people-pages';
import type { Ticket } from './sign-ins';

const codeLifeMs = 10 * 60 * 1000;

/** The authorization endpoint (Microsoft identity platform, OAuth 2.0 authorization code flow). */
export function authorize(cloud: Cloud, exchange: Exchange, tenantName: string): Answer {
  if (exchange.method === 'POST') return redirectAnswer(`${exchange.base}${exchange.path}?${formOf(exchange)}`);
  const { query } = exchange;
  const address = returnAddressOf(cloud, tenantName, query);
  const ticket = cloud.signIns.takeTicket(query.get('ticket'));
  try {
    if (ticket?.decision === 'cancel') return returnAnswer(address, { error: 'access_denied', error_subcode: 'cancel' });
    if (ticket?.decision === 'decline') throw new EntraError(65004, 'User declined to consent to access the app.', 'cancel');
    return signIn(cloud, exchange, { request: authorizeRequestOf(address, query), ticket });
  } catch (error) {
    if (error instanceof EntraError && !(error instanceof EntraPageError)) return returnError(cloud, exchange, { to: address, error });
    throw error;
  }
}

function signIn(cloud: Cloud, exchange: Exchange, at: { request: AuthorizeRequest; ticket: Ticket | null }): Answer {
  const { request, ticket } = at;
  const known = knownAccount(cloud, exchange, { ...request, ticket });
  if (!known && request.prompt === 'none') throw new EntraError(50058, 'A silent sign-in request was sent but no user is signed in.');
  if (!known) return pickerAnswer(cloud, exchange, request);
  exchange.notes.tenantId = known.account.tenant.id;
  exchange.notes.actor = known.account.user.signInName;
  // Entra keeps the person on its own page: the application hears nothing
  if (known.account.tenant.settings.conditionalAccess.includes('sign-in')) throw blockedByPolicy();
  const accepted = ticket?.decision === 'accept' && ticket.userId === known.account.user.id;
  const asking = askForConsent(cloud, exchange, { request, account: known.account, accepted });
  return asking ?? issueCode(cloud, { request, account: known.account, authTime: known.authTime });
}

/** The consent page, the dead end of people who may not consent, or null when nothing is to be asked. */
function askForConsent(
  cloud: Cloud,
  exchange: Exchange,
  at: { request: AuthorizeRequest; account: Account; accepted: boolean },
): Answer | null {
  const { request, account, accepted } = at;
  const needed = consentFor(cloud, request, account);
  if (accepted && !needed.adminNeeded) {
    exchange.notes.write = needed.missing.length > 0;
    recordConsent(cloud, request, account);
    return null;
  }
  const forced = request.prompt === 'consent';
  if (needed.missing.length === 0 && !forced) return null;
  if (request.prompt === 'none') {
    throw new EntraError(
      65001,
      `The user or administrator has not consented to use the application with ID '${request.client.application.appId}'.`,
    );
  }
  const form = formFor(exchange);
  const appName = request.client.application.displayName;
  if (needed.adminNeeded) return pageAnswer(200, adminApprovalPage(form, { account, appName }));
  const permissions = needed.asked.map(({ adminConsentDisplayName }) => ({
    api: needed.resource.principal.displayName,
    name: adminConsentDisplayName,
    kind: 'as you',
  }));
  const publisher = request.client.home.domain;
  return pageAnswer(200, consentPage(form, { account, appName, publisher, permissions, forOrganization: needed.mayConsentForAll }));
}

function issueCode(cloud: Cloud, at: { request: AuthorizeRequest; account: Account; authTime: number }): Answer {
  const { request, account, authTime } = at;
  const code = `1.${newToken(48)}`;
  const { oidc, resourceName, values } = request.scopes;
  cloud.signIns.codes.set(code, {
    clientId: request.client.application.appId,
    redirectUri: request.redirectUri,
    tenantId: account.tenant.id,
    userId: account.user.id,
    scopes: [...oidc, ...values.map((value) => `${resourceName}/${value}`)],
    nonce: request.nonce,
    challenge: request.challenge,
    authTime,
    claims: request.claims,
    expiresAt: cloud.clock.now() + codeLifeMs,
    used: false,
  });
  const client_info = request.clientInfo ? clientInfoOf(account) : null;
  return returnAnswer(request, { code, client_info, session_state: newToken(12) });
}
