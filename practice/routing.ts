import type { Service } from './http';
import type { PracticeOptions } from './options';

/** Which service a request is for, its path there, and the service's address as the caller reached it. */
export interface Routed {
  readonly service: Service;
  readonly path: string;
  readonly base: string;
}

const microsoftHosts: Readonly<Record<string, Service>> = {
  'login.microsoftonline.com': 'login',
  'graph.microsoft.com': 'graph',
  'api.security.microsoft.com': 'xdr',
  'api.securitycenter.microsoft.com': 'endpoint',
};

const prefixes: readonly Service[] = ['login', 'graph', 'xdr', 'endpoint', 'fortifydata', 'control'];
const loopbackHost = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i;

/** True for the host names of this machine; any other one means that somebody else's name points here. */
export const isLoopback = (host: string): boolean => loopbackHost.test(host);

/**
 * msal-node takes the first part of the endpoints' path for the tenant and puts the tenant of its authority there: the
 * prefix `/login/` becomes `/{tenant}/`. The doubled form is the mark of that.
 */
const doubledTenant = /^\/(?<tenant>[\w.-]+)\/\k<tenant>\/(?<rest>.+)$/;

/** Loopback mode: one origin, a prefix for each service. */
export function routeByPrefix(host: string, path: string): Routed | null {
  if (!isLoopback(host)) return null;
  const doubled = doubledTenant.exec(path)?.groups;
  if (doubled) return { service: 'login', path: `/${doubled.tenant}/${doubled.rest}`, base: `http://${host}/login` };
  const service = prefixes.find((prefix) => path === `/${prefix}` || path.startsWith(`/${prefix}/`));
  if (!service) return null;
  return { service, path: path.slice(service.length + 1) || '/', base: `http://${host}/${service}` };
}

/** TLS mode: Microsoft's own host names, no prefixes. */
export function routeByHost(host: string, path: string): Routed | null {
  const service = microsoftHosts[host.replace(/:\d+$/, '').toLowerCase()];
  return service ? { service, path, base: `https://${host}` } : null;
}

/** The way in which a listener of this cloud routes. */
export const routerFor = (options: PracticeOptions, listener: 'services' | 'control') =>
  options.tls && listener === 'services' ? routeByHost : routeByPrefix;
