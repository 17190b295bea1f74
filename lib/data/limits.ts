import { createHash } from 'node:crypto';
import { asPortal, type Tx } from './prisma';

/** So many uses in a window of time, for each one who is counted. */
export interface Limit {
  readonly name: string;
  readonly most: number;
  readonly windowSeconds: number;
}

/**
 * Counts one use, over all instances and by the database's clock. Losable: a use forgotten in a crash of the database is one more try.
 * @param who an address, a link or a customer; stored hashed
 * @returns false when the uses of this window are spent
 */
export async function spend(limit: Limit, who: string): Promise<boolean> {
  const key = keyOf(limit, who);
  return asPortal(async (tx) => {
    const [row] = await tx.$queryRaw<{ uses: number }[]>`
      INSERT INTO limits AS l (key_hash, uses, window_ends_at) VALUES (${key}, 1, now() + make_interval(secs => ${limit.windowSeconds}::int))
      ON CONFLICT (key_hash) DO UPDATE SET
        uses = CASE WHEN l.window_ends_at <= now() THEN 1 ELSE l.uses + 1 END,
        window_ends_at = CASE WHEN l.window_ends_at <= now() THEN excluded.window_ends_at ELSE l.window_ends_at END
      RETURNING uses`;
    const uses = row?.uses ?? 1;
    if (uses === 1) await sweep(tx);
    return uses <= limit.most;
  }, 'losable');
}

/** A few old rows with each new one, so that none waits for another: whoever holds a row is about to count with it. */
async function sweep(tx: Tx): Promise<void> {
  await tx.$executeRaw`DELETE FROM limits WHERE key_hash IN (
    SELECT key_hash FROM limits WHERE window_ends_at < now() - interval '1 hour' LIMIT 200 FOR UPDATE SKIP LOCKED)`;
}

/** Whether the uses of the present window are spent; asking is no use and writes nothing. @returns seconds until they are back, or 0 */
export async function spentFor(limit: Limit, who: string): Promise<number> {
  const rows = await asPortal(
    (tx) => tx.$queryRaw<{ seconds: number }[]>`
      SELECT ceil(extract(epoch FROM window_ends_at - now()))::int AS seconds FROM limits
      WHERE key_hash = ${keyOf(limit, who)} AND uses >= ${limit.most} AND window_ends_at > now()`,
  );
  return rows[0]?.seconds ?? 0;
}

const keyOf = ({ name }: Limit, who: string): string => createHash('sha256').update(`${name} ${who}`).digest('base64url');
