import type { z } from 'zod';
import type { PageQuery, TimelinePage } from '../../contract/staff';
import { asStaff } from '../../data/prisma';
import { caseRow, noteRead } from '../../data/staff-case';
import { rememberStaff } from '../../data/staff-people';
import type { StaffCaller } from '../staff-caller';
import { readCursor } from '../staff-query';
import { noSuchCase } from '../staff-route';
import { timelineOf } from './case';
import { TimelineCursor, timelinePage } from './timeline';

const usualLimit = 50;

/** A page of a case's timeline, newest first, and the audit line that somebody looked. */
export async function caseOperations(id: string, query: z.infer<typeof PageQuery>, caller: StaffCaller): Promise<TimelinePage> {
  const after = readCursor(query.cursor, TimelineCursor);
  return asStaff(async (tx) => {
    const row = (await caseRow(tx, id)) ?? noSuchCase();
    await rememberStaff(tx, caller);
    const page = await timelinePage(tx, await timelineOf(tx, row), { after, limit: query.limit ?? usualLimit });
    await noteRead(tx, row, caller.oid);
    return page;
  });
}
