import { z } from 'zod';
import { apiKeys } from '../domain/proof';

/** Shapes of the JSON columns. What the database holds is read as strictly as what the browser sends. */

const date = z.coerce.date();

export const PersonJson = z.object({ oid: z.string(), name: z.string(), account: z.string(), roles: z.array(z.string()) });

const RoleJson = z.object({ id: z.string(), value: z.string(), isEnabled: z.boolean(), allowedMemberTypes: z.array(z.string()) });
const ScopeJson = z.object({ id: z.string(), value: z.string(), isEnabled: z.boolean() });
const ResourceJson = z.object({
  servicePrincipalId: z.string(),
  displayName: z.string(),
  accountEnabled: z.boolean(),
  appRoles: z.array(RoleJson),
  scopes: z.array(ScopeJson),
});
const RequiredResourceJson = z.object({
  resourceAppId: z.string(),
  resourceAccess: z.array(z.object({ id: z.string(), type: z.enum(['Role', 'Scope']) })),
});
const ApplicationJson = z.object({
  objectId: z.string(),
  appId: z.string(),
  displayName: z.string(),
  uniqueName: z.string().nullable(),
  signInAudience: z.string().nullable(),
  requiredResourceAccess: z.array(RequiredResourceJson),
  redirectUris: z.array(z.string()),
  tags: z.array(z.string()),
  createdAt: date.nullable(),
  passwords: z.array(z.object({ keyId: z.string(), displayName: z.string().nullable(), startsAt: date, expiresAt: date })),
  certificates: z
    .array(z.object({ keyId: z.string(), displayName: z.string().nullable(), thumbprint: z.string().nullable(), expiresAt: date }))
    .default([]),
});

const PolicyJson = z.object({
  secrets: z.array(z.object({ type: z.string(), maxDays: z.number().nullable(), createdAfter: date.nullable(), exempts: z.boolean() })),
});

export const SecretLimitJson = z.object({ days: z.number(), learnedAt: date, exempted: z.boolean().optional() });
export const PublicCertificateJson = z.object({ thumbprint: z.string(), der: z.string(), startsAt: date, expiresAt: date });

const GrantsJson = z.array(z.object({ resourceId: z.string(), appRoleId: z.string() }));
const PrincipalJson = z.object({ id: z.string(), accountEnabled: z.boolean() });
const CertificateJson = z.object({
  keyId: z.string(),
  displayName: z.string().nullable(),
  startsAt: date.nullable(),
  expiresAt: date.nullable(),
});
const NamesakeJson = z.object({
  objectId: z.string(),
  appId: z.string(),
  displayName: z.string(),
  createdAt: date.nullable(),
  found: z
    .object({
      application: ApplicationJson,
      otherRedirectUris: z.array(z.string()),
      certificates: z.array(CertificateJson),
      federated: z.number().nullable(),
      owners: z.number().nullable(),
      principal: PrincipalJson.nullable(),
      grants: GrantsJson,
      names: z.record(z.string(), z.string()),
    })
    .nullable(),
});
const DeletedJson = z.object({
  objectId: z.string(),
  appId: z.string(),
  uniqueName: z.string().nullable(),
  deletedAt: date.nullable(),
});

export const AdoptionJson = z.object({
  objectId: z.string(),
  appId: z.string(),
  seenAt: date,
  keys: z.array(CertificateJson.extend({ form: z.enum(['password', 'certificate']) })),
  addsDelegated: z.boolean(),
  removed: z.array(z.object({ keyId: z.string(), at: date })),
});

export const ObservedJson = z.object({
  at: date,
  organization: z.object({ id: z.string(), name: z.string(), domain: z.string(), domains: z.array(z.string()).optional() }),
  me: z.object({ id: z.string(), name: z.string(), account: z.string(), isGuest: z.boolean() }),
  resources: z.record(z.string(), ResourceJson.nullable()),
  application: ApplicationJson.nullable(),
  servicePrincipal: PrincipalJson.nullable(),
  grants: GrantsJson.nullable(),
  // rows of a version that read less of them: the next look brings them back
  namesakes: z.array(NamesakeJson).catch([]),
  deletedApplications: z.array(DeletedJson).nullable().default(null),
  policy: PolicyJson.nullable().default(null),
});

export const SetAsideJson = z.array(
  z.object({
    api: z.string(),
    type: z.enum(['Application', 'Delegated']),
    value: z.string(),
    reason: z.enum(['retired', 'disabled', 'resource-missing']),
  }),
);

export const ProofJson = z.object({
  at: date,
  apis: z.array(
    z.object({
      api: z.enum(apiKeys),
      tokenRoles: z.array(z.string()).nullable(),
      answer: z.enum(['works', 'no-data', 'no-license', 'refused', 'unavailable']),
      status: z.number().nullable(),
      durationMs: z.number(),
      code: z.string().nullable(),
      read: z.string(),
    }),
  ),
});

const ExpectedJson = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tenant'), tenantId: z.string() }),
  z.object({ kind: z.literal('domain'), domain: z.string() }),
]);

export const AdmissionJson = z.object({
  id: z.string(),
  customer: z.string(),
  customerId: z.string(),
  expected: ExpectedJson,
  releasedAt: date.nullable(),
  refusedAt: date.nullable(),
});

export const ProblemJson = z.object({
  code: z.string(),
  at: date,
  evidence: z.record(z.string(), z.string()),
  claims: z.string().optional(),
});

export const CallsJson = z.array(
  z.object({
    purpose: z.string(),
    at: date,
    durationMs: z.number(),
    status: z.number().nullable(),
    requestId: z.string().nullable(),
    clientRequestId: z.string(),
    code: z.string().nullable(),
  }),
);

export const StringsJson = z.array(z.string());
