import { type AdoptedKeys, adoptedKeys } from './adopted-keys';
import type { Adoption } from './adoption';
import { certificateDisplayName } from './certificate';
import type { SetAside } from './connection';
import { credentialDisplayName } from './credential';
import type { WantedGrant } from './grants';
import { fullLifeDays } from './key-life';
import { type AcceptedManifest, apiKeyOf, manifest, type Permission, type PermissionType, permissionKey } from './permissions';
import type { ApiAnswer, Proof } from './proof';
import { daysBetween, renewBy } from './renewal';

/** Facts of a proved connection. None of them is secret: what the sealer held never reaches this place. */
export interface ReceiptInput {
  readonly organization: { readonly name: string; readonly domain: string; readonly tenantId: string };
  /** Whose session came back from Microsoft's page, not whose account approved there: Microsoft does not say that. null: nobody's. */
  readonly returnedBy: { readonly name: string; readonly account: string; readonly oid: string } | null;
  /** Who accepted the plan: with this person's sign-in the app was made. */
  readonly createdBy: { readonly name: string; readonly account: string; readonly oid: string } | null;
  /** When every wanted permission was read as granted. */
  readonly grantedAt: Date;
  readonly application: {
    readonly displayName: string;
    readonly clientId: string;
    readonly objectId: string;
    readonly servicePrincipalId: string;
  };
  readonly credential: {
    readonly keyId: string;
    readonly startsAt: Date;
    readonly expiresAt: Date;
    readonly sealThumbprint: string | null;
    /** SHA-256 of a certificate; absent or null: a client secret. */
    readonly thumbprint?: string | null;
  };
  /** The permission list that was accepted. */
  readonly manifest: AcceptedManifest;
  /** Application permissions that Microsoft lists as granted, with the ids of this tenant. */
  readonly granted: readonly WantedGrant[];
  readonly setAside: readonly SetAside[];
  readonly proof: Proof;
  /** null: the app was made here. */
  readonly adoption: Adoption | null;
}

export interface ReceiptPermission {
  readonly api: string;
  readonly type: PermissionType;
  readonly value: string;
  readonly id: string;
  /** False for a permission that was set aside. */
  readonly asked: boolean;
  /** Microsoft does not let this portal read delegated grants. */
  readonly granted: boolean | 'not readable';
  /** null: a delegated permission is never in this token, or there was no token. */
  readonly inToken: boolean | null;
  /** What the API answered; `not tried` for a permission that is not in the token. */
  readonly answer: ApiAnswer | 'not tried';
}

/** The receipt as a document: what was set up, for whom, when, and what each of the permissions came to. Times are ISO 8601, UTC. */
export interface Receipt {
  readonly schemaVersion: 1;
  readonly organization: ReceiptInput['organization'];
  readonly returnedBy: ReceiptInput['returnedBy'];
  readonly createdBy: ReceiptInput['createdBy'];
  readonly grantedAt: string;
  readonly application: ReceiptInput['application'];
  readonly credential: {
    readonly displayName: string;
    readonly keyId: string;
    readonly startsAt: string;
    readonly expiresAt: string;
    readonly days: number;
    readonly kind: 'secret' | 'certificate';
    /** Why it is valid for less than usual; null: it is not. */
    readonly limitedBy: 'policy' | null;
    readonly renewBy: string;
    /** RFC 7638 thumbprint of the public key that the value was encrypted to; null for a certificate. */
    readonly sealedTo: string | null;
    /** SHA-256 of the certificate; null for a client secret. */
    readonly thumbprint: string | null;
  };
  readonly manifest: AcceptedManifest;
  readonly permissions: readonly ReceiptPermission[];
  readonly setAside: readonly SetAside[];
  readonly provedAt: string;
  /** Old keys of an app that was made by hand, removed after the new one was proved. */
  readonly adopted: AdoptedKeys | null;
}

/**
 * The receipt of a proved connection. Fields are picked one by one: whatever else an input object carries stays out.
 * @returns a plain object for JSON, with every row of the manifest in the guide's order
 */
export function receipt(input: ReceiptInput): Receipt {
  const { organization, application, credential } = input;
  return {
    schemaVersion: 1,
    organization: { name: organization.name, domain: organization.domain, tenantId: organization.tenantId },
    returnedBy: personIn(input.returnedBy),
    createdBy: personIn(input.createdBy),
    grantedAt: input.grantedAt.toISOString(),
    application: {
      displayName: application.displayName,
      clientId: application.clientId,
      objectId: application.objectId,
      servicePrincipalId: application.servicePrincipalId,
    },
    credential: credentialOf(credential),
    manifest: { version: input.manifest.version, sha256: input.manifest.sha256 },
    permissions: manifest.rows.map((row) => permissionOf(row, input)),
    setAside: input.setAside.map(({ api, type, value, reason }) => ({ api, type, value, reason })),
    provedAt: input.proof.at.toISOString(),
    adopted: adoptedKeys(input.adoption),
  };
}

function credentialOf(credential: ReceiptInput['credential']): Receipt['credential'] {
  const { keyId, startsAt, expiresAt, sealThumbprint, thumbprint = null } = credential;
  const days = daysBetween(startsAt, expiresAt);
  return {
    displayName: thumbprint ? certificateDisplayName : credentialDisplayName,
    keyId,
    startsAt: startsAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    days,
    kind: thumbprint ? 'certificate' : 'secret',
    limitedBy: !thumbprint && days < fullLifeDays ? 'policy' : null,
    renewBy: renewBy(credential).toISOString(),
    sealedTo: sealThumbprint,
    thumbprint,
  };
}

const personIn = (person: ReceiptInput['returnedBy']) => person && { name: person.name, account: person.account, oid: person.oid };

function permissionOf(row: Permission, { granted, setAside, proof }: ReceiptInput): ReceiptPermission {
  const { api, type, value } = row;
  const asked = !setAside.some((other) => permissionKey(other) === permissionKey(row));
  if (type === 'Delegated') {
    return { api, type, value, id: row.id, asked, granted: asked ? 'not readable' : false, inToken: null, answer: 'not tried' };
  }
  const grant = granted.find((other) => other.resourceAppId === row.resourceAppId && other.value === value);
  const proved = proof.apis.find((other) => other.api === apiKeyOf(row.resourceAppId));
  const inToken = proved?.tokenRoles?.includes(value) ?? null;
  const answer = proved && inToken ? proved.answer : 'not tried';
  return { api, type, value, id: grant?.appRoleId ?? row.id, asked, granted: grant !== undefined, inToken, answer };
}
