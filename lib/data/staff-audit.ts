import { z } from 'zod';
import type { ActorKind } from '../domain/support/audit-actor';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';

export interface AuditFilter {
  readonly action: string | null;
  /** Exact. */
  readonly actor: string | null;
  readonly kind: ActorKind | null;
  /** Oid of a member of the staff. */
  readonly person: string | null;
  /** The staff's own tenant: the engine names people of every tenant alike. */
  readonly staffTenantId: string;
  readonly connectionId: string | null;
  readonly tenantId: string | null;
  readonly from: Date | null;
  readonly to: Date | null;
}

const Line = z.object({
  seq: z.bigint().transform(String),
  micros: z.bigint(),
  actor: z.string(),
  name: z.string().nullable(),
  action: z.string(),
  tenantId: z.string().nullable(),
  connectionId: z.string().nullable(),
  details: z.string(),
});
export type AuditLineRecord = z.infer<typeof Line>;

/** Lines, newest first, behind line `after`. */
export async function auditLines(
  tx: Tx,
  filter: AuditFilter,
  page: { readonly after: string | null; readonly limit: number },
): Promise<AuditLineRecord[]> {
  const conditions = [...conditionsOf(filter), ...(page.after ? [Prisma.sql`a.seq < ${page.after}::bigint`] : [])];
  const where = conditions.length > 0 ? Prisma.sql`WHERE ${Prisma.join(conditions, ' AND ')}` : Prisma.empty;
  const atStaff = `@${filter.staffTenantId}`;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT a.seq, a.at_micros AS micros, a.actor, s.name, a.action, a.tenant_id AS "tenantId", a.connection_id AS "connectionId", a.details
    FROM audit_lines a LEFT JOIN support_staff s ON a.actor IN ('staff:' || s.oid::text, s.oid::text || ${atStaff})
    ${where} ORDER BY a.seq DESC LIMIT ${page.limit}`;
  return rows.map((row) => Line.parse(row));
}

const micros = (at: Date): bigint => BigInt(at.getTime()) * 1000n;

/** Times are turned into line numbers by the index on time: lines are appended in its order, and read in the order of numbers. */
function conditionsOf(filter: AuditFilter): Prisma.Sql[] {
  const { action, actor, kind, person, staffTenantId, connectionId, tenantId, from, to } = filter;
  return [
    ...(action ? [Prisma.sql`a.action = ${action}`] : []),
    ...(actor ? [Prisma.sql`a.actor = ${actor}`] : []),
    ...(kind ? [ofKind(kind, staffTenantId)] : []),
    ...(person ? [Prisma.sql`a.actor IN (${`staff:${person}`}, ${`${person}@${staffTenantId}`})`] : []),
    ...(connectionId ? [Prisma.sql`a.connection_id = ${connectionId}::uuid`] : []),
    ...(tenantId ? [Prisma.sql`a.tenant_id = ${tenantId}::uuid`] : []),
    ...(from
      ? [
          Prisma.sql`a.seq >= COALESCE((SELECT seq FROM audit_lines WHERE at_micros >= ${micros(from)} ORDER BY at_micros, seq LIMIT 1), 9223372036854775807)`,
        ]
      : []),
    ...(to
      ? [
          Prisma.sql`a.seq <= COALESCE((SELECT seq FROM audit_lines WHERE at_micros < ${micros(to) + 1000n} ORDER BY at_micros DESC, seq DESC LIMIT 1), 0)`,
        ]
      : []),
  ];
}

/** As `actorKind` of the domain tells them apart. */
function ofKind(kind: ActorKind, staffTenantId: string): Prisma.Sql {
  const staff = Prisma.sql`(a.actor LIKE 'staff:%' OR a.actor LIKE ${`%@${staffTenantId}`})`;
  const platform = Prisma.sql`(a.actor = 'platform' OR a.actor LIKE 'platform:%')`;
  switch (kind) {
    case 'staff':
      return staff;
    case 'customer':
      return Prisma.sql`(a.actor LIKE '%@%' AND NOT ${staff})`;
    case 'platform':
      return platform;
    case 'visitor':
      return Prisma.sql`a.actor = 'visitor'`;
    case 'portal':
      return Prisma.sql`(a.actor NOT LIKE '%@%' AND a.actor <> 'visitor' AND NOT ${staff} AND NOT ${platform})`;
    default:
      return kind satisfies never;
  }
}

/** Every action that the audit knows: one look into the index for each. */
export async function auditActions(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ action: string }[]>`
    WITH RECURSIVE known AS (
      (SELECT action FROM audit_lines ORDER BY action LIMIT 1)
      UNION ALL
      SELECT (SELECT a.action FROM audit_lines a WHERE a.action > known.action ORDER BY a.action LIMIT 1) FROM known WHERE known.action IS NOT NULL
    ) SELECT action FROM known WHERE action IS NOT NULL LIMIT 200`;
  return rows.map(({ action }) => action);
}

const Check = z.object({
  head: z.bigint().transform(String),
  checkedTo: z.bigint().transform(String),
  checkedAt: z.date().nullable(),
  firstBad: z.bigint().transform(String).nullable(),
  /** A line behind the end of the chain, put in by hand: nothing can be appended where it lies. */
  behindEnd: z.bigint().transform(String).nullable(),
  finished: z.boolean(),
});
export type ChainCheck = z.infer<typeof Check>;

/** How far the chain was checked, and where it ends now. */
export async function chainCheck(tx: Tx): Promise<ChainCheck> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT h.seq AS head, c.checked_to AS "checkedTo", c.checked_at AS "checkedAt", c.first_bad AS "firstBad", c.finished,
      (SELECT a.seq FROM audit_lines a WHERE a.seq > h.seq ORDER BY a.seq LIMIT 1) AS "behindEnd"
    FROM audit_head h, audit_checks c WHERE h.id = 1 AND c.id = 1`;
  return Check.parse(rows[0]);
}

/** Lines that one request checks. */
const checkedAtOnce = 20_000;

/** Checks the next lines; a pass that is finished begins anew. The hashes stay in the database. */
export async function checkChain(tx: Tx): Promise<ChainCheck> {
  await tx.$queryRaw`SELECT check_audit(${checkedAtOnce}::int)::text`;
  return chainCheck(tx);
}
