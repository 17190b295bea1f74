import { firstPartyApps } from '../directory/first-party';
import { guidePermissions } from '../guide-permissions';
import { Browser, leftFor, pageOf } from './browser';
import { call } from './portal';

export const returnUri = 'http://localhost:3000/api/consent/callback';
export const uniqueName = 'fortifydata-defender-integration';

/** The 61 permissions as an application body lists them. */
export function wantedAccess() {
  const ids = guidePermissions.map(({ resourceAppId, type, values }) => {
    const app = firstPartyApps.get(resourceAppId);
    const list = (type === 'Role' ? app?.appRoles : app?.scopes) ?? [];
    return { resourceAppId, resourceAccess: list.filter(({ value }) => values.includes(value)).map(({ id }) => ({ id, type })) };
  });
  const resources = [...new Set(ids.map(({ resourceAppId }) => resourceAppId))];
  return resources.map((resourceAppId) => ({
    resourceAppId,
    resourceAccess: ids.filter((entry) => entry.resourceAppId === resourceAppId).flatMap((entry) => entry.resourceAccess),
  }));
}

/** The body with which the portal registers the integration. */
export const integrationBody = () => ({
  displayName: 'Microsoft Defender Integration for FortifyData',
  signInAudience: 'AzureADMyOrg',
  requiredResourceAccess: wantedAccess(),
  web: { redirectUris: [returnUri], implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false } },
  tags: ['fortifydata:defender:v1'],
  servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true },
});

const upsert = { prefer: 'create-if-missing' };

/** Registers the integration and its principal; answers both as Graph created them. */
export async function register(url: string, token: string) {
  const application = await call(url, token, {
    method: 'PATCH',
    path: `/applications(uniqueName='${uniqueName}')`,
    body: integrationBody(),
    headers: upsert,
  });
  const appId: string = application.body.appId;
  const principal = await call(url, token, { method: 'PATCH', path: `/servicePrincipals(appId='${appId}')`, body: {}, headers: upsert });
  return { application, principal, appId, tenantOf: application.body.publisherDomain };
}

/** The address of the admin consent page in its version 1 form. */
export const consentAddress = (url: string, tenant: string, appId: string) =>
  `${url}/login/${tenant}/adminconsent?${new URLSearchParams({ client_id: appId, redirect_uri: returnUri, state: 's1' })}`;

/** Gives admin consent in a fresh browser and answers where it was sent. */
export async function consent(url: string, at: { tenant: string; appId: string; account: string; button?: string }): Promise<URL> {
  const browser = new Browser(url);
  const picker = pageOf(await browser.open(consentAddress(url, at.tenant, at.appId)));
  return leftFor(await browser.press(pageOf(await browser.press(picker, at.account)), at.button ?? 'Accept'));
}

/** Asks the token endpoint for an application's own token. */
export async function appToken(url: string, at: { tenant: string; appId: string; secret: string; scope: string }) {
  const response = await fetch(`${url}/login/${at.tenant}/oauth2/v2.0/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: at.appId, client_secret: at.secret, scope: at.scope }),
  });
  return { status: response.status, body: JSON.parse(await response.text()) };
}

/** Makes a secret for the integration. */
export const addPassword = (url: string, token: string, at: { appId: string; passwordCredential?: object }) =>
  call(url, token, {
    method: 'POST',
    path: `/applications(appId='${at.appId}')/addPassword`,
    body: { passwordCredential: at.passwordCredential ?? { displayName: 'FortifyDataAPISecret' } },
  });

/** Signs in, registers, consents and makes a secret: a whole connection. */
export async function connect(url: string, token: string, account: string) {
  const registered = await register(url, token);
  const tenant: string = registered.tenantOf;
  await consent(url, { tenant, appId: registered.appId, account });
  const password = await addPassword(url, token, { appId: registered.appId });
  return { ...registered, tenant, secret: String(password.body.secretText), keyId: String(password.body.keyId) };
}
