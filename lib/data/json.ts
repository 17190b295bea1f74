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

export const SecretLimitJson = z.object({ days: z.number(), learnedAt: date });
export const CertificateJson = z.object({ thumbprint: z.string(), der: z.string(), startsAt: date, expiresAt: date });

export const ObservedJson = z.object({
  at: date,
  organization: z.object({ id: z.string(), name: z.string(), domain: z.string() }),
  me: z.object({ id: z.string(), name: z.string(), account: z.string(), isGuest: z.boolean() }),
  resources: z.record(z.string(), ResourceJson.nullable()),
  application: ApplicationJson.nullable(),
  servicePrincipal: z.object({ id: z.string(), accountEnabled: z.boolean() }).nullable(),
  grants: z.array(z.object({ resourceId: z.string(), appRoleId: z.string() })).nullable(),
  namesakes: z.array(z.object({ appId: z.string(), displayName: z.string(), createdAt: date.nullable() })),
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

export const ProblemJson = z.object({ code: z.string(), at: date, evidence: z.record(z.string(), z.string()) });

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
