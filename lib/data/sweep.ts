import { asWorker, type Tx } from './prisma';
import { sessionIdleMinutes } from './sessions';

/** What one sweep has taken away. */
export interface Swept {
  readonly tokens: number;
  readonly sessions: number;
  readonly signInStates: number;
  readonly consentRequests: number;
  readonly launches: number;
}

export const sweptNothing: Swept = { tokens: 0, sessions: 0, signInStates: 0, consentRequests: 0, launches: 0 };

/** A number that nobody else locks in this database: one worker sweeps at a time, the others have nothing to do. */
const sweepLock = 7_301_447;

/**
 * Takes away what is over by the database's clock: delegated tokens first, then sessions, used sign-in states, departures to the consent
 * page and ids of used launches. Each by its index and at most `most` rows, so that a sweep after a long pause does not hold up anybody.
 */
export async function sweepOver(most: number): Promise<Swept> {
  return asWorker(async (tx) => {
    const [lock] = await tx.$queryRaw<{ mine: boolean }[]>`SELECT pg_try_advisory_xact_lock(${sweepLock}::bigint) AS mine`;
    if (!lock?.mine) return sweptNothing;
    return {
      tokens: await tokens(tx, most),
      // a session is not seen any more from its 60th minute on, so it has been idle for long when it is 75 minutes old
      sessions: await tx.$executeRaw`DELETE FROM sessions WHERE id_hash IN (SELECT id_hash FROM sessions
        WHERE last_seen_at < now() - make_interval(mins => ${sessionIdleMinutes}::int) LIMIT ${most}::int)`,
      signInStates: await tx.$executeRaw`DELETE FROM used_states WHERE state_hash IN (SELECT state_hash FROM used_states
        WHERE expires_at < now() LIMIT ${most}::int)`,
      consentRequests: await tx.$executeRaw`DELETE FROM consent_requests WHERE state_hash IN (SELECT state_hash FROM consent_requests
        WHERE expires_at < now() LIMIT ${most}::int)`,
      launches: await tx.$executeRaw`DELETE FROM used_launches WHERE id_hash IN (SELECT id_hash FROM used_launches
        WHERE expires_at < now() LIMIT ${most}::int)`,
    };
  });
}

async function tokens(tx: Tx, most: number): Promise<number> {
  return tx.$executeRaw`UPDATE sessions SET sealed_token = NULL, token_expires_at = NULL WHERE id_hash IN (SELECT id_hash FROM sessions
    WHERE token_expires_at <= now() LIMIT ${most}::int)`;
}
