import type { Tx } from './prisma';

/** A link that is to be followed by another, by the invitation's id, with the hash of the new token. */
export interface ToReplace {
  readonly id: string;
  readonly tokenHash: string;
}

/** Those of the invitations that nobody has opened or ended meanwhile, kept from others until the transaction ends. */
export async function stillUnopened(tx: Tx, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM invitations WHERE id = ANY(${ids}::uuid[]) AND opened_at IS NULL AND redeemed_at IS NULL AND signed_in_at IS NULL
      AND ended_at IS NULL ORDER BY id FOR UPDATE`;
  return new Set(rows.map(({ id }) => id));
}

/** Gives invitations that nobody has opened new links; the old ones are dead. One statement however many there are. */
export async function replaceUnopened(tx: Tx, rows: readonly ToReplace[], lifeDays: number): Promise<ReadonlyMap<string, Date>> {
  const replaced = await tx.$queryRaw<{ id: string; expiresAt: Date }[]>`
    UPDATE invitations i SET token_hash = u.token_hash, expires_at = clock_timestamp() + make_interval(days => ${lifeDays}::int)
    FROM unnest(${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ tokenHash }) => tokenHash)}::text[]) AS u (id, token_hash)
    WHERE i.id = u.id RETURNING i.id, i.expires_at AS "expiresAt"`;
  return new Map(replaced.map(({ id, expiresAt }) => [id, expiresAt]));
}
