import { type Cloud, tenantsOf } from '../cloud';
import { type Resource, resourceByName } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import type { View } from '../replicated';
import { EntraError } from './errors';

const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];
const graphName = 'https://graph.microsoft.com';

/** The scopes of one request, sorted by what they ask for. */
export interface AskedScopes {
  readonly oidc: readonly string[];
  /** Name of the one API that the request is about. */
  readonly resourceName: string;
  /** Delegated permissions of that API by value; `.default` stands for all that the registration lists. */
  readonly values: readonly string[];
}

const nameOf = (scope: string) => (scope.includes('/') ? scope.slice(0, scope.lastIndexOf('/')) : graphName);

/**
 * Sorts a `scope` parameter.
 * @throws EntraError 70011 when it names more than one API (Microsoft identity platform: one resource per request)
 */
export function askedScopes(scope: string): AskedScopes {
  const all = scope.split(' ').filter((part) => part !== '');
  const asked = all.filter((part) => !oidcScopes.includes(part));
  const names = [...new Set(asked.map(nameOf))];
  if (names.length > 1) {
    throw new EntraError(
      70011,
      `The provided request must include a 'scope' input parameter. The scope '${scope}' names more than one resource.`,
    );
  }
  return {
    oidc: all.filter((part) => oidcScopes.includes(part)),
    resourceName: names[0] ?? graphName,
    values: asked.map((part) => part.slice(part.lastIndexOf('/') + 1)),
  };
}

/**
 * The `scope` of a token response. Graph's permissions are named by their value alone, those of any other API with the API's name: by that,
 * MSAL finds a token in its cache again.
 */
export function givenScopes({ oidc, resourceName, values }: AskedScopes): string {
  const named = resourceName === graphName ? values : values.map((value) => `${resourceName}/${value}`);
  return [...named, ...oidc.filter((scope) => scope !== 'offline_access')].join(' ');
}

/**
 * The API behind a scope in a tenant.
 * @throws EntraError 500011 when the tenant has no principal of that name
 */
export function resourceFor(cloud: Cloud, tenant: Tenant, name: string, view: View = 'replica'): Resource {
  const resource = resourceByName(tenantsOf(cloud), { tenant, view }, name);
  if (resource) return resource;
  throw new EntraError(
    500011,
    `The resource principal named ${name} was not found in the tenant named ${tenant.name}. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
  );
}

/** True when tokens for this API are of version 2.0. */
export function wantsVersion2(cloud: Cloud, resource: Resource): boolean {
  const owner = tenantsOf(cloud)
    .flatMap((tenant) => tenant.applications.all('primary'))
    .find(({ appId }) => appId === resource.principal.appId);
  return owner?.api.requestedAccessTokenVersion === 2;
}
