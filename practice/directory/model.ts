import type { Json } from '../json';

/** Directory roles that matter here, with their template ids (Microsoft Entra built-in roles reference). */
export const directoryRoles = {
  globalAdministrator: { id: '62e90394-69f5-4237-9190-012177145e10', name: 'Global Administrator' },
  privilegedRoleAdministrator: { id: 'e8611ab8-c189-46e8-94e1-60213ab1f814', name: 'Privileged Role Administrator' },
  cloudApplicationAdministrator: { id: '158c047a-c907-4556-b7ef-446551a6b5f7', name: 'Cloud Application Administrator' },
  applicationAdministrator: { id: '9b895d92-2cd3-44c7-9d02-a6ac2d5ea5c3', name: 'Application Administrator' },
} as const;
export type RoleKey = keyof typeof directoryRoles;

/** A practice person. */
export interface User {
  readonly id: string;
  readonly displayName: string;
  readonly givenName: string;
  readonly surname: string;
  readonly userPrincipalName: string;
  /** What the person types to sign in; differs from the principal name for guests. */
  readonly signInName: string;
  readonly userType: 'Member' | 'Guest';
  readonly roles: readonly RoleKey[];
  /** True after somebody has disabled the account. */
  readonly disabled?: boolean;
  /** What this person shows in a demo; null: what the organization shows. */
  readonly shows: string | null;
}

export interface AppRole {
  readonly allowedMemberTypes: readonly string[];
  readonly description: string;
  readonly displayName: string;
  readonly id: string;
  readonly isEnabled: boolean;
  readonly origin: 'Application';
  readonly value: string;
}

export interface PermissionScope {
  readonly adminConsentDescription: string;
  readonly adminConsentDisplayName: string;
  readonly id: string;
  readonly isEnabled: boolean;
  readonly type: 'Admin' | 'User';
  readonly userConsentDescription: string | null;
  readonly userConsentDisplayName: string | null;
  readonly value: string;
}

export interface RequiredResourceAccess {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** A secret as Graph shows it: the value itself is never here (`secretText` stays null). */
export interface PasswordCredential {
  readonly customKeyIdentifier: null;
  readonly displayName: string | null;
  readonly endDateTime: string;
  readonly hint: string;
  readonly keyId: string;
  readonly secretText: null;
  readonly startDateTime: string;
}

export interface KeyCredential {
  readonly customKeyIdentifier: string | null;
  readonly displayName: string | null;
  readonly endDateTime: string | null;
  /** Base64 of the DER certificate. */
  readonly key: string | null;
  readonly keyId: string;
  readonly startDateTime: string | null;
  readonly type: string;
  readonly usage: string;
}

export interface RedirectUris {
  readonly redirectUris: readonly string[];
}

export interface WebSettings extends RedirectUris {
  readonly homePageUrl: string | null;
  readonly logoutUrl: string | null;
  readonly implicitGrantSettings: { readonly enableAccessTokenIssuance: boolean; readonly enableIdTokenIssuance: boolean };
  readonly redirectUriSettings: readonly Json[];
}

export interface ApiSettings {
  readonly acceptMappedClaims: boolean | null;
  readonly knownClientApplications: readonly string[];
  readonly oauth2PermissionScopes: readonly PermissionScope[];
  readonly preAuthorizedApplications: readonly Json[];
  readonly requestedAccessTokenVersion: number | null;
}

/** An application object (Graph v1.0 `application`), as the primary stores it. */
export interface Application {
  readonly id: string;
  readonly appId: string;
  readonly createdDateTime: string;
  readonly deletedDateTime: string | null;
  readonly createdByAppId: string | null;
  readonly publisherDomain: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string;
  readonly isDisabled: boolean | null;
  readonly tags: readonly string[];
  readonly requiredResourceAccess: readonly RequiredResourceAccess[];
  readonly web: WebSettings;
  readonly spa: RedirectUris;
  readonly publicClient: RedirectUris;
  readonly api: ApiSettings;
  readonly appRoles: readonly AppRole[];
  readonly keyCredentials: readonly KeyCredential[];
  readonly passwordCredentials: readonly PasswordCredential[];
  /** The properties that the practice cloud stores and returns without acting on them. */
  readonly other: Readonly<Record<string, Json>>;
}

/** A service principal; the role lists of Microsoft's own APIs are added when it is read. */
export interface ServicePrincipal {
  readonly id: string;
  readonly appId: string;
  readonly createdDateTime: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly appRoleAssignmentRequired: boolean;
  readonly appOwnerOrganizationId: string;
  readonly createdByAppId: string | null;
  readonly tags: readonly string[];
  readonly other: Readonly<Record<string, Json>>;
}

export interface AppRoleAssignment {
  readonly id: string;
  readonly appRoleId: string;
  readonly createdDateTime: string;
  readonly deletedDateTime: null;
  readonly principalDisplayName: string;
  readonly principalId: string;
  readonly principalType: 'ServicePrincipal' | 'User';
  readonly resourceDisplayName: string;
  readonly resourceId: string;
}

export interface OAuth2PermissionGrant {
  readonly id: string;
  readonly clientId: string;
  readonly consentType: 'AllPrincipals' | 'Principal';
  readonly principalId: string | null;
  readonly resourceId: string;
  /** Space-separated scope values. */
  readonly scope: string;
}
