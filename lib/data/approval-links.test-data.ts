import { randomUUID } from 'node:crypto';
import type { ApprovalLink } from '../domain/approval-link';
import type { Person } from '../domain/connection';
import { person } from '../domain/record.test-data';
import { createLink } from './approval-links';
import type { ConnectionKey } from './data';
import { newConnection, owner } from './owned.test-data';

/** The colleague of these tests. */
export const colleague: Person = { ...person, oid: randomUUID(), name: 'Paul Reyes', account: 'paul@contoso.example' };

/** A link of a connection, a new one unless given, with the hash of its token. */
export async function newLink(own?: ConnectionKey): Promise<{ key: ConnectionKey; link: ApprovalLink; tokenHash: string }> {
  const key = own ?? (await newConnection());
  const tokenHash = randomUUID();
  return { key, tokenHash, link: await createLink(key, { tokenHash, by: person, lifeDays: 7 }) };
}

/** Puts the end of a link's life into the past. */
export const expireLink = ({ id }: Pick<ApprovalLink, 'id'>) =>
  owner().query("UPDATE approval_links SET expires_at = now() - interval '1 second' WHERE id = $1", [id]);

/** What the audit says of a connection's links, oldest first. */
export async function linkLines({ id }: ConnectionKey): Promise<string[]> {
  const { rows } = await owner().query(
    "SELECT action FROM audit_lines WHERE connection_id = $1 AND action LIKE 'approval-link.%' ORDER BY seq",
    [id],
  );
  return rows.map(({ action }) => String(action).replace('approval-link.', ''));
}
