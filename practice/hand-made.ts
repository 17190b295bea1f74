import { X509Certificate } from 'node:crypto';
import type { Cloud } from './cloud';
import { blankApplication, principalFor } from './directory/blank';
import { grantRole, grantScopes } from './directory/consent';
import { principalByAppId, type Resource, resourceOf } from './directory/find';
import type { Application, KeyCredential, ServicePrincipal } from './directory/model';
import { addSecret, newSecretText } from './directory/secrets';
import type { Tenant } from './directory/tenant';
import { type Check, guid, list, oneOf, record, text } from './graph/check';
import { guidePermissions } from './guide-permissions';
import { newId } from './ids';
import { selfSigned } from './self-signed';

interface Named {
  readonly resourceAppId: string;
  readonly value: string;
}

/** How an app differs from what a person leaves behind who followed the printed guide to the letter. */
export interface HandMade {
  /** Permissions of the guide that it does not ask for (and that nobody granted). */
  readonly missing?: readonly string[];
  /** Application permissions that it asks for beyond the guide, and holds. */
  readonly extra?: readonly Named[];
  /** Application permissions of the guide that it asks for and does not hold. */
  readonly ungranted?: readonly string[];
  /** Application permissions that it holds without asking for them. */
  readonly beyond?: readonly Named[];
  /** Values of its secrets; without it one of a value that nobody knows. */
  readonly secrets?: readonly string[];
  /** How many certificates it has; nobody holds their private keys. */
  readonly certificates?: number;
  /** Federated identity credentials, by name. */
  readonly federated?: readonly string[];
  readonly signInAudience?: string;
  readonly principal?: 'missing' | 'disabled';
  readonly redirectUris?: readonly string[];
}

const atMost =
  (most: number): Check =>
  (value, name) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most
      ? null
      : `${name} must be a whole number up to ${most}.`;
const names = list(text(200));
const named = list(record({ resourceAppId: guid, value: text(200) }, ['resourceAppId', 'value']));

export const handMadeCheck: Check = record({
  missing: names,
  extra: named,
  ungranted: names,
  beyond: named,
  secrets: list(text(256), 2),
  certificates: atMost(4),
  federated: names,
  signInAudience: oneOf('AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'),
  principal: oneOf('missing', 'disabled'),
  redirectUris: names,
});

const at = '2025-05-20T09:30:00Z';
const dayMs = 86_400_000;

/** Registers the integration as a person does by hand: no tag, no unique name. */
export function seedHandMade(cloud: Cloud, tenant: Tenant, made: HandMade = {}): void {
  const blank = blankApplication({ tenant, displayName: 'Microsoft Defender Integration for FortifyData', at });
  const application: Application = {
    ...blank,
    signInAudience: made.signInAudience ?? 'AzureADMyOrg',
    web: { ...blank.web, redirectUris: made.redirectUris ?? [] },
    requiredResourceAccess: askedBy(tenant, made),
    keyCredentials: Array.from({ length: made.certificates ?? 0 }, (_, index) => oldCertificate(cloud, index)),
  };
  tenant.applications.put(application.id, application);
  for (const secretText of made.secrets ?? [newSecretText()]) addOldSecret(cloud, tenant, { application, secretText });
  tenant.federatedCredentials.set(application.id, [...(made.federated ?? [])]);
  if (made.principal !== 'missing') seedPrincipal(tenant, { application, made });
}

function addOldSecret(cloud: Cloud, tenant: Tenant, { application, secretText }: { application: Application; secretText: string }): void {
  addSecret(tenant, tenant.applications.get(application.id, 'primary') ?? application, {
    secretText,
    displayName: 'FortifyDataAPISecret',
    startDateTime: new Date(cloud.clock.now() - 500 * dayMs).toISOString(),
    endDateTime: new Date(cloud.clock.now() + 230 * dayMs).toISOString(),
  });
}

/** A certificate of some software of the organization: `CN=reporting.contoso.example`, `CN=reporting-2.contoso.example` and so on. */
function oldCertificate(cloud: Cloud, index: number): KeyCredential {
  const name = `reporting${index === 0 ? '' : `-${index + 1}`}.contoso.example`;
  const [from, to] = [new Date(cloud.clock.now() - 265 * dayMs), new Date(cloud.clock.now() + 100 * dayMs)];
  const { base64 } = selfSigned(name, [], { kind: 'ec', from, to });
  return {
    customKeyIdentifier: new X509Certificate(Buffer.from(base64, 'base64')).fingerprint.replaceAll(':', ''),
    displayName: `CN=${name}`,
    endDateTime: to.toISOString(),
    key: base64,
    keyId: newId(),
    startDateTime: from.toISOString(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

function resourceFor(tenant: Tenant, resourceAppId: string): Resource | null {
  const principal = principalByAppId(tenant, resourceAppId, 'primary');
  return principal && resourceOf([tenant], tenant, principal);
}

/** The guide's rows of one API, without those that `left` names. */
function guideRows(tenant: Tenant, left: readonly string[]) {
  return guidePermissions.flatMap(({ resourceAppId, type, values }) => {
    const resource = resourceFor(tenant, resourceAppId);
    return resource ? [{ resource, resourceAppId, type, values: values.filter((value) => !left.includes(value)) }] : [];
  });
}

function rolesNamed(tenant: Tenant, permissions: readonly Named[]) {
  return permissions.flatMap(({ resourceAppId, value }) => {
    const resource = resourceFor(tenant, resourceAppId);
    const role = resource?.appRoles.find((candidate) => candidate.value === value);
    return resource && role ? [{ resource, resourceAppId, role }] : [];
  });
}

function askedBy(tenant: Tenant, { missing = [], extra = [] }: HandMade): Application['requiredResourceAccess'] {
  const asked = new Map<string, { id: string; type: 'Role' | 'Scope' }[]>();
  const ask = (resourceAppId: string, more: { id: string; type: 'Role' | 'Scope' }[]) =>
    asked.set(resourceAppId, [...(asked.get(resourceAppId) ?? []), ...more]);
  for (const { resource, resourceAppId, type, values } of guideRows(tenant, missing)) {
    const offered = type === 'Role' ? resource.appRoles : resource.scopes;
    ask(
      resourceAppId,
      offered.filter(({ value }) => values.includes(value)).map(({ id }) => ({ id, type })),
    );
  }
  for (const { resourceAppId, role } of rolesNamed(tenant, extra)) ask(resourceAppId, [{ id: role.id, type: 'Role' }]);
  return [...asked].map(([resourceAppId, resourceAccess]) => ({ resourceAppId, resourceAccess }));
}

function seedPrincipal(tenant: Tenant, { application, made }: { application: Application; made: HandMade }): void {
  const { missing = [], extra = [], ungranted = [], beyond = [] } = made;
  const principal: ServicePrincipal = { ...principalFor(application, tenant, at), accountEnabled: made.principal !== 'disabled' };
  tenant.servicePrincipals.put(principal.id, principal);
  for (const { resource, type, values } of guideRows(tenant, [...missing, ...ungranted])) {
    if (type === 'Scope') grantScopes(tenant, principal, { resource, scopes: values, userId: null });
    else
      for (const role of resource.appRoles.filter(({ value }) => values.includes(value)))
        grantRole(tenant, principal, { resource, role, at });
  }
  for (const granted of rolesNamed(tenant, [...extra, ...beyond])) grantRole(tenant, principal, { ...granted, at });
}
