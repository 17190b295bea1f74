import type { Pool, PoolClient } from 'pg';
import { asRole } from './as-role';
import { isCertificateRecord, type SecretStore, StoreError, type StoreItem, type StoreReceipt } from './store';

const insert = `
  INSERT INTO stored_credentials
    (attempt, connection_id, tenant_id, app_id, key_id, starts_at, expires_at, seal_thumbprint, certificate_thumbprint, jwe)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
  ON CONFLICT (attempt) DO NOTHING`;

/** Compares what the writer role may read; `jwe` is not among it, and the same key id of the same attempt has one sealed text. */
const same = `
  SELECT count(*)::int AS rows FROM stored_credentials
  WHERE attempt = $1 AND connection_id = $2 AND tenant_id = $3 AND app_id = $4 AND key_id = $5
    AND starts_at = $6 AND expires_at = $7
    AND seal_thumbprint IS NOT DISTINCT FROM $8 AND certificate_thumbprint IS NOT DISTINCT FROM $9`;

/**
 * The `database` store: a table which the portal's writer role can fill and cannot read.
 * @param pool connections that may step down to `portal_store_writer`
 */
export function databaseStore(pool: Pool): SecretStore {
  return {
    name: 'database',
    async put(credential) {
      try {
        return await asRole(pool, 'portal_store_writer', (client) => putOnce(client, credential));
      } catch (error) {
        throw error instanceof StoreError ? error : new StoreError('unavailable', { cause: error });
      }
    },
  };
}

async function putOnce(client: PoolClient, item: StoreItem): Promise<StoreReceipt> {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = item;
  const [sealThumbprint, thumbprint, jwe] = isCertificateRecord(item)
    ? [null, item.thumbprint, null]
    : [item.sealThumbprint, null, item.jwe];
  const facts = [attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt, sealThumbprint, thumbprint];
  const { rowCount } = await client.query(insert, [...facts, jwe]);
  const existed = rowCount === 0;
  if (existed) {
    const { rows } = await client.query<{ rows: number }>(same, facts);
    if (rows[0]?.rows !== 1) throw new StoreError('mismatch');
  }
  return { receipt: `database:${attempt}`, existed };
}
