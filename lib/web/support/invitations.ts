import { z } from 'zod';
import { askedTime } from '../../contract/asked';
import { type InvitationList, type InvitationQuery, type InvitationTab, invitationTabs } from '../../contract/staff-invitations';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import {
  countedInvitations,
  countInvitations,
  type InvitationFilter,
  type InvitationGroup,
  type InvitationPosition,
  invitationCounts,
  invitationGroups,
  listInvitations,
  type PlacedInvitation,
} from '../../data/staff-invitations';
import { cursorOf, readCursor } from '../staff-query';
import { invitationRow } from './invitation-row';

const usualLimit = 25;

const groupsOf: Readonly<Record<InvitationTab, readonly InvitationGroup[]>> = {
  all: invitationGroups,
  live: ['held', 'unused', 'in-use'],
  ending: ['unused'],
  held: ['held'],
  ended: ['over'],
};

const Cursor = z.strictObject({ group: z.enum(invitationGroups), key: askedTime, id: z.guid() });

/** What a query asks for. @throws PortalError `bad-request` for a cursor of another list */
export function askedInvitations({ tab = 'all', q = '', cursor }: InvitationQuery): {
  filter: InvitationFilter;
  after: InvitationPosition | null;
} {
  const groups = groupsOf[tab];
  const after = readCursor(
    cursor,
    Cursor.refine(({ group }) => groups.includes(group)),
  );
  return { filter: { groups, ending: tab === 'ending', piece: q.trim().toLowerCase() || null }, after };
}

/** A page of the list with its tabs. */
export async function invitationList(query: InvitationQuery): Promise<InvitationList> {
  const { filter, after } = askedInvitations(query);
  const limit = query.limit ?? usualLimit;
  return asStaff(async (tx) => {
    const tabs = tabCounts(await invitationCounts(tx));
    const count = filter.piece === null ? tabs[query.tab ?? 'all'] : await countInvitations(tx, filter);
    const rows = count === 0 ? [] : await listInvitations(tx, filter, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const now = databaseNow();
    return {
      tabs: invitationTabs.map((tab) => ({ tab, count: tabs[tab] })),
      found: found(count, filter.piece === null),
      rows: shown.map((row) => invitationRow(row, now)),
      cursor: rows.length > limit ? cursorOf(shown.at(-1)?.position) : null,
      at: now.toISOString(),
    };
  });
}

const found = (count: number, exact: boolean) =>
  exact || count <= countedInvitations ? { count, atLeast: false } : { count: countedInvitations, atLeast: true };

function tabCounts({ all, held, ending, over }: Awaited<ReturnType<typeof invitationCounts>>): Readonly<Record<InvitationTab, number>> {
  return { all, live: all - over, ending, held, ended: over };
}

const exportedAtOnce = 500;

/** Every invitation that fits, page by page; a reader that goes away ends it. */
export async function* everyInvitation(filter: InvitationFilter): AsyncGenerator<PlacedInvitation[]> {
  let after: InvitationPosition | null = null;
  for (;;) {
    const at: InvitationPosition | null = after;
    const rows: PlacedInvitation[] = await asStaff((tx) => listInvitations(tx, filter, { after: at, limit: exportedAtOnce }));
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < exportedAtOnce) return;
    after = last.position;
  }
}
