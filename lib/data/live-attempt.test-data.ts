import type { Pool } from 'pg';
import type { CredentialState } from '../domain/credential';
import { person } from '../domain/record.test-data';

/** The ids and times of a sealed credential. */
interface Sealed {
  readonly attempt: string;
  readonly connectionId: string;
  readonly tenantId: string;
  readonly appId: string;
  readonly keyId: string;
  readonly startsAt: Date;
  readonly expiresAt: Date;
}

/**
 * Gives a credential the life that the portal's own tables tell of: its connection, and what came of its attempt.
 * @param owner a pool of the tables' owner
 */
export async function recordAttempt(owner: Pool, sealed: Sealed, life: { state: CredentialState; provedAt?: Date }): Promise<void> {
  const { attempt, connectionId, tenantId, appId, keyId, startsAt, expiresAt } = sealed;
  await owner.query(
    `INSERT INTO connections (id, cloud, tenant_id, state, admin, signed_in_at, updated_at) VALUES ($1, 'practice', $2, 'connected', $3, $4, $4)
     ON CONFLICT DO NOTHING`,
    [connectionId, tenantId, JSON.stringify(person), startsAt],
  );
  await owner.query(
    `INSERT INTO credentials (attempt, connection_id, tenant_id, application_object_id, state, intended_at, starts_at, expires_at, key_id, proved_at)
     VALUES ($1, (SELECT id FROM connections WHERE tenant_id = $2), $2, $3, $4, $5, $5, $6, $7, $8)
     ON CONFLICT (attempt) DO UPDATE SET state = excluded.state, proved_at = excluded.proved_at`,
    [attempt, tenantId, appId, life.state, startsAt, expiresAt, keyId, life.provedAt ?? null],
  );
}
