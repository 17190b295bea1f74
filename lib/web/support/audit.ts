import { z } from 'zod';
import type { AuditLineView, AuditPage, AuditQuery, ChainState } from '../../contract/staff-audit';
import { appendAudit } from '../../data/audit';
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
import { rememberStaff, staffActor, staffPeople } from '../../data/staff-people';
import { type ActorKind, actorKind, actorKinds, actorKindWords } from '../../domain/support/audit-actor';
import { env } from '../../env';
import type { StaffCaller } from '../staff-caller';
import { cursorOf, readCursor } from '../staff-query';

const usualLimit = 50;
const exportedAtOnce = 1000;
const Cursor = z.strictObject({ seq: z.string().regex(/^\d{1,18}$/) });

const staffTenant = (): string => env().support?.tenantId ?? '';
const isKind = (who: string): who is ActorKind => actorKinds.some((kind) => kind === who);

/** What an audit query asks for. */
export function askedLines(query: AuditQuery): AuditFilter {
  const { action = null, actor = null, who, connection = null, tenant = null, from, to } = query;
  const kind = who && isKind(who) ? who : null;
  const person = who && kind === null ? who.toLowerCase() : null;
  const times = { from: from ? new Date(from) : null, to: to ? new Date(to) : null };
  return { action, actor, kind, person, staffTenantId: staffTenant(), connectionId: connection, tenantId: tenant, ...times };
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
      people: await staffPeople(tx),
      at: databaseNow().toISOString(),
    };
  });
}

/**
 * Checks the next lines of the chain; who asked and what came out is the line after them. Where no line can be appended, nothing is written
 * and the answer is the fault.
 */
export async function verifyChain(caller: StaffCaller): Promise<ChainState> {
  return asStaff(async (tx) => {
    const before = await chainCheck(tx);
    if (before.behindEnd !== null) return chainState(before);
    const { checkedTo, firstBad, finished } = await checkChain(tx);
    await rememberStaff(tx, caller);
    const line = { actor: staffActor(caller.oid), action: 'staff.audit.verified', tenantId: null, connectionId: null };
    await appendAudit(tx, { ...line, details: { checkedTo, firstBad, finished } });
    return chainState(await chainCheck(tx));
  });
}

function chainState({ head, checkedTo, checkedAt, firstBad, behindEnd, finished }: ChainCheck): ChainState {
  const bad = firstBad ?? behindEnd;
  return { head, checkedTo, checkedAt: checkedAt?.toISOString() ?? null, firstBad: bad, verified: finished && bad === null };
}

function lineView({ micros, name, ...line }: AuditLineRecord): AuditLineView {
  const at = new Date(Number(micros / 1000n)).toISOString();
  return { ...line, at, actorName: name ?? actorKindWords[actorKind(line.actor, staffTenant())] };
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
