import { z } from 'zod';
import { askedTime } from '../../contract/asked';
import type { TimelineItem, TimelinePage } from '../../contract/staff';
import type { ConnectionKey } from '../../data/data';
import type { Tx } from '../../data/prisma';
import { caseTimeline, type TimelineRecord } from '../../data/staff-timeline';
import { cursorOf } from '../staff-query';
import { logLines } from '../view/log-lines';
import { ticketText } from './ticket';

/** Where a page of the timeline ended. */
export const TimelineCursor = z.strictObject({ at: askedTime, id: z.guid() });
export type TimelineCursor = z.infer<typeof TimelineCursor>;

/** Whose timeline, and the app that its ticket names. */
export type TimelineOf = ConnectionKey & { readonly appId: string | null };

/** A page of operations, newest first. */
export async function timelinePage(
  tx: Tx,
  of: TimelineOf,
  page: { readonly after: TimelineCursor | null; readonly limit: number },
): Promise<TimelinePage> {
  return timelineView(await caseTimeline(tx, of.id, { after: page.after, limit: page.limit + 1 }), of, page.limit);
}

/** The first of these operations, newest first, and where the others begin. */
export function timelineView(records: readonly TimelineRecord[], of: TimelineOf, limit: number): TimelinePage {
  const shown = records.slice(0, limit);
  const last = shown.at(-1);
  const more = records.length > limit && last;
  return {
    items: shown.map((record) => itemOf(record, of)),
    cursor: more ? cursorOf({ at: last.intendedAt.toISOString(), id: last.id }) : null,
  };
}

function itemOf(record: TimelineRecord, of: TimelineOf): TimelineItem {
  const [line] = logLines([record]);
  const words = { purpose: line?.text ?? record.change, result: line?.result ?? '' };
  return {
    id: record.id,
    change: record.change,
    ...words,
    by: byOf(record.actor, of.tenantId),
    attempt: record.attempt,
    at: record.intendedAt.toISOString(),
    endedAt: record.endedAt?.toISOString() ?? null,
    durationMs: line?.durationMs ?? null,
    outcome: record.outcome,
    problemCode: record.problemCode,
    calls: record.calls.map(({ clientRequestId, at, ...call }) => ({ ...call, at: at.toISOString(), correlationId: clientRequestId })),
    ticket: ticketText(record, { ...of, ...words }),
  };
}

function byOf(actor: string, tenantId: string): TimelineItem['by'] {
  if (!actor.includes('@')) return 'portal';
  return actor.endsWith(`@${tenantId}`) ? 'customer' : 'staff';
}
