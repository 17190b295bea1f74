import type { Cloud } from '../cloud';
import { firstPartyPrincipal } from '../directory/blank';
import { removePrincipal } from '../directory/consent';
import { principalByAppId } from '../directory/find';
import { firstPartyApps } from '../directory/first-party';
import { settle, type Tenant, type TenantSettings } from '../directory/tenant';
import { type Check, checkedBody, dateTime, flag, guid, list, nullable, oneOf, record, text } from '../graph/check';
import type { Json, JsonObject } from '../json';
import { ControlFailure } from './failure';

const between =
  (least: number, most: number): Check =>
  (value, name) =>
    typeof value === 'number' && value >= least && value <= most ? null : `${name} must be a number from ${least} to ${most}.`;

const settingsCheck = record({
  lagSeconds: nullable(between(0, 600)),
  exactLags: nullable(record({ reads: between(0, 600), consent: between(0, 600), token: between(0, 600) })),
  noLicence: flag,
  noMachines: flag,
  secretPolicy: nullable(record({ maxDays: between(1, 36_500), banned: flag, createdAfter: dateTime, off: flag, exempt: flag })),
  certificatePolicy: nullable(
    record({ maxDays: between(1, 36_500), trustedAuthority: flag, createdAfter: dateTime, off: flag, exempt: flag }),
  ),
  policyReadable: flag,
  signer: oneOf('works', 'down', 'refuses', 'lies'),
  declineForm: oneOf('access_denied', 'permission_denied', 'consent_required'),
  missingPrincipals: list(guid),
  principalsCreatable: flag,
  principalTooEarly: flag,
  retired: list(
    record({ resourceAppId: guid, type: oneOf('Role', 'Scope'), value: text(200), how: oneOf('absent', 'disabled') }, [
      'resourceAppId',
      'type',
      'value',
      'how',
    ]),
  ),
  throttleEvery: nullable(between(2, 1000)),
  usersMayRegisterApps: flag,
  serviceReferenceRequired: flag,
  conditionalAccess: list(oneOf('sign-in', 'consent', 'workload')),
  consentErrors: list(between(10_000, 99_999_999)),
  challenge: nullable(record({ calls: text(300), form: oneOf('revoked', 'insufficient'), unmet: flag }, ['calls', 'form'])),
  deletedKeepsName: flag,
});

const isSettings = (body: JsonObject): body is JsonObject & Partial<TenantSettings> => settingsCheck(body, 'settings') === null;

/** Makes the first-party principals of a tenant agree with its setting. */
function adjustPrincipals(cloud: Cloud, tenant: Tenant): void {
  for (const app of firstPartyApps.values()) {
    const principal = principalByAppId(tenant, app.appId, 'primary');
    const missing = tenant.settings.missingPrincipals.includes(app.appId);
    if (missing && principal) removePrincipal(tenant, principal);
    if (missing || principal) continue;
    const made = firstPartyPrincipal(app, cloud.clock.stamp());
    tenant.servicePrincipals.put(made.id, made);
  }
  settle(tenant);
}

/** Changes how a tenant differs from a healthy one; what is not named stays. Answers the settings as they are now. */
export function changeSettings(cloud: Cloud, tenant: Tenant, value: Json): TenantSettings {
  const body = checkedBody(value, settingsCheck, 'settings');
  if (!isSettings(body)) throw new ControlFailure(400, 'The settings are not understood.');
  Object.assign(tenant.settings, structuredClone(body));
  if (body.missingPrincipals !== undefined) adjustPrincipals(cloud, tenant);
  if (body.lagSeconds === 0) settle(tenant);
  return tenant.settings;
}
