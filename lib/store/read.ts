import { z } from 'zod';
import { asRole } from './as-role';
import { storePool } from './pool';
import type { CredentialFacts } from './store';

/** A record of the `database` store as FortifyData's platform reads it: sealed text with its key, or a certificate's thumbprint. */
export interface StoredCredential extends CredentialFacts {
  readonly jwe: string | null;
  readonly sealThumbprint: string | null;
  readonly thumbprint: string | null;
  readonly storedAt: Date;
}

const Row = z.object({
  attempt: z.string(),
  connectionId: z.string(),
  tenantId: z.string(),
  appId: z.string(),
  keyId: z.string(),
  startsAt: z.date(),
  expiresAt: z.date(),
  jwe: z.string().nullable(),
  sealThumbprint: z.string().nullable(),
  thumbprint: z.string().nullable(),
  storedAt: z.date(),
});

const named = `
  SELECT attempt, connection_id AS "connectionId", tenant_id AS "tenantId", app_id AS "appId", key_id AS "keyId",
    starts_at AS "startsAt", expires_at AS "expiresAt", jwe, seal_thumbprint AS "sealThumbprint",
    certificate_thumbprint AS thumbprint, stored_at AS "storedAt"
  FROM stored_credentials WHERE tenant_id = $1 AND attempt = $2`;

/**
 * One sealed credential of a tenant, for the platform API alone. The store knows what was delivered, not what came of it: which attempt
 * is in use, the caller says.
 * @param databaseUrl where the store lives
 * @param record ids (GUID) of the tenant and of the attempt
 * @returns null when the store has no such record
 */
export async function readStoredCredential(
  databaseUrl: string,
  { tenantId, attempt }: Pick<StoredCredential, 'tenantId' | 'attempt'>,
): Promise<StoredCredential | null> {
  const { rows } = await asRole(storePool(databaseUrl), 'portal_store_reader', (client) => client.query(named, [tenantId, attempt]));
  return rows.length === 0 ? null : Row.parse(rows[0]);
}
