import { z } from 'zod';
import type { AuditLineView, AuditPage, AuditQuery, ChainState } from '../../contract/staff-audit';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import {
  type AuditFilter,
  type AuditLineRecord,
  auditActions,
  auditLines,
  type ChainCheck,
  chainCheck,
  checkChain,
} from '../../data/staff-audit';
import { cursorOf, readCursor } from '../staff-query';

const usualLimit = 50;
const exportedAtOnce = 1000;
const Cursor = z.strictObject({ seq: z.string().regex(/^\d{1,18}$/) });

/** What an audit query asks for. */
export function askedLines(query: AuditQuery): AuditFilter {
  const { action = null, actor = null, connection = null, tenant = null, from, to } = query;
  return { action, actor, connectionId: connection, tenantId: tenant, from: from ? new Date(from) : null, to: to ? new Date(to) : null };
}

/** A page of the audit, newest first, with the state of its chain. */
export async function auditPage(query: AuditQuery): Promise<AuditPage> {
  const after = readCursor(query.cursor, Cursor)?.seq ?? null;
  const limit = query.limit ?? usualLimit;
  return asStaff(async (tx) => {
    const lines = await auditLines(tx, askedLines(query), { after, limit: limit + 1 });
    const shown = lines.slice(0, limit);
    const last = shown.at(-1);
    return {
      lines: shown.map(lineView),
      cursor: lines.length > limit && last ? cursorOf({ seq: last.seq }) : null,
      chain: chainState(await chainCheck(tx)),
      actions: await auditActions(tx),
      at: databaseNow().toISOString(),
    };
  });
}

/** Checks the next lines of the chain. */
export const verifyChain = (): Promise<ChainState> => asStaff(async (tx) => chainState(await checkChain(tx)));

function chainState({ head, checkedTo, checkedAt, firstBad, finished }: ChainCheck): ChainState {
  return { head, checkedTo, checkedAt: checkedAt?.toISOString() ?? null, firstBad, verified: finished && firstBad === null };
}

function lineView({ micros, name, ...line }: AuditLineRecord): AuditLineView {
  return { ...line, at: new Date(Number(micros / 1000n)).toISOString(), actorName: name ?? kindOf(line.actor) };
}

function kindOf(actor: string): string {
  if (actor.startsWith('staff:')) return 'Staff';
  if (actor.startsWith('platform:')) return 'Platform';
  return actor.includes('@') ? 'Customer' : 'Portal';
}

/** Every line that fits, page by page. */
export async function* everyLine(filter: AuditFilter): AsyncGenerator<AuditLineView[]> {
  let after: string | null = null;
  for (;;) {
    const behind: string | null = after;
    const lines: AuditLineRecord[] = await asStaff((tx) => auditLines(tx, filter, { after: behind, limit: exportedAtOnce }));
    if (lines.length > 0) yield lines.map(lineView);
    if (lines.length < exportedAtOnce) return;
    after = lines.at(-1)?.seq ?? null;
  }
}
