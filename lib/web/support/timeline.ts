import { z } from 'zod';
import { askedTime } from '../../contract/asked';
import type { TimelineItem, TimelinePage } from '../../contract/staff';
import type { Tx } from '../../data/prisma';
import { caseDeeds, isProblemTold } from '../../data/staff-deeds';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { caseTimeline, type TimelineRecord } from '../../data/staff-timeline';
import { cursorOf } from '../staff-query';
import { deedItem, markItem, operationItem } from './timeline-items';
import { type Mark, marksOf } from './timeline-marks';
import { newestOf, type Placed } from './timeline-merge';
import type { CasePeople } from './timeline-who';

/** Where a page of the timeline ended in each of its sources; null: it has not begun with that one. */
export const TimelineCursor = z.strictObject({
  operation: z.strictObject({ at: askedTime, id: z.guid() }).nullable(),
  line: z
    .string()
    .regex(/^\d{1,18}$/)
    .nullable(),
  mark: z.strictObject({ at: askedTime, id: z.string().max(200) }).nullable(),
});
export type TimelineCursor = z.infer<typeof TimelineCursor>;

const top: TimelineCursor = { operation: null, line: null, mark: null };

/** Whose timeline, and who is known there. */
export type TimelineOf = CasePeople & { readonly invitation: ListedInvitation | null };

/** An entry, made when it is shown. */
type Entry = Placed<TimelineCursor> & { readonly item: () => TimelineItem };

interface Page {
  readonly after: TimelineCursor | null;
  readonly limit: number;
  /** The newest operations, more than `limit` of them where there are so many, if somebody has read them for a first page. */
  readonly newest?: readonly TimelineRecord[];
}

/** A page of what was done at a case, newest first: operations of the journal, deeds of the audit, and what neither tells. */
export async function timelinePage(tx: Tx, of: TimelineOf, page: Page): Promise<TimelinePage> {
  const { id } = of.record;
  const start = page.after ?? top;
  const limit = page.limit + 1;
  const operations = (page.newest ?? (await caseTimeline(tx, id, { after: start.operation, limit }))).map((record): Entry => {
    const place = { operation: { at: record.intendedAt.toISOString(), id: record.id } };
    return { at: record.intendedAt, place, item: () => operationItem(record, of) };
  });
  const deeds = (await caseDeeds(tx, id, { after: start.line, limit })).map(
    (deed): Entry => ({ at: deed.at, place: { line: deed.seq }, item: () => deedItem(deed, of) }),
  );
  const marks = (await marksHere(tx, of))
    .filter((mark) => isBehind(mark, start.mark))
    .map((mark): Entry => {
      return { at: mark.at, place: { mark: { at: mark.at.toISOString(), id: mark.id } }, item: () => markItem(mark, of) };
    });
  const { entries, next } = newestOf<TimelineCursor, Entry>([operations, deeds, marks], start, page.limit);
  return { items: entries.map((entry) => entry.item()), cursor: next && cursorOf(next) };
}

async function marksHere(tx: Tx, { record, invitation }: TimelineOf): Promise<Mark[]> {
  const { problem } = record;
  const isTold = problem !== null && (await isProblemTold(tx, record.id, problem));
  return marksOf({ invitation, problem: isTold ? null : problem });
}

/** In the order of `marksOf`. */
function isBehind(mark: Mark, place: TimelineCursor['mark']): boolean {
  if (place === null) return true;
  const [at, from] = [mark.at.getTime(), Date.parse(place.at)];
  return at < from || (at === from && mark.id < place.id);
}
