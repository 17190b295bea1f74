import { badRequest, denied, type GraphCall, GraphFailure, type GraphResult } from './call';
import { challenge } from './challenge';
import { parsePath } from './path';
import { anyRole, type Route, routes } from './routes';

/** What is known of a call before its path is understood. */
export type Incoming = Omit<GraphCall, 'keys'>;

/** Runs one call: find the operation, weigh the caller's permissions, let the tenant's own disturbances act, do the work. */
export function dispatch(incoming: Incoming): GraphResult {
  const { template, keys } = parsePath(incoming.path);
  const fitting = routes.filter((route) => route.template === template);
  if (fitting.length === 0) {
    throw badRequest(`Resource not found for the segment '${template.split('/').findLast((name) => name !== '{}') ?? ''}'.`, 'BadRequest');
  }
  const route = fitting.find(({ method }) => method === incoming.method);
  if (!route)
    throw new GraphFailure(405, 'Request_BadRequest', { message: 'Specified HTTP method is not allowed for the request target.' });
  throttle(incoming, route);
  challenge(incoming);
  const call: GraphCall = { ...incoming, keys };
  if (!permits(call, route)) throw denied();
  return route.run(call);
}

function permits({ caller, tenant }: GraphCall, route: Route): boolean {
  const more = tenant.settings.policyReadable ? ['Policy.Read.All'] : [];
  if (caller.kind === 'user') return [...caller.scopes, ...more].some((scope) => route.scopes.includes(scope));
  return [...caller.roles, anyRole].some((role) => route.roles.includes(role));
}

/** In a busy tenant every n-th call of each operation is told to wait. */
function throttle({ tenant }: Incoming, route: Route): void {
  const every = tenant.settings.throttleEvery;
  if (every === null) return;
  const name = `${route.method} ${route.template}`;
  const count = (tenant.calls.get(name) ?? 0) + 1;
  tenant.calls.set(name, count);
  if (count % every === 0) throw tooManyRequests();
}

/** Graph's answer to a caller that is too quick. */
export const tooManyRequests = (): GraphFailure =>
  new GraphFailure(429, 'TooManyRequests', {
    message: 'Too many requests, please try again later.',
    headers: { 'retry-after': '2', 'x-ms-throttle-scope': 'Tenant_Application' },
  });
