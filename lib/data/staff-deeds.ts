import { z } from 'zod';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';

/** What somebody did at a connection, or what came to pass there, besides the operations of the journal: a line of its audit. */
export interface DeedRecord {
  /** Number of the line: the order of lines. */
  readonly seq: string;
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  /** Ids, counts and codes. */
  readonly details: Readonly<Record<string, string>>;
}

const Details = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]).nullable());
const DeedRow = z.object({
  seq: z.bigint().transform(String),
  micros: z.bigint(),
  actor: z.string(),
  action: z.string(),
  details: z.string(),
});

/** The journal tells of its operations itself; looks of staff are told as such, in `caseAccess`. */
const isDeed = Prisma.sql`a.action NOT LIKE '%.intended' AND a.action NOT LIKE 'operation.%'
  AND a.action NOT IN ('staff.case.read', 'staff.bundle.made', 'staff.refused')`;

/** Deeds at a connection, newest first, behind line `after`. */
export async function caseDeeds(
  tx: Tx,
  id: string,
  page: { readonly after: string | null; readonly limit: number },
): Promise<DeedRecord[]> {
  const behind = page.after ? Prisma.sql`AND a.seq < ${page.after}::bigint` : Prisma.empty;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT a.seq, a.at_micros AS micros, a.actor, a.action, a.details FROM audit_lines a
    WHERE a.connection_id = ${id}::uuid AND ${isDeed} ${behind} ORDER BY a.seq DESC LIMIT ${page.limit}`;
  return rows
    .map((row) => DeedRow.parse(row))
    .map(({ micros, details, ...line }) => ({ ...line, at: new Date(Number(micros / 1000n)), details: textsOf(details) }));
}

/** How many deeds and operations a connection has. */
export async function countTimeline(tx: Tx, id: string): Promise<{ readonly operations: number; readonly deeds: number }> {
  const rows = await tx.$queryRaw<{ operations: bigint; deeds: bigint }[]>`
    SELECT (SELECT count(*) FROM operations WHERE connection_id = ${id}::uuid) AS operations,
      (SELECT count(*) FROM audit_lines a WHERE a.connection_id = ${id}::uuid AND ${isDeed}) AS deeds`;
  return { operations: Number(rows[0]?.operations ?? 0), deeds: Number(rows[0]?.deeds ?? 0) };
}

function textsOf(details: string): Record<string, string> {
  const known = Details.parse(JSON.parse(details));
  return Object.fromEntries(Object.entries(known).flatMap(([key, value]) => (value === null ? [] : [[key, String(value)]])));
}

/** What the record of a connection says of the problem that stands in its way now. */
interface Recorded {
  readonly code: string;
  readonly at: Date;
}

/** A problem is written by the clock of a process just before the line or the end of the operation that brings it. */
const clockSlack = Prisma.sql`interval '5 seconds'`;

/** Whether an operation or a deed already tells of the problem that is recorded. */
export async function isProblemTold(tx: Tx, id: string, { code, at }: Recorded): Promise<boolean> {
  const pattern = `%"problem":"${code}"%`;
  const rows = await tx.$queryRaw<{ told: boolean }[]>`
    SELECT EXISTS (SELECT 1 FROM operations WHERE connection_id = ${id}::uuid AND problem_code = ${code} AND ended_at >= ${at}::timestamptz - ${clockSlack})
      OR EXISTS (SELECT 1 FROM audit_lines a WHERE a.connection_id = ${id}::uuid AND ${isDeed} AND a.details LIKE ${pattern}
        AND a.at_micros >= floor(extract(epoch FROM ${at}::timestamptz - ${clockSlack}) * 1000000)) AS told`;
  return rows[0]?.told ?? false;
}
