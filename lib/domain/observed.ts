import type { ObservedPolicy } from './app-policy';

/** What the portal found in a tenant. Foreign shapes end at lib/microsoft; these names are ours. */

/** A first-party API's service principal in the tenant, reduced to what the manifest asks of it. */
export interface ObservedResource {
  readonly servicePrincipalId: string;
  readonly displayName: string;
  readonly accountEnabled: boolean;
  readonly appRoles: readonly ObservedRole[];
  readonly scopes: readonly ObservedScope[];
}

export interface ObservedRole {
  readonly id: string;
  readonly value: string;
  readonly isEnabled: boolean;
  readonly allowedMemberTypes: readonly string[];
}

export interface ObservedScope {
  readonly id: string;
  readonly value: string;
  readonly isEnabled: boolean;
}

/** One entry of Graph's `requiredResourceAccess`. */
export interface RequiredResource {
  readonly resourceAppId: string;
  readonly resourceAccess: readonly { readonly id: string; readonly type: 'Role' | 'Scope' }[];
}

/** A passwordCredential as Graph lists it; the value is never readable. */
export interface ObservedPassword {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/** A keyCredential of our application as Graph lists it: a certificate's public part. */
export interface AppCertificate {
  readonly keyId: string;
  readonly displayName: string | null;
  /** SHA-256 of the certificate, 64 upper-case hex digits; null where Microsoft did not show its bytes. */
  readonly thumbprint: string | null;
  readonly expiresAt: Date;
}

export interface ObservedApplication {
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly uniqueName: string | null;
  readonly signInAudience: string | null;
  readonly requiredResourceAccess: readonly RequiredResource[];
  readonly redirectUris: readonly string[];
  readonly tags: readonly string[];
  readonly createdAt: Date | null;
  readonly passwords: readonly ObservedPassword[];
  /** Absent in looks of earlier versions. */
  readonly certificates?: readonly AppCertificate[];
}

export interface ObservedPrincipal {
  readonly id: string;
  readonly accountEnabled: boolean;
}

/** A granted application permission: the API's principal in this tenant and the role. */
export interface Grant {
  readonly resourceId: string;
  readonly appRoleId: string;
}

/** A certificate on an application, as Graph lists it: a public key, of which somebody else holds the private half. */
export interface ObservedCertificate {
  readonly keyId: string;
  readonly displayName: string | null;
  readonly startsAt: Date | null;
  readonly expiresAt: Date | null;
}

/** An app of our display name, read whole: all that tells it from what is wanted, and all that could sign in with it. */
export interface FoundApplication {
  readonly application: ObservedApplication;
  /** Return addresses for single-page and public clients, which ours has none of. */
  readonly otherRedirectUris: readonly string[];
  readonly certificates: readonly ObservedCertificate[];
  /** Federated credentials: sign-ins of an outside system that need no key; null: Microsoft did not say. */
  readonly federated: number | null;
  /** null: Microsoft did not say. */
  readonly owners: number | null;
  readonly principal: ObservedPrincipal | null;
  readonly grants: readonly Grant[];
  /** Names of permissions that the app asks for or holds and the manifest does not name, by their ids. */
  readonly names: Readonly<Record<string, string>>;
}

/** Another app of the same display name that does not carry our unique name: made by hand from the old guide. */
export interface Namesake {
  readonly objectId: string;
  readonly appId: string;
  readonly displayName: string;
  readonly createdAt: Date | null;
  /** null: not read, because there is nothing to choose, or because there are more of them than are read. */
  readonly found: FoundApplication | null;
}

/** An app of our display name among the deleted ones, which Microsoft keeps for 30 days. */
export interface DeletedApplication {
  readonly objectId: string;
  readonly appId: string;
  readonly uniqueName: string | null;
  readonly deletedAt: Date | null;
}

export interface Observed {
  readonly at: Date;
  readonly organization: {
    readonly id: string;
    readonly name: string;
    /** The default one. */
    readonly domain: string;
    /** Every verified one. Absent in looks of earlier versions. */
    readonly domains?: readonly string[];
  };
  readonly me: { readonly id: string; readonly name: string; readonly account: string; readonly isGuest: boolean };
  /** By resourceAppId; null: the tenant has no service principal for this API. */
  readonly resources: Readonly<Record<string, ObservedResource | null>>;
  readonly application: ObservedApplication | null;
  readonly servicePrincipal: ObservedPrincipal | null;
  /** null: not read (no principal known yet). */
  readonly grants: readonly Grant[] | null;
  readonly namesakes: readonly Namesake[];
  /** null: not readable with the portal's scopes, which is the usual case. Absent in looks of earlier versions. */
  readonly policy?: ObservedPolicy | null;
  /** null: Microsoft did not let us read them. */
  readonly deletedApplications: readonly DeletedApplication[] | null;
}
