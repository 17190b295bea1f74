import type { Tx } from './prisma';

export interface AuditEntry {
  /** `oid@tenantId` of a person, `staff:{oid}`, or `portal`, `sealer`, `worker`, `visitor`, `platform`, `platform:{appId}`. */
  readonly actor: string;
  readonly action: string;
  readonly tenantId: string | null;
  readonly connectionId: string | null;
  /** Ids, counts and codes only: no name, no secret, no token. */
  readonly details: Readonly<Record<string, string | number | boolean | null>>;
}

/**
 * Appends one line to the hash-chained audit in the transaction of the effect it tells of: when this fails, the effect does not happen.
 * The application role can call the database function and nothing else of the audit.
 */
export async function appendAudit(tx: Tx, entry: AuditEntry): Promise<void> {
  const details = JSON.stringify(Object.fromEntries(Object.entries(entry.details).sort(([a], [b]) => (a < b ? -1 : 1))));
  await tx.$queryRaw`SELECT append_audit(${entry.actor}, ${entry.action}, ${entry.tenantId}::uuid, ${entry.connectionId}::uuid, ${details})`;
}
