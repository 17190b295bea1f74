import type { Cloud } from '../cloud';
import { principalByAppId } from '../directory/find';
import type { Tenant } from '../directory/tenant';
import { accessTokenSeconds, appToken } from './claims';
import { authenticateClient, type TokenRequest } from './client-authentication';
import { blockedByPolicy, EntraError } from './errors';
import { resourceFor, wantsVersion2 } from './scopes';

/** The one API that a client-credentials scope names (`{resource}/.default`, Microsoft identity platform). */
function resourceNameOf(scope: string): string {
  const parts = scope.split(' ').filter((part) => part !== '');
  if (parts.length > 1)
    throw new EntraError(700022, 'The provided value for scope is not valid because it contains more than one resource.');
  const [only = ''] = parts;
  if (only.endsWith('/.default') && only.length > '/.default'.length) return only.slice(0, -'/.default'.length);
  if (/^[a-z]+:\/\//.test(only)) {
    throw new EntraError(
      1002012,
      `The provided value for scope ${only} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier (application ID URI).`,
    );
  }
  throw new EntraError(
    70011,
    `The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope ${only} is not valid.`,
  );
}

/** A token for the application itself (RFC 6749 section 4.4). The principal must exist in the tenant and be enabled. */
export async function clientCredentials(cloud: Cloud, request: TokenRequest, tenant: Tenant): Promise<object> {
  const { client, form } = request;
  const { appId } = client.application;
  const resourceName = resourceNameOf(form.get('scope') ?? '');
  const byCertificate = await authenticateClient(cloud, request);
  const principal = principalByAppId(tenant, appId, 'token');
  if (!principal) {
    throw new EntraError(
      7000229,
      `The client application ${appId} is missing service principal in the tenant ${tenant.id}. See instructions here: https://go.microsoft.com/fwlink/?linkid=2225119`,
    );
  }
  if (!principal.accountEnabled || client.application.isDisabled) {
    throw new EntraError(7000112, `Application '${appId}' (${client.application.displayName}) is disabled.`);
  }
  if (tenant.settings.conditionalAccess.includes('workload')) throw blockedByPolicy();
  const resource = resourceFor(cloud, tenant, resourceName, 'token');
  const version2 = wantsVersion2(cloud, resource);
  const access_token = await appToken(cloud, { tenant, client, principal, byCertificate }, { resource, audience: resourceName, version2 });
  return { token_type: 'Bearer', expires_in: accessTokenSeconds, ext_expires_in: accessTokenSeconds, access_token };
}
