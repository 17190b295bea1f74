import type { z } from 'zod';
import type { PageQuery, TimelinePage } from '../../contract/staff';
import { asStaff } from '../../data/prisma';
import { caseRow } from '../../data/staff-case';
import { readCursor } from '../staff-query';
import { noSuchCase } from '../staff-route';
import { TimelineCursor, timelinePage } from './timeline';

const usualLimit = 50;

/** A page of a case's operations, newest first. */
export async function caseOperations(id: string, query: z.infer<typeof PageQuery>): Promise<TimelinePage> {
  const after = readCursor(query.cursor, TimelineCursor);
  return asStaff(async (tx) => {
    const row = (await caseRow(tx, id)) ?? noSuchCase();
    return timelinePage(tx, row, { after, limit: query.limit ?? usualLimit });
  });
}
