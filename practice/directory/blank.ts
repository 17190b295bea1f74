import { newId } from '../ids';
import type { Json } from '../json';
import { type FirstPartyApp, microsoftTenantId } from './first-party';
import type { Application, ServicePrincipal } from './model';
import type { Tenant } from './tenant';

/** Stored properties of an application which the practice cloud keeps without acting on them, at their defaults. */
export const applicationExtras: Readonly<Record<string, Json>> = {
  addIns: [],
  applicationTemplateId: null,
  certification: null,
  defaultRedirectUri: null,
  description: null,
  disabledByMicrosoftStatus: null,
  groupMembershipClaims: null,
  identifierUris: [],
  info: { logoUrl: null, marketingUrl: null, privacyStatementUrl: null, supportUrl: null, termsOfServiceUrl: null },
  isDeviceOnlyAuthSupported: null,
  isFallbackPublicClient: null,
  nativeAuthenticationApisEnabled: null,
  notes: null,
  optionalClaims: null,
  parentalControlSettings: { countriesBlockedForMinors: [], legalAgeGroupRule: 'Allow' },
  requestSignatureVerification: null,
  samlMetadataUrl: null,
  serviceManagementReference: null,
  servicePrincipalLockConfiguration: null,
  tokenEncryptionKeyId: null,
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

/** The same for service principals. */
export const principalExtras: Readonly<Record<string, Json>> = {
  addIns: [],
  alternativeNames: [],
  appDescription: null,
  applicationTemplateId: null,
  description: null,
  disabledByMicrosoftStatus: null,
  homepage: null,
  keyCredentials: [],
  loginUrl: null,
  logoutUrl: null,
  notes: null,
  notificationEmailAddresses: [],
  passwordCredentials: [],
  preferredSingleSignOnMode: null,
  preferredTokenSigningKeyThumbprint: null,
  resourceSpecificApplicationPermissions: [],
  samlSingleSignOnSettings: null,
  tokenEncryptionKeyId: null,
  verifiedPublisher: { displayName: null, verifiedPublisherId: null, addedDateTime: null },
};

interface NewApplication {
  readonly tenant: Tenant;
  readonly displayName: string;
  readonly at: string;
  readonly appId?: string;
  readonly createdByAppId?: string | null;
}

/** A new application with Graph's defaults, among them the audience that includes personal accounts. */
export function blankApplication({ tenant, displayName, at, appId = newId(), createdByAppId = null }: NewApplication): Application {
  return {
    id: newId(),
    appId,
    createdDateTime: at,
    deletedDateTime: null,
    createdByAppId,
    publisherDomain: tenant.domain,
    displayName,
    uniqueName: null,
    signInAudience: 'AzureADandPersonalMicrosoftAccount',
    isDisabled: null,
    tags: [],
    requiredResourceAccess: [],
    web: {
      homePageUrl: null,
      logoutUrl: null,
      redirectUris: [],
      implicitGrantSettings: { enableAccessTokenIssuance: false, enableIdTokenIssuance: false },
      redirectUriSettings: [],
    },
    spa: { redirectUris: [] },
    publicClient: { redirectUris: [] },
    api: {
      acceptMappedClaims: null,
      knownClientApplications: [],
      oauth2PermissionScopes: [],
      preAuthorizedApplications: [],
      requestedAccessTokenVersion: null,
    },
    appRoles: [],
    keyCredentials: [],
    passwordCredentials: [],
    other: structuredClone(applicationExtras),
  };
}

interface NewPrincipal {
  readonly appId: string;
  readonly displayName: string;
  readonly ownerTenantId: string;
  readonly at: string;
  readonly createdByAppId?: string | null;
}

/** A new service principal. */
export function blankPrincipal({ appId, displayName, ownerTenantId, at, createdByAppId = null }: NewPrincipal): ServicePrincipal {
  return {
    id: newId(),
    appId,
    createdDateTime: at,
    displayName,
    accountEnabled: true,
    appRoleAssignmentRequired: false,
    appOwnerOrganizationId: ownerTenantId,
    createdByAppId,
    tags: [],
    other: structuredClone(principalExtras),
  };
}

/** A new principal of one of Microsoft's own APIs. */
export const firstPartyPrincipal = (app: FirstPartyApp, at: string): ServicePrincipal =>
  blankPrincipal({ appId: app.appId, displayName: app.displayName, ownerTenantId: microsoftTenantId, at });

/** A new principal of a registered application. */
export const principalFor = (application: Application, home: Tenant, at: string): ServicePrincipal =>
  blankPrincipal({ appId: application.appId, displayName: application.displayName, ownerTenantId: home.id, at });
