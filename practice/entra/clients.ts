import { type Cloud, clientBy, tenantBy } from '../cloud';
import type { Registration } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import type { View } from '../replicated';
import { EntraError } from './errors';

const shared = ['organizations', 'common'];

/**
 * The tenant that a path names, or null for the shared authorities.
 * @throws EntraError 90002 for an unknown tenant
 */
export function tenantOfPath(cloud: Cloud, name: string): Tenant | null {
  if (shared.includes(name.toLowerCase())) return null;
  const tenant = tenantBy(cloud, name);
  if (tenant) return tenant;
  throw new EntraError(
    90002,
    `Tenant '${name}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
  );
}

/**
 * The client of a request. A single-tenant registration is known in its own tenant alone.
 * @throws EntraError 700016 when the tenant cannot know it (also while it is not replicated), 50194 at a shared authority
 */
export function clientFor(cloud: Cloud, clientId: string, at: { tenant: Tenant | null; view: View }): Registration {
  const { tenant, view } = at;
  const client = clientBy(cloud, clientId, view);
  const where = tenant ? `the directory '${tenant.name}'` : 'the directory';
  const unknown = new EntraError(
    700016,
    `Application with identifier '${clientId}' was not found in ${where}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant.`,
  );
  if (!client) throw unknown;
  if (client.application.signInAudience !== 'AzureADMyOrg') return client;
  if (!tenant) {
    const name = client.application.displayName;
    throw new EntraError(
      50194,
      `Application '${clientId}' (${name}) is not configured as a multi-tenant application. Use a tenant-specific endpoint.`,
    );
  }
  if (client.home.id !== tenant.id) throw unknown;
  return client;
}

/** Platforms on which a redirect address can be registered. */
export type RedirectKind = 'web' | 'spa' | 'publicClient';

/**
 * The platform under which a redirect address is registered; compared letter by letter.
 * @throws EntraError 500113 when the client has none at all, 50011 when this one is not among them
 */
export function redirectKindOf({ application }: Registration, redirectUri: string): RedirectKind {
  const kinds: readonly RedirectKind[] = ['web', 'spa', 'publicClient'];
  if (kinds.every((kind) => application[kind].redirectUris.length === 0)) {
    throw new EntraError(500113, 'No reply address is registered for the application.');
  }
  const kind = kinds.find((candidate) => application[candidate].redirectUris.includes(redirectUri));
  if (kind) return kind;
  throw new EntraError(
    50011,
    `The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${application.appId}'. Make sure the redirect URI sent in the request matches one added to your application.`,
  );
}
