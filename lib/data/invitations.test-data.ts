import { randomUUID } from 'node:crypto';
import type { Expected } from '../domain/expected';
import type { InvitedBrowser } from '../domain/invitation';
import { expectedColumns } from './invitation-rows';
import { owner } from './owned.test-data';

interface Made {
  readonly id: string;
  readonly tokenHash: string;
}

/** An invitation as support makes one; the hash of its token is that of the one given, or of one that nobody knows. */
export async function newInvitation(expected: Expected, tokenHash: string = randomUUID()): Promise<Made> {
  const id = randomUUID();
  const { expectedTenantId, expectedDomain } = expectedColumns(expected);
  await owner().query(
    `INSERT INTO invitations (id, customer, customer_id, expected_tenant_id, expected_domain, token_hash, created_by, expires_at)
     VALUES ($1, 'Pinecrest Schools', 'C-1042', $2, $3, $4, '{"oid": "1a2b3c4d-0000-4000-8000-00000000000b", "name": "Manu Silva"}', now() + interval '7 days')`,
    [id, expectedTenantId, expectedDomain, tokenHash],
  );
  return { id, tokenHash };
}

/** A browser that has opened it. */
export const browserOf = ({ id, tokenHash }: Made): InvitedBrowser => ({ id, tokenHash, browserHash: randomUUID() });

/** Changes columns past the product; values are SQL. */
export const setInvitation = (id: string, columns: string) => owner().query(`UPDATE invitations SET ${columns} WHERE id = $1`, [id]);

/** As support lets an organization in, and as it does not. */
export const released = `released_at = now(), released_by = '{"oid": "manu", "name": "Manu Silva"}'`;
export const refused = "ended_at = now(), ended_how = 'refused'";

/** The row, hashes included. */
export async function invitationRow(id: string): Promise<Record<string, unknown>> {
  const { rows } = await owner().query('SELECT * FROM invitations WHERE id = $1', [id]);
  return rows[0];
}

/** What the audit says of an invitation, oldest first. */
export async function invitationLines(id: string): Promise<string[]> {
  const { rows } = await owner().query("SELECT action FROM audit_lines WHERE details::jsonb ->> 'invitation' = $1 ORDER BY seq", [id]);
  return rows.map(({ action }) => String(action));
}
