// What the walk proves at its end, from the practice cloud's books, from FortifyData's store and from what the browser counted.
import { demoPlatform, openCredential } from '../credential-open.mjs';

const displayName = 'Microsoft Defender Integration for FortifyData';
const day = 86_400_000;

/** Asks the practice cloud's control API; throws with its words when it refuses. */
export async function control(practiceUrl, method, path, body) {
  const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
  const answer = await fetch(`${practiceUrl}/control${path}`, init);
  if (!answer.ok) throw new Error(`The practice cloud refused ${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

/** Takes the organization's state; gives lines { holds, text } about what stands there. */
export function inOrganization(state) {
  const applications = state.applications.filter((application) => application.displayName === displayName);
  const [application] = applications;
  const asked = (application?.requiredResourceAccess ?? []).flatMap(({ resourceAccess }) => resourceAccess);
  const count = (type) => asked.filter((permission) => permission.type === type).length;
  const principals = state.servicePrincipals.filter(({ appId }) => appId === application?.appId);
  const granted = state.appRoleAssignments.filter(({ principalId }) => principalId === principals[0]?.id).length;
  const keys = application?.passwordCredentials ?? [];
  const days = keys.map((key) => (Date.parse(key.endDateTime) - Date.parse(key.startDateTime)) / day);
  return [
    line(applications.length === 1, `${applications.length} app “${displayName}”, client ID ${application?.appId}`),
    line(application?.signInAudience === 'AzureADMyOrg', `for this organization only (${application?.signInAudience})`),
    line(count('Role') === 49 && count('Scope') === 12, `${count('Role')} application and ${count('Scope')} delegated permissions asked`),
    line(principals.length === 1, `${principals.length} service principal`),
    line(granted === 49, `${granted} application permissions granted`),
    line(
      keys.length === 1 && keys[0].displayName === 'FortifyDataAPISecret' && days[0] === 730,
      `${keys.length} key, ${keys[0]?.displayName}, ${days[0]} days, key ID ${keys[0]?.keyId}`,
    ),
  ];
}

/** Opens the sealed record as FortifyData's platform does; gives lines about what lies in the store and whether the secret works. */
export async function inStore({ tenantId, ...place }) {
  try {
    const facts = await openCredential({ ...demoPlatform(place), tenantId });
    return [
      line(true, `1 sealed record, stored ${facts.storedAt}, sealed to FortifyData’s key ${facts.sealThumbprint}`),
      line(facts.tenantId === tenantId, `opened with the private key: key ID ${facts.keyId}, expires ${facts.expiresAt.slice(0, 10)}`),
      line(facts.roles === 31, `the secret in it works: Microsoft Graph gives a token with ${facts.roles} permissions`),
    ];
  } catch (error) {
    return [line(false, error.message)];
  }
}

/** Takes the journal entries of a second sign-in; gives lines about what it cost. */
export function secondRun(entries) {
  const requests = entries.filter(({ browser }) => !browser).length;
  const writes = entries.filter(({ write }) => write).length;
  return [line(requests > 0 && writes === 0, `${requests} requests to Microsoft, ${writes} writes`)];
}

/** One line of the proof: what is said, and whether it holds. */
export const line = (holds, text) => ({ holds, text });
