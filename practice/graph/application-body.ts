import type { Application, AppRole, KeyCredential, RedirectUris, RequiredResourceAccess } from '../directory/model';
import type { Json, JsonObject } from '../json';
import { badRequest } from './call';
import { anything, type Check, checkedBody, dateTime, flag, guid, list, nullable, oneOf, readOnly, record, text } from './check';
import { mergeKeyCredentials } from './key-credentials';

const tag: Check = (value, name) => {
  const fault = text(256)(value, name);
  if (fault) return fault;
  return value === '' || String(value).includes(' ') ? `Property ${name} contains an invalid tag.` : null;
};

/** Redirect addresses: https, or http on localhost; no wildcard, no fragment (redirect URI restrictions, Microsoft Entra ID). */
const redirectUri: Check = (value, name) => {
  const fault = text(256)(value, name);
  if (fault) return fault;
  const address = String(value);
  const allowed =
    /^https:\/\/[^/*#]+(\/[^*#]*)?$/.test(address) || /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/[^*#]*)?$/.test(address);
  return allowed && URL.canParse(address) && !/[!$'(),;\s]/.test(address)
    ? null
    : `Property ${name} has an invalid redirect URI '${address}'.`;
};

const redirectUris = list(redirectUri, 256);
const link = nullable(text(2048));
const requiredResourceAccess = list(
  record({ resourceAppId: guid, resourceAccess: list(record({ id: guid, type: oneOf('Role', 'Scope') }, ['id', 'type'])) }, [
    'resourceAppId',
    'resourceAccess',
  ]),
  50,
);

const keyCredential = record({
  customKeyIdentifier: nullable(text(256)),
  displayName: nullable(text(256)),
  endDateTime: nullable(dateTime),
  key: nullable(text(20_000)),
  keyId: nullable(guid),
  startDateTime: nullable(dateTime),
  type: text(64),
  usage: oneOf('Verify', 'Sign', 'Encrypt'),
});

const writable: Readonly<Record<string, Check>> = {
  addIns: list(anything),
  api: record({
    acceptMappedClaims: nullable(flag),
    knownClientApplications: list(guid),
    oauth2PermissionScopes: list(anything),
    preAuthorizedApplications: list(anything),
    requestedAccessTokenVersion: anything,
  }),
  appRoles: list(anything),
  defaultRedirectUri: nullable(text(256)),
  description: nullable(text(1024)),
  displayName: text(120),
  groupMembershipClaims: nullable(text(64)),
  identifierUris: list(text(255)),
  info: nullable(record({ logoUrl: readOnly, marketingUrl: link, privacyStatementUrl: link, supportUrl: link, termsOfServiceUrl: link })),
  isDeviceOnlyAuthSupported: nullable(flag),
  isDisabled: nullable(flag),
  isFallbackPublicClient: nullable(flag),
  keyCredentials: list(keyCredential),
  nativeAuthenticationApisEnabled: nullable(text(64)),
  notes: nullable(text(1024)),
  optionalClaims: nullable(record({ accessToken: list(anything), idToken: list(anything), saml2Token: list(anything) })),
  parentalControlSettings: nullable(record({ countriesBlockedForMinors: list(text(2)), legalAgeGroupRule: text(64) })),
  publicClient: nullable(record({ redirectUris })),
  requestSignatureVerification: nullable(record({ allowedWeakAlgorithms: anything, isSignedRequestRequired: flag })),
  requiredResourceAccess,
  samlMetadataUrl: link,
  serviceManagementReference: nullable(text(256)),
  servicePrincipalLockConfiguration: nullable(
    record({
      allProperties: nullable(flag),
      credentialsWithUsageSign: nullable(flag),
      credentialsWithUsageVerify: nullable(flag),
      isEnabled: flag,
      tokenEncryptionKeyId: nullable(flag),
    }),
  ),
  signInAudience: oneOf('AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount', 'PersonalMicrosoftAccount'),
  spa: nullable(record({ redirectUris })),
  tags: list(tag),
  tokenEncryptionKeyId: nullable(guid),
  uniqueName: nullable(text(256)),
  web: nullable(
    record({
      homePageUrl: link,
      implicitGrantSettings: record({ enableAccessTokenIssuance: nullable(flag), enableIdTokenIssuance: nullable(flag) }),
      logoutUrl: link,
      redirectUris,
      redirectUriSettings: list(anything),
    }),
  ),
};

const notWritable = [
  'id',
  'appId',
  'createdDateTime',
  'deletedDateTime',
  'createdByAppId',
  'publisherDomain',
  'verifiedPublisher',
  'certification',
];
const applicationCheck = record({
  ...writable,
  ...Object.fromEntries([...notWritable, 'passwordCredentials'].map((name) => [name, readOnly])),
});

/** Names of the properties that a body may carry. */
export const writableApplicationProperties: readonly string[] = Object.keys(writable);

/** What a checked body can say about the properties on which the practice cloud acts. */
interface ApplicationPatch {
  readonly displayName?: string;
  readonly uniqueName?: string | null;
  readonly signInAudience?: string;
  readonly isDisabled?: boolean | null;
  readonly tags?: readonly string[];
  readonly requiredResourceAccess?: readonly RequiredResourceAccess[];
  readonly web?: Partial<Application['web']> | null;
  readonly spa?: Partial<RedirectUris> | null;
  readonly publicClient?: Partial<RedirectUris> | null;
  readonly api?: Partial<Application['api']>;
  readonly appRoles?: readonly AppRole[];
  readonly keyCredentials?: readonly Partial<KeyCredential>[];
}

/** `applicationCheck` has named the shape; this only tells the compiler. */
const isPatch = (body: JsonObject): body is JsonObject & ApplicationPatch => applicationCheck(body, 'application') === null;

/** The limits that depend on several properties (supported account types, Microsoft Entra ID). */
function checkLimits(application: Application): void {
  const permissions = application.requiredResourceAccess.map(({ resourceAccess }) => resourceAccess.length);
  const total = permissions.reduce((sum, count) => sum + count, 0);
  const personal = application.signInAudience.includes('Personal');
  if (personal && permissions.some((count) => count > 30)) {
    throw badRequest(
      'Applications that support personal accounts can list at most 30 permissions for each resource in requiredResourceAccess.',
    );
  }
  if (total > (personal ? 200 : 400))
    throw badRequest(`The property requiredResourceAccess has more than ${personal ? 200 : 400} permissions.`);
  const uniqueTags = new Set(application.tags);
  if (uniqueTags.size !== application.tags.length) throw badRequest('The property tags contains a duplicate value.');
}

/** The other writable properties of a body, stored without acting on them; complex ones keep what the body does not name. */
function otherFrom(application: Application, body: JsonObject): Record<string, Json> {
  const other: Record<string, Json> = { ...application.other };
  for (const [name, value] of Object.entries(body)) {
    if (!(name in application.other) || value === undefined) continue;
    const before = other[name];
    const merges = name === 'info' || name === 'parentalControlSettings';
    other[name] = merges && isPlain(value) && isPlain(before) ? { ...before, ...value } : value;
  }
  return other;
}

const isPlain = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * Applies a request body to an application (Graph "Update application": collections are replaced, complex values merged).
 * @throws GraphFailure 400 for unknown or read-only properties, wrong types and exceeded limits
 */
export function applyApplicationBody(application: Application, body: Json | undefined): Application {
  const patch = checkedBody(body, applicationCheck, 'application');
  if (!isPatch(patch)) throw badRequest('Invalid body.');
  const { uniqueName } = patch;
  if (uniqueName !== undefined && application.uniqueName !== null && uniqueName !== application.uniqueName) {
    throw badRequest("Property 'uniqueName' cannot be changed once it is set.");
  }
  const next: Application = {
    ...application,
    displayName: patch.displayName ?? application.displayName,
    uniqueName: uniqueName ?? application.uniqueName,
    signInAudience: patch.signInAudience ?? application.signInAudience,
    isDisabled: patch.isDisabled === undefined ? application.isDisabled : patch.isDisabled,
    tags: patch.tags ?? application.tags,
    requiredResourceAccess: patch.requiredResourceAccess ?? application.requiredResourceAccess,
    web: { ...application.web, ...patch.web },
    spa: { ...application.spa, ...patch.spa },
    publicClient: { ...application.publicClient, ...patch.publicClient },
    api: { ...application.api, ...patch.api },
    appRoles: patch.appRoles ?? application.appRoles,
    keyCredentials: patch.keyCredentials ? mergeKeyCredentials(application, patch.keyCredentials) : application.keyCredentials,
    other: otherFrom(application, patch),
  };
  checkLimits(next);
  return next;
}
