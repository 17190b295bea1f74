import { z } from 'zod';
import { askedTime } from '../../contract/asked';
import { type InvitationList, type InvitationQuery, type InvitationTab, invitationTabs } from '../../contract/staff-invitations';
import { databaseNow } from '../../data/clock';
import { asStaff } from '../../data/prisma';
import {
  countedInvitations,
  countInvitations,
  hasMoreInvitations,
  type InvitationFilter,
  type InvitationGroup,
  type InvitationPosition,
  invitationCounts,
  invitationGroups,
  listInvitations,
  lookedFor,
  type PlacedInvitation,
} from '../../data/staff-invitations';
import { cursorOf, readCursor } from '../staff-query';
import { invitationRow } from './invitation-row';

const usualLimit = 25;
/** A search compares so many of the newest: more would take longer than the next look at the page. The file of a search has them all. */
const searchedAtMost = 20_000;

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
  return { filter: { groups, ending: tab === 'ending', piece: q.trim().toLowerCase() || null, newest: searchedAtMost }, after };
}

/** A page of the list with its tabs. */
export async function invitationList(query: InvitationQuery): Promise<InvitationList> {
  const { filter: asked, after } = askedInvitations(query);
  const limit = query.limit ?? usualLimit;
  return asStaff(async (tx) => {
    const filter = await lookedFor(tx, asked);
    const tabs = tabCounts(await invitationCounts(tx));
    const count = filter.piece === null ? tabs[query.tab ?? 'all'] : await countInvitations(tx, filter);
    const rows = count === 0 ? [] : await listInvitations(tx, filter, { after, limit: limit + 1 });
    const newest = filter.piece !== null && (await hasMoreInvitations(tx, searchedAtMost)) ? searchedAtMost : null;
    const shown = rows.slice(0, limit);
    const now = databaseNow();
    return {
      tabs: invitationTabs.map((tab) => ({ tab, ...capped(tabs[tab]) })),
      found: { ...capped(count), newest },
      rows: shown.map((row) => invitationRow(row, now)),
      cursor: rows.length > limit ? cursorOf(shown.at(-1)?.position) : null,
      at: now.toISOString(),
    };
  });
}

const capped = (count: number) => (count <= countedInvitations ? { count, atLeast: false } : { count: countedInvitations, atLeast: true });

type Counts = Awaited<ReturnType<typeof invitationCounts>>;

function tabCounts({ all, held, unused, ending, inUse, over }: Counts): Readonly<Record<InvitationTab, number>> {
  return { all, live: held + unused + inUse, ending, held, ended: over };
}

const exportedAtOnce = 500;

/** Every invitation that fits, page by page; a reader that goes away ends it. */
export async function* everyInvitation(filter: InvitationFilter): AsyncGenerator<PlacedInvitation[]> {
  let after: InvitationPosition | null = null;
  for (;;) {
    const at: InvitationPosition | null = after;
    const rows: PlacedInvitation[] = await asStaff((tx) =>
      listInvitations(tx, { ...filter, newest: null }, { after: at, limit: exportedAtOnce }),
    );
    if (rows.length > 0) yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < exportedAtOnce) return;
    after = last.position;
  }
}
