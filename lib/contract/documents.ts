import { z } from 'zod';
import { AdoptedView } from './result';

/** Documents that the portal hands out beside the connection view. */

const iso = z.iso.datetime();
const permissionType = z.enum(['Application', 'Delegated']);

/** `GET /api/health` */
export const HealthAnswer = z.object({ ready: z.boolean() });

/** `GET /api/permissions.json` */
export const PermissionsDocument = z.object({
  version: z.string(),
  sha256: z.string(),
  counts: z.record(z.string(), z.number()),
  groups: z.array(z.object({ key: z.string(), title: z.string(), sentence: z.string() })),
  permissions: z.array(
    z.object({
      api: z.string(),
      resourceAppId: z.guid(),
      type: permissionType,
      value: z.string(),
      id: z.guid(),
      group: z.string(),
      rank: z.number(),
      sensitive: z.boolean(),
      can: z.enum(['read', 'act', 'change']),
      purpose: z.string(),
      touches: z.string(),
      risk: z.enum(['low', 'medium', 'high']),
      riskWhy: z.string(),
      without: z.string(),
      note: z.string().optional(),
    }),
  ),
});

const SetAsideRow = z.object({ api: z.string(), type: permissionType, value: z.string(), reason: z.string() });

/** `GET /api/connections/{id}/receipt` */
export const ReceiptDocument = z.object({
  schemaVersion: z.literal(1),
  organization: z.object({ name: z.string(), domain: z.string(), tenantId: z.guid() }),
  /** Who came back from Microsoft's page in this portal's session; Microsoft does not say which account approved there. */
  returnedBy: z.object({ name: z.string(), account: z.string(), oid: z.string() }).nullable(),
  /** Who accepted the plan: with this person's sign-in the app was made. */
  createdBy: z.object({ name: z.string(), account: z.string(), oid: z.string() }).nullable(),
  /** When every wanted permission was read as granted. */
  grantedAt: iso,
  application: z.object({ displayName: z.string(), clientId: z.guid(), objectId: z.guid(), servicePrincipalId: z.guid() }),
  credential: z.object({
    displayName: z.string(),
    keyId: z.guid(),
    startsAt: iso,
    expiresAt: iso,
    days: z.number(),
    kind: z.enum(['secret', 'certificate']),
    /** `policy`: a policy of the organization allows no longer life; null: it lives as long as usual. */
    limitedBy: z.literal('policy').nullable(),
    renewBy: iso,
    sealedTo: z.string().nullable(),
    thumbprint: z.string().nullable(),
  }),
  /** The permission list as it was accepted; `version` is null when today's list is another one. */
  manifest: z.object({ version: z.string().nullable(), sha256: z.string() }),
  permissions: z.array(
    z.object({
      api: z.string(),
      type: permissionType,
      value: z.string(),
      id: z.guid(),
      asked: z.boolean(),
      granted: z.union([z.boolean(), z.literal('not readable')]),
      inToken: z.boolean().nullable(),
      answer: z.enum(['works', 'no-data', 'no-license', 'refused', 'unavailable', 'not tried']),
    }),
  ),
  setAside: z.array(SetAsideRow),
  provedAt: iso,
  /** The app was made by hand: its old keys, and when each was removed after the new one was proved. null: it was made here. */
  adopted: AdoptedView.nullable(),
});

const StoredFacts = z.object({
  tenantId: z.guid(),
  clientId: z.guid(),
  connectionId: z.guid(),
  attempt: z.guid(),
  keyId: z.guid(),
  startsAt: iso,
  expiresAt: iso,
  storedAt: iso,
  /** Whose data it is, by FortifyData's own reference and name, as the invitation says that led to the connection; null: it began without one. */
  customerId: z.string().nullable(),
  customer: z.string().nullable(),
});

/**
 * `GET /api/credentials/{tenantId}`: the record of the key in use. Of a secret `jwe` opens with FortifyData's private key alone; of a
 * certificate FortifyData holds the private key, and `thumbprint` (SHA-256) says of which one.
 */
export const StoredCredentialAnswer = z.discriminatedUnion('kind', [
  StoredFacts.extend({ kind: z.literal('secret'), sealThumbprint: z.string(), jwe: z.string() }),
  StoredFacts.extend({ kind: z.literal('certificate'), thumbprint: z.string() }),
]);
export type StoredCredentialAnswer = z.infer<typeof StoredCredentialAnswer>;

/** Refusals of the platform API. */
export const PlatformProblem = z.object({ error: z.object({ code: z.string(), message: z.string() }) });
