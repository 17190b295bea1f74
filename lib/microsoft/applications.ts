import { z } from 'zod';
import type { ObservedApplication } from '../domain/observed';
import { orExisting } from './existing';
import { graphGet, graphRequest } from './http';
import { KeyCredentialWire, reshapeCertificate } from './key-credential';
import type { ApplicationSpec, Caller } from './microsoft';
import { literal, segment } from './odata';

export const GraphDate = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const PasswordWire = z.object({
  keyId: z.guid(),
  displayName: z.string().nullish(),
  startDateTime: GraphDate,
  endDateTime: GraphDate,
});

const RequiredResourceWire = z.object({
  resourceAppId: z.string(),
  resourceAccess: z.array(z.object({ id: z.guid(), type: z.enum(['Role', 'Scope']) })),
});

/** Graph's `application`, as far as `applicationSelect` asks for it. */
export const ApplicationWire = z.object({
  id: z.guid(),
  appId: z.guid(),
  displayName: z.string(),
  uniqueName: z.string().nullish(),
  signInAudience: z.string().nullish(),
  requiredResourceAccess: z.array(RequiredResourceWire),
  web: z.object({ redirectUris: z.array(z.string()) }).nullish(),
  tags: z.array(z.string()),
  createdDateTime: GraphDate.nullish(),
  passwordCredentials: z.array(PasswordWire),
  keyCredentials: z.array(KeyCredentialWire).nullish(),
});

export const NamesakeWire = z.object({
  id: z.guid(),
  appId: z.guid(),
  displayName: z.string(),
  createdDateTime: GraphDate.nullish(),
  uniqueName: z.string().nullish(),
});

const applicationSelect =
  '$select=id,appId,displayName,uniqueName,signInAudience,requiredResourceAccess,web,tags,createdDateTime,passwordCredentials,keyCredentials';

export const applicationByName = (uniqueName: string) => `/applications(uniqueName=${literal(uniqueName)})?${applicationSelect}`;
export const applicationById = (objectId: string) => `/applications/${segment(objectId)}?${applicationSelect}`;
export const namesakesOf = (displayName: string) =>
  `/applications?$filter=displayName%20eq%20${literal(displayName)}&$select=id,appId,displayName,createdDateTime,uniqueName&$top=10`;

export function reshapeApplication(wire: z.infer<typeof ApplicationWire>): ObservedApplication {
  return {
    objectId: wire.id,
    appId: wire.appId,
    displayName: wire.displayName,
    uniqueName: wire.uniqueName ?? null,
    signInAudience: wire.signInAudience ?? null,
    requiredResourceAccess: wire.requiredResourceAccess,
    redirectUris: wire.web?.redirectUris ?? [],
    tags: wire.tags,
    createdAt: wire.createdDateTime ?? null,
    passwords: wire.passwordCredentials.map((password) => ({
      keyId: password.keyId,
      displayName: password.displayName ?? null,
      startsAt: password.startDateTime,
      expiresAt: password.endDateTime,
    })),
    certificates: (wire.keyCredentials ?? []).map(reshapeCertificate),
  };
}

/**
 * Makes the application or brings the existing one to the spec: an upsert by its unique name, which two parallel starts cannot
 * turn into two applications, and one read when it existed (Graph answers 204 without a body then, or names the conflict).
 * @returns the application as Graph shows it
 * @throws MicrosoftError
 * @see https://learn.microsoft.com/graph/api/application-upsert
 */
export async function upsertApplication(caller: Caller, spec: ApplicationSpec): Promise<ObservedApplication> {
  const path = `/applications(uniqueName=${literal(spec.uniqueName)})`;
  const headers = { prefer: 'create-if-missing' };
  const purpose = 'Create or update the application';
  const read = () => graphGet(caller, { purpose: 'Read the application', path: applicationByName(spec.uniqueName) }, ApplicationWire);
  return orExisting(
    async () => {
      const answer = await graphRequest(caller, { purpose, method: 'PATCH', path, headers, body: applicationBody(spec) }, ApplicationWire);
      return reshapeApplication(answer.body ?? (await read()));
    },
    async () => reshapeApplication(await read()),
  );
}

export function applicationBody(spec: ApplicationSpec) {
  return {
    displayName: spec.displayName,
    // Graph's default would also admit personal accounts, and allow 30 permissions for each API instead of 400
    signInAudience: 'AzureADMyOrg',
    requiredResourceAccess: spec.requiredResourceAccess,
    web: {
      redirectUris: spec.redirectUris,
      implicitGrantSettings: { enableIdTokenIssuance: false, enableAccessTokenIssuance: false },
    },
    tags: spec.tags,
    notes: spec.notes,
    // left out where nothing is demanded: what somebody entered by hand stays
    ...(spec.serviceReference && { serviceManagementReference: spec.serviceReference }),
    info: {
      marketingUrl: spec.infoUrls.marketing,
      privacyStatementUrl: spec.infoUrls.privacy,
      supportUrl: spec.infoUrls.support,
      termsOfServiceUrl: spec.infoUrls.terms,
    },
    // Locks credentials and other sensitive properties of the service principal: no key can be hidden there.
    // The application itself stays open for our own addPassword.
    servicePrincipalLockConfiguration: { isEnabled: true, allProperties: true },
  };
}
