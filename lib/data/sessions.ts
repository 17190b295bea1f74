import type { Person } from '../domain/connection';
import type { ConnectionKey } from './data';
import { PersonJson } from './json';
import { asPortal } from './prisma';
import { plain } from './rows';

/** A signed-in browser as the database knows it: the id is hashed, the delegated token sealed. */
export interface SessionRecord extends ConnectionKey {
  readonly idHash: string;
  readonly person: Person;
  readonly sealedToken: string | null;
  readonly tokenExpiresAt: Date | null;
}

/** Idle and absolute life of a session in minutes, see SECURITY. */
export const sessionIdleMinutes = 15;
export const sessionAbsoluteMinutes = 60;

/** Stores a new session. Those that are over find nobody and are swept away by the worker. */
export async function createSession(session: SessionRecord): Promise<void> {
  const { id, ...columns } = session;
  await asPortal((tx) => tx.session.create({ data: { ...columns, connectionId: id, person: plain(session.person) } }));
}

/**
 * The live session of this id hash; null when there is none, or its time is over by the database's clock. A token whose time is over is
 * none, swept away or not. Seeing a session keeps it alive; that note may be lost, since the next request writes it again.
 */
export async function findSession(idHash: string): Promise<SessionRecord | null> {
  const rows = await asPortal(
    (tx) => tx.$queryRaw<SessionRow[]>`
      UPDATE sessions SET last_seen_at = now() WHERE id_hash = ${idHash}
        AND last_seen_at >= now() - make_interval(mins => ${sessionIdleMinutes}::int)
        AND created_at >= now() - make_interval(mins => ${sessionAbsoluteMinutes}::int)
      RETURNING connection_id AS "id", tenant_id AS "tenantId", person, token_expires_at AS "tokenExpiresAt",
        CASE WHEN token_expires_at > now() THEN sealed_token END AS "sealedToken"`,
    'losable',
  );
  return rows[0] ? { idHash, ...rows[0], person: PersonJson.parse(rows[0].person) } : null;
}

type SessionRow = Omit<SessionRecord, 'idHash' | 'person'> & { readonly person: unknown };

/** Ends a session; ending one that is gone is fine. */
export async function deleteSession(idHash: string): Promise<void> {
  await asPortal((tx) => tx.session.deleteMany({ where: { idHash } }));
}

/**
 * Uses up a sign-in state: true for exactly one caller, over all instances, and for none once it is over by the database's clock, after
 * which nothing needs to remember it.
 */
export async function consumeSignInState(stateHash: string, expiresAt: Date): Promise<boolean> {
  return asPortal(async (tx) => {
    const inserted = await tx.$executeRaw`
      INSERT INTO used_states (state_hash, expires_at) SELECT ${stateHash}, ${expiresAt}::timestamptz WHERE ${expiresAt}::timestamptz > now()
      ON CONFLICT (state_hash) DO NOTHING`;
    return inserted === 1;
  });
}
