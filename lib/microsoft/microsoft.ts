import type { PublicCertificate } from '../domain/certificate';
import type { Cloud } from '../domain/clouds';
import type {
  AppCertificate,
  DeletedApplication,
  FoundApplication,
  Grant,
  Observed,
  ObservedApplication,
  ObservedPrincipal,
  RequiredResource,
} from '../domain/observed';

/** One request to Microsoft, as the timeline shows it and a Microsoft ticket needs it. Holds no body and no token. */
export interface CallTrace {
  /** What the request was for, in a few words. */
  readonly purpose: string;
  readonly at: Date;
  readonly durationMs: number;
  /** HTTP status; null when no answer came. */
  readonly status: number | null;
  /** Microsoft's `request-id`, for a ticket. */
  readonly requestId: string | null;
  /** Our `client-request-id`. */
  readonly clientRequestId: string;
  /** Microsoft's error code, when it gave one. */
  readonly code: string | null;
}

/** On whose behalf a Graph call goes out. */
export interface Caller {
  readonly cloud: Cloud;
  /** Tenant the connection belongs to; compared with the token's `tid` before anything is sent. */
  readonly tenantId: string;
  readonly accessToken: string;
  /** Told about every request, answered or not. */
  readonly trace: (call: CallTrace) => void;
}

/** What the application shall look like; `objectId` and `appId` are Microsoft's to give. */
export interface ApplicationSpec {
  readonly uniqueName: string;
  readonly displayName: string;
  readonly requiredResourceAccess: readonly RequiredResource[];
  readonly redirectUris: readonly string[];
  readonly tags: readonly string[];
  readonly notes: string;
  /** Graph's `serviceManagementReference`; without it none is sent. */
  readonly serviceReference?: string | null;
  readonly infoUrls: { readonly marketing: string; readonly privacy: string; readonly support: string; readonly terms: string };
}

/** A certificate to be added: with an id of ours, so that adding it again comes to the same end. */
export interface NewCertificate extends PublicCertificate {
  readonly keyId: string;
  readonly displayName: string;
}

/** What `observe` shall look for besides me, organization and the APIs. */
export interface ObserveRequest {
  readonly resourceAppIds: readonly string[];
  readonly uniqueName: string;
  readonly displayName: string;
  /** Object id of the application's service principal, when a record knows it: its grants are read too. */
  readonly servicePrincipalId: string | null;
}

/**
 * Port 1: everything the engine asks of Microsoft with the admin's delegated token. Every method sends at most the number of
 * requests named, follows no redirect, never retries by itself, and throws `MicrosoftError` (lib/microsoft/microsoft-error.ts)
 * when Microsoft refuses, cannot be reached or answers something unreadable.
 */
export interface Microsoft {
  /** One `$batch`; a second one when an app made by hand is there and ours is not. */
  observe(caller: Caller, request: ObserveRequest): Promise<Observed>;
  /** One upsert by unique name; one more read when it existed already. */
  upsertApplication(caller: Caller, spec: ApplicationSpec): Promise<ObservedApplication>;
  /** One `$batch`: an app made by hand, all of it; null when it is not there. */
  readFound(caller: Caller, app: { objectId: string; appId: string }): Promise<FoundApplication | null>;
  /** One update by object id that also sets the unique name, and one read. */
  adoptApplication(caller: Caller, app: { objectId: string; setsName: boolean }, spec: ApplicationSpec): Promise<ObservedApplication>;
  /** Deleted apps of a display name; one request. */
  listDeletedApplications(caller: Caller, displayName: string): Promise<readonly DeletedApplication[]>;
  /** One upsert by appId (`Prefer: create-if-missing`); one more read when it existed already. `created`: it was made by this request. */
  upsertServicePrincipal(caller: Caller, appId: string): Promise<ObservedPrincipal & { readonly created?: boolean }>;
  /** One `$batch`: the application and its principal as reads show them now; null for what is not there (yet). */
  readApplication(
    caller: Caller,
    ids: { applicationObjectId: string; servicePrincipalId: string },
  ): Promise<{ application: ObservedApplication | null; servicePrincipal: ObservedPrincipal | null }>;
  /** Application permissions granted to the principal; one request a page, at most 10 pages. */
  listGrants(caller: Caller, servicePrincipalId: string): Promise<readonly Grant[]>;
  /** Removes one password by key id; a key that is gone already counts as removed. */
  removePassword(caller: Caller, applicationObjectId: string, keyId: string): Promise<void>;
  /** One read, and one write when the certificate is not there yet; all other certificates stay. Gives the certificates that are there then. */
  addCertificate(caller: Caller, applicationObjectId: string, certificate: NewCertificate): Promise<readonly AppCertificate[]>;
  /** Removes certificates by key ids: one read, and one update when one of them is there. */
  removeCertificates(
    caller: Caller,
    applicationObjectId: string,
    keys: { gone: readonly string[]; inUse: string },
  ): Promise<'removed' | 'lagging'>;
}
