import type { Cloud } from '../cloud';
import { tenantBy } from '../cloud';
import { type Answer, type Exchange, jsonAnswer, pageAnswer, redirectAnswer } from '../http';
import { adminConsent } from './admin-consent';
import { authorize } from './authorize';
import { instance, keys, openidConfiguration } from './discovery';
import { EntraError, traced } from './errors';
import { errorLookupPage, errorPage, signedOutPage } from './pages';
import { takeAnswer } from './people-pages';
import { endSession } from './sessions';
import { token } from './token';

type Handler = (cloud: Cloud, exchange: Exchange, tenantName: string) => Answer | Promise<Answer>;

interface Route {
  readonly method: string;
  readonly path: RegExp;
  readonly kind: 'page' | 'api';
  readonly handle: Handler;
}

const name = '/(?<tenant>[\\w.-]+)';
const at = (path: string) => new RegExp(`^${name}${path}$`);

const routes: readonly Route[] = [
  { method: 'GET', path: /^\/common\/discovery\/instance$/, kind: 'api', handle: instance },
  { method: 'GET', path: /^\/error$/, kind: 'page', handle: errorLookup },
  { method: 'GET', path: at('/v2\\.0/\\.well-known/openid-configuration'), kind: 'api', handle: openidConfiguration },
  { method: 'GET', path: at('/discovery/v2\\.0/keys'), kind: 'api', handle: keys },
  { method: 'POST', path: at('/oauth2/v2\\.0/token'), kind: 'api', handle: token },
  { method: 'GET', path: at('/oauth2/v2\\.0/authorize'), kind: 'page', handle: authorize },
  { method: 'POST', path: at('/oauth2/v2\\.0/authorize'), kind: 'page', handle: authorize },
  { method: 'GET', path: at('/oauth2/v2\\.0/logout'), kind: 'page', handle: logout },
  {
    method: 'GET',
    path: at('/adminconsent'),
    kind: 'page',
    handle: (cloud, exchange, tenantName) => adminConsent(cloud, exchange, { tenantName, version2: false }),
  },
  {
    method: 'GET',
    path: at('/v2\\.0/adminconsent'),
    kind: 'page',
    handle: (cloud, exchange, tenantName) => adminConsent(cloud, exchange, { tenantName, version2: true }),
  },
  { method: 'POST', path: at('/practice/answer'), kind: 'page', handle: takeAnswer },
];

/** What a number means, as the address in `error_uri` promises. */
function errorLookup(_cloud: Cloud, exchange: Exchange): Answer {
  const number = Number(exchange.query.get('code'));
  return pageAnswer(200, errorLookupPage(number, new EntraError(number, '').oauthError));
}

/** Ends the browser's session (OpenID Connect RP-Initiated Logout); only addresses of a known client's origin are returned to. */
function logout(cloud: Cloud, exchange: Exchange): Answer {
  const cookie = endSession(cloud, exchange);
  const target = exchange.query.get('post_logout_redirect_uri');
  return target && isRegisteredOrigin(cloud, target) ? redirectAnswer(target, cookie) : pageAnswer(200, signedOutPage(), cookie);
}

function isRegisteredOrigin(cloud: Cloud, target: string): boolean {
  if (!URL.canParse(target)) return false;
  const registered = [...cloud.tenants.values()]
    .flatMap((tenant) => tenant.applications.all('primary'))
    .flatMap(({ web, spa }) => [...web.redirectUris, ...spa.redirectUris]);
  return registered.some((uri) => new URL(uri).origin === new URL(target).origin);
}

/** Discovery and token endpoints serve browsers of any origin, as Entra's do for single-page apps. */
const cors = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, POST, OPTIONS',
  'access-control-allow-headers': '*',
  'access-control-max-age': '86400',
};

const withCors = (answer: Answer): Answer => ({ ...answer, headers: { ...answer.headers, ...cors } });

/** True for endpoints that programs call, as opposed to pages that people see. */
export const isEntraApi = (path: string): boolean => routes.some((route) => route.kind === 'api' && route.path.test(path));

/** Answers a request to the sign-in service. */
export async function entra(cloud: Cloud, exchange: Exchange): Promise<Answer> {
  if (exchange.method === 'OPTIONS' && isEntraApi(exchange.path)) return withCors({ status: 204, headers: {}, body: '' });
  const route = routes.find((candidate) => candidate.method === exchange.method && candidate.path.test(exchange.path));
  if (!route) return jsonAnswer(404, { error: 'not_found', error_description: 'The practice Entra does not have this address.' });
  exchange.notes.browser = route.kind === 'page';
  const tenantName = route.path.exec(exchange.path)?.groups?.tenant ?? 'common';
  try {
    const answer = await route.handle(cloud, exchange, tenantName);
    return route.kind === 'api' ? withCors(answer) : answer;
  } catch (error) {
    if (!(error instanceof EntraError)) throw error;
    const shown = traced(cloud, exchange, error);
    if (route.kind === 'api') return withCors(jsonAnswer(400, shown));
    return pageAnswer(error.number === 90002 ? 404 : 400, errorPage(shown, tenantBy(cloud, tenantName)));
  }
}
