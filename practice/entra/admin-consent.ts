import { type Account, type Cloud, tenantsOf } from '../cloud';
import { grantRole, grantScopes, permissionById } from '../directory/consent';
import { principalByAppId, type Registration, type Resource, resourceOf } from '../directory/find';
import { firstPartyApps, graphAppId } from '../directory/first-party';
import type { AppRole, PermissionScope } from '../directory/model';
import type { Tenant } from '../directory/tenant';
import { type Answer, type Exchange, pageAnswer } from '../http';
import { type ReturnAddress, returnAddressOf, returnAnswer } from './authorize-request';
import { ensurePrincipal, mayConsentForAll } from './delegated-consent';
import { blockedByPolicy, EntraError, traced } from './errors';
import { adminApprovalPage, consentPage } from './pages';
import { formFor, knownAccount, pickerAnswer } from './people-pages';
import type { Ticket } from './sign-ins';

interface AskedPermission {
  readonly resource: Resource;
  readonly type: 'Role' | 'Scope';
  readonly permission: AppRole | PermissionScope;
}

interface ConsentRequest extends ReturnAddress {
  readonly client: Registration;
  /** null: version 1 form of the endpoint. */
  readonly scope: string | null;
}

/**
 * The admin consent endpoint in both forms (Microsoft identity platform, "Admin consent on the Microsoft identity platform").
 * Errors before the decision are shown on a page: the application hears nothing of them.
 */
export function adminConsent(cloud: Cloud, exchange: Exchange, at: { tenantName: string; version2: boolean }): Answer {
  const { query } = exchange;
  const address = returnAddressOf(cloud, at.tenantName, query);
  const scope = at.version2 ? query.get('scope') : null;
  if (at.version2 && !scope) throw new EntraError(900144, "The request body must contain the following parameter: 'scope'.");
  const ticket = cloud.signIns.takeTicket(query.get('ticket'));
  const request: ConsentRequest = { ...address, responseMode: 'query', scope };
  const wish = { tenant: address.tenant, client: address.client, prompt: query.get('prompt'), loginHint: query.get('login_hint') };
  if (ticket?.decision === 'cancel') return returnAnswer(request, { error: 'access_denied', error_subcode: 'cancel' });
  const known = knownAccount(cloud, exchange, { ...wish, ticket });
  if (!known) return pickerAnswer(cloud, exchange, wish);
  exchange.notes.tenantId = known.account.tenant.id;
  exchange.notes.actor = known.account.user.signInName;
  if (ticket?.decision === 'decline') return declined(cloud, exchange, { request, tenant: known.account.tenant });
  return decide(cloud, exchange, { request, account: known.account, ticket });
}

function decide(cloud: Cloud, exchange: Exchange, at: { request: ConsentRequest; account: Account; ticket: Ticket | null }): Answer {
  const { request, account, ticket } = at;
  const { settings } = account.tenant;
  if (settings.conditionalAccess.includes('consent')) throw blockedByPolicy();
  const number = settings.consentErrors.shift();
  if (number !== undefined) throw new EntraError(number, 'The practice cloud was told to end this page with an error.');
  const asked = askedPermissions(cloud, account.tenant, request);
  const appName = request.client.application.displayName;
  if (!mayGrant(account, asked)) return pageAnswer(200, adminApprovalPage(formFor(exchange), { account, appName }));
  if (ticket?.decision === 'accept' && ticket.userId === account.user.id) {
    exchange.notes.write = true;
    return accepted(cloud, request, { account, asked });
  }
  const permissions = asked.map(({ resource, type, permission }) => ({
    api: resource.principal.displayName,
    name: 'displayName' in permission ? permission.displayName : permission.adminConsentDisplayName,
    kind: type === 'Role' ? 'without a signed-in person' : 'as the signed-in person',
  }));
  const publisher = request.client.home.domain;
  return pageAnswer(200, consentPage(formFor(exchange), { account, appName, publisher, permissions, forOrganization: true }));
}

/** Application permissions of Microsoft Graph need Global or Privileged Role Administrator; everything else the application roles too. */
function mayGrant(account: Account, asked: readonly AskedPermission[]): boolean {
  const graphRoles = asked.some(({ type, resource }) => type === 'Role' && resource.principal.appId === graphAppId);
  if (!graphRoles) return mayConsentForAll(account);
  return account.user.roles.some((role) => role === 'globalAdministrator' || role === 'privilegedRoleAdministrator');
}

function resourceOrStop(cloud: Cloud, tenant: Tenant, at: { client: Registration; resourceAppId: string }): Resource {
  const principal = principalByAppId(tenant, at.resourceAppId, 'consent');
  if (principal) return resourceOf(tenantsOf(cloud), tenant, principal);
  const name = firstPartyApps.get(at.resourceAppId)?.displayName ?? at.resourceAppId;
  throw new EntraError(
    650052,
    `The app '${at.client.application.displayName}' needs access to a service (${name}, '${at.resourceAppId}') that your organization '${tenant.name}' has not subscribed to or enabled. Contact your IT Admin to review the configuration of your service subscriptions.`,
  );
}

/** Every permission that consenting now would grant, as replicas know the registration. */
function askedPermissions(cloud: Cloud, tenant: Tenant, { client, scope }: ConsentRequest): AskedPermission[] {
  const everything = scope === null || scope.split(' ').some((part) => part.endsWith('/.default'));
  const named = (scope ?? '').split(' ').map((part) => part.slice(part.lastIndexOf('/') + 1));
  return client.application.requiredResourceAccess.flatMap(({ resourceAppId, resourceAccess }) => {
    const resource = resourceOrStop(cloud, tenant, { client, resourceAppId });
    const asked = resourceAccess.map(({ id, type }) => {
      const permission = permissionById(resource, type, id);
      if (permission) return { resource, type, permission };
      const name = client.application.displayName;
      throw new EntraError(
        650053,
        `The application '${name}' asked for permission '${id}' that doesn't exist on the resource '${resourceAppId}'. Contact the app vendor.`,
      );
    });
    return asked.filter(({ type, permission }) => everything || (type === 'Scope' && named.includes(permission.value)));
  });
}

function accepted(cloud: Cloud, request: ConsentRequest, at: { account: Account; asked: readonly AskedPermission[] }): Answer {
  const { account, asked } = at;
  const { tenant } = account;
  const principal = ensurePrincipal(cloud, account, request.client);
  const stamp = cloud.clock.stamp();
  for (const { resource, type, permission } of asked) {
    if (type === 'Role' && 'allowedMemberTypes' in permission) grantRole(tenant, principal, { resource, role: permission, at: stamp });
  }
  for (const resource of new Set(asked.map((permission) => permission.resource))) {
    const mine = asked.filter((permission) => permission.resource === resource && permission.type === 'Scope');
    const scopes = mine.map(({ permission }) => permission.value);
    if (scopes.length > 0) grantScopes(tenant, principal, { resource, scopes, userId: null });
  }
  return returnAnswer(request, { admin_consent: 'True', tenant: tenant.id, ...(request.scope ? { scope: request.scope } : {}) });
}

/** The three forms in which a declined consent has been documented or seen. */
function declined(cloud: Cloud, exchange: Exchange, at: { request: ConsentRequest; tenant: Tenant }): Answer {
  const { error_description } = traced(cloud, exchange, new EntraError(65004, 'User declined to consent to access the app.'));
  switch (at.tenant.settings.declineForm) {
    case 'permission_denied':
      return returnAnswer(at.request, { error: 'permission_denied', error_description: 'The admin canceled the request' });
    case 'consent_required':
      return returnAnswer(at.request, { error: 'consent_required', error_description, admin_consent: 'True', tenant: at.tenant.id });
    case 'access_denied':
      return returnAnswer(at.request, { error: 'access_denied', error_subcode: 'cancel', error_description });
  }
}
