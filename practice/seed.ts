import { X509Certificate } from 'node:crypto';
import type { Cloud } from './cloud';
import { blankApplication, firstPartyPrincipal, principalFor } from './directory/blank';
import { firstPartyApps, graphAppId } from './directory/first-party';
import type { Application, KeyCredential } from './directory/model';
import { addSecret } from './directory/secrets';
import { newTenant, settle, type Tenant } from './directory/tenant';
import { seedHandMade } from './hand-made';
import { fixedId } from './ids';
import { userFrom } from './people';
import { customerScenarios, type Scenario, staffScenario } from './scenarios';
import { seedStaffApps } from './seed-staff';

const tenantIdOf = (cloud: Cloud, scenario: Scenario) =>
  scenario.staff ? cloud.options.staffTenantId : fixedId(`tenant ${scenario.domain}`);

/** Puts every organization back to its beginning. */
export function seedAll(cloud: Cloud): void {
  cloud.tenants.clear();
  for (const scenario of [staffScenario, ...customerScenarios]) seedScenario(cloud, scenario);
}

/** The scenario that an organization was seeded from; undefined for one that control has made. */
export const scenarioOf = (domain: string): Scenario | undefined =>
  [staffScenario, ...customerScenarios].find((scenario) => scenario.domain === domain);

/** Puts one organization (back) to its beginning. */
export function seedScenario(cloud: Cloud, scenario: Scenario): Tenant {
  const { domain, name, shows, staff = false } = scenario;
  const facts = { id: tenantIdOf(cloud, scenario), name, domain, shows, staff, users: scenario.people.map(userFrom) };
  const tenant = newTenant(facts, scenario.settings ?? {}, () => cloud.running.lagSeconds);
  cloud.tenants.set(tenant.id, tenant);
  const at = '2024-03-04T08:00:00Z';
  for (const app of firstPartyApps.values()) {
    if (tenant.settings.missingPrincipals.includes(app.appId)) continue;
    const principal = firstPartyPrincipal(app, at);
    tenant.servicePrincipals.put(principal.id, principal);
  }
  for (const made of scenario.handMade ?? []) seedHandMade(cloud, tenant, made);
  if (staff) {
    seedPortal(cloud, tenant, at);
    seedStaffApps(cloud, tenant, at);
  }
  settle(tenant);
  return tenant;
}

function certificateCredential(pem: string): KeyCredential {
  const certificate = new X509Certificate(pem);
  return {
    customKeyIdentifier: certificate.fingerprint.replaceAll(':', ''),
    displayName: certificate.subject,
    endDateTime: new Date(certificate.validTo).toISOString(),
    key: certificate.raw.toString('base64'),
    keyId: fixedId(`certificate ${certificate.fingerprint256}`),
    startDateTime: new Date(certificate.validFrom).toISOString(),
    type: 'AsymmetricX509Cert',
    usage: 'Verify',
  };
}

/** The portal's own multi-tenant registration, as an operator would make it. */
function seedPortal(cloud: Cloud, tenant: Tenant, at: string): void {
  const { portal, portalCertificate } = cloud.options;
  const blank = blankApplication({ tenant, displayName: 'Defender Connect for FortifyData', at, appId: portal.clientId });
  const graph = firstPartyApps.get(graphAppId);
  const wanted = ['User.Read', 'Application.ReadWrite.All'];
  const scopes = graph?.scopes.filter(({ value }) => wanted.includes(value)) ?? [];
  const application: Application = {
    ...blank,
    signInAudience: 'AzureADMultipleOrgs',
    web: { ...blank.web, redirectUris: portal.redirectUris },
    requiredResourceAccess: [{ resourceAppId: graphAppId, resourceAccess: scopes.map(({ id }) => ({ id, type: 'Scope' })) }],
    keyCredentials: portalCertificate ? [certificateCredential(portalCertificate)] : [],
    other: { ...blank.other, groupMembershipClaims: 'DirectoryRole' },
  };
  const endDateTime = '2099-01-01T00:00:00Z';
  addSecret(tenant, application, { secretText: portal.clientSecret, displayName: 'portal', startDateTime: at, endDateTime });
  const principal = principalFor(application, tenant, at);
  tenant.servicePrincipals.put(principal.id, principal);
}
