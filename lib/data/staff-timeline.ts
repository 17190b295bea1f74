import { z } from 'zod';
import type { OperationRecord } from './data';
import type { Operation } from './generated/client';
import { Prisma } from './generated/client';
import { operationRecordOf } from './operations';
import type { Tx } from './prisma';

/** An operation of the journal with what support asks about it. */
export interface TimelineRecord extends OperationRecord {
  readonly actor: string;
  readonly problemCode: string | null;
  /** Which try of this change on this connection, from 1. */
  readonly attempt: number;
}

/** Where a page of the timeline begins: behind this operation. */
export interface TimelinePosition {
  readonly at: string;
  readonly id: string;
}

const Attempt = z.object({ attempt: z.bigint().transform(Number) });

/** Operations of a connection, newest first. */
export async function caseTimeline(
  tx: Tx,
  id: string,
  page: { readonly after: TimelinePosition | null; readonly limit: number },
): Promise<TimelineRecord[]> {
  const behind = page.after ? Prisma.sql`WHERE ("intendedAt", id) < (${page.after.at}::timestamptz, ${page.after.id}::uuid)` : Prisma.empty;
  const rows = await tx.$queryRaw<(Operation & { attempt: bigint })[]>`
    SELECT * FROM (SELECT id, connection_id AS "connectionId", tenant_id AS "tenantId", epoch, change, actor, intended_at AS "intendedAt",
        ended_at AS "endedAt", outcome, detail, problem_code AS "problemCode", calls,
        row_number() OVER (PARTITION BY change ORDER BY intended_at, id) AS attempt
      FROM operations WHERE connection_id = ${id}::uuid) AS journal
    ${behind} ORDER BY "intendedAt" DESC, id DESC LIMIT ${page.limit}`;
  return rows.map((row) => ({
    ...operationRecordOf(row),
    actor: row.actor,
    problemCode: row.problemCode,
    attempt: Attempt.parse(row).attempt,
  }));
}
