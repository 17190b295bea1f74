import { z } from 'zod';
import { Prisma } from './generated/client';
import type { Tx } from './prisma';
import { invitationColumns, invitationSources, type ListedInvitation, listedInvitations } from './staff-invitation-rows';

/** Groups of invitations, most urgent first; each is in one. */
export const invitationGroups = ['held', 'unused', 'in-use', 'over'] as const;
export type InvitationGroup = (typeof invitationGroups)[number];

interface Group {
  readonly is: Prisma.Sql;
  readonly by: Prisma.Sql;
  readonly way: 'ASC' | 'DESC';
}

const open = Prisma.sql`i.ended_at IS NULL AND i.connected_at IS NULL`;
const held = Prisma.sql`i.held_at IS NOT NULL AND i.released_at IS NULL`;
const unused = Prisma.sql`(${open}) AND NOT (${held}) AND i.signed_in_at IS NULL AND i.expires_at > now()`;
const inUse = Prisma.sql`(${open}) AND NOT (${held}) AND i.signed_in_at IS NOT NULL`;
/** Unused for the whole of its last two days. */
const ending = Prisma.sql`(${unused}) AND i.expires_at <= now() + interval '2 days'`;

/** The same as `invitationState` in SQL; the test of the list holds one against the other. */
const groups: Readonly<Record<InvitationGroup, Group>> = {
  held: { is: Prisma.sql`(${open}) AND (${held})`, by: Prisma.sql`i.held_at`, way: 'ASC' },
  unused: { is: unused, by: Prisma.sql`i.expires_at`, way: 'ASC' },
  'in-use': { is: inUse, by: Prisma.sql`i.signed_in_at`, way: 'ASC' },
  over: {
    is: Prisma.sql`i.ended_at IS NOT NULL OR i.connected_at IS NOT NULL
      OR (NOT (${held}) AND i.signed_in_at IS NULL AND i.expires_at <= now())`,
    by: Prisma.sql`i.created_at`,
    way: 'DESC',
  },
};

export interface InvitationFilter {
  readonly groups: readonly InvitationGroup[];
  /** Of the unused, only those that end within two days. */
  readonly ending: boolean;
  /** In small letters; a piece of customer, ids, domain or contact. */
  readonly piece: string | null;
  /** The piece is looked for in so many of the newest; null: in all of them, which takes as long as there are many. */
  readonly newest: number | null;
  /** Those that hold the piece, where somebody has looked for it: nothing is compared again. */
  readonly ids?: readonly string[] | null;
}

/** Where a page begins: behind this row of this group. */
export interface InvitationPosition {
  readonly group: InvitationGroup;
  readonly key: string;
  readonly id: string;
}

/** A row with where it stands in the order. */
export type PlacedInvitation = ListedInvitation & { readonly position: InvitationPosition };

interface Page {
  readonly after: InvitationPosition | null;
  readonly limit: number;
}

/** A page of invitations: group after group until it is full. */
export async function listInvitations(tx: Tx, filter: InvitationFilter, { after, limit }: Page): Promise<PlacedInvitation[]> {
  const rows: PlacedInvitation[] = [];
  for (const group of filter.groups.slice(after ? Math.max(0, filter.groups.indexOf(after.group)) : 0)) {
    const page = { after: after?.group === group ? after : null, limit: limit - rows.length };
    rows.push(...(await inGroup(tx, { group, filter, page })));
    if (rows.length >= limit) break;
  }
  return rows;
}

const Key = z.object({ key: z.string() });

async function inGroup(tx: Tx, { group, filter, page }: { group: InvitationGroup; filter: InvitationFilter; page: Page }) {
  const { by, way } = groups[group];
  const than = Prisma.raw(way === 'ASC' ? '>' : '<');
  const { after, limit } = page;
  const behind = after ? Prisma.sql`AND (${by}, i.id) ${than} (${after.key}::timestamptz, ${after.id}::uuid)` : Prisma.empty;
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT ${invitationColumns}, to_json(${by}) #>> '{}' AS key FROM ${invitationSources}
    WHERE (${conditionOf(group, filter)}) ${behind} ORDER BY ${by} ${Prisma.raw(way)}, i.id ${Prisma.raw(way)} LIMIT ${limit}`;
  return listedInvitations(rows).map((row, index) => ({
    ...row,
    position: { group, key: new Date(Key.parse(rows[index]).key).toISOString(), id: row.invitation.id },
  }));
}

function conditionOf(group: InvitationGroup, { ending: near, piece, newest, ids }: InvitationFilter): Prisma.Sql {
  const is = near && group === 'unused' ? ending : groups[group].is;
  if (piece === null) return is;
  if (newest === null) return Prisma.sql`(${is}) AND ${holds(piece)}`;
  // an array, not a join: the planner would rather compare the whole table
  const among = ids ? Prisma.sql`${ids}::uuid[]` : Prisma.sql`ARRAY(${newestHolding(piece, newest)})`;
  return Prisma.sql`(${is}) AND i.id = ANY(${among})`;
}

const holds = (piece: string) =>
  Prisma.sql`strpos(lower(concat_ws(E'\\n', i.customer, i.customer_id, i.expected_domain, i.expected_tenant_id::text, i.tenant_id::text,
    i.contact)), ${piece}) > 0`;

const newestHolding = (piece: string, newest: number) => Prisma.sql`
  SELECT i.id FROM (SELECT id, customer, customer_id, expected_domain, expected_tenant_id, tenant_id, contact FROM invitations
    ORDER BY created_at DESC, id DESC LIMIT ${newest}) AS i WHERE ${holds(piece)}`;

/** Counted exactly up to so many. */
export const countedInvitations = 1000;

/** The same filter with those that hold its piece, looked for once; unchanged where there is no piece, or more hold it than are counted. */
export async function lookedFor(tx: Tx, filter: InvitationFilter): Promise<InvitationFilter> {
  if (filter.piece === null || filter.newest === null) return filter;
  const rows = await tx.$queryRaw<{ id: string }[]>`${newestHolding(filter.piece, filter.newest)} LIMIT ${countedInvitations + 1}`;
  return rows.length > countedInvitations ? filter : { ...filter, ids: rows.map(({ id }) => id) };
}

/** How many fit: at most `countedInvitations` + 1. */
export async function countInvitations(tx: Tx, filter: InvitationFilter): Promise<number> {
  const any = filter.groups.map((group) => Prisma.sql`(${conditionOf(group, filter)})`);
  const [row] = await tx.$queryRaw<{ count: bigint }[]>`
    SELECT count(*) AS count FROM (SELECT 1 FROM invitations i WHERE ${Prisma.join(any, ' OR ')} LIMIT ${countedInvitations + 1}) AS found`;
  return Number(row?.count ?? 0);
}

/** Whether there are more invitations than so many. */
export async function hasMoreInvitations(tx: Tx, than: number): Promise<boolean> {
  return (await tx.$queryRaw<unknown[]>`SELECT 1 FROM invitations ORDER BY created_at DESC, id DESC OFFSET ${than} LIMIT 1`).length > 0;
}

const Counts = z.object({ all: z.bigint(), held: z.bigint(), unused: z.bigint(), ending: z.bigint(), inUse: z.bigint(), over: z.bigint() });

/** How many there are in all and in each group: of each at most `countedInvitations` + 1, for these are read at every look at the page. */
export async function invitationCounts(tx: Tx): Promise<Readonly<Record<keyof z.infer<typeof Counts>, number>>> {
  const counted = (is: Prisma.Sql) =>
    Prisma.sql`(SELECT count(*) FROM (SELECT 1 FROM invitations i WHERE ${is} LIMIT ${countedInvitations + 1}) AS found)`;
  const { held: heldOnes, unused: unusedOnes, over } = groups;
  const [row] = await tx.$queryRaw<unknown[]>`
    SELECT ${counted(Prisma.sql`true`)} AS "all", ${counted(heldOnes.is)} AS held, ${counted(unusedOnes.is)} AS unused, ${counted(ending)} AS ending,
      ${counted(groups['in-use'].is)} AS "inUse", ${counted(over.is)} AS over`;
  const { all, ...of } = Counts.parse(row);
  return {
    all: Number(all),
    held: Number(of.held),
    unused: Number(of.unused),
    ending: Number(of.ending),
    inUse: Number(of.inUse),
    over: Number(of.over),
  };
}

/** One invitation; null for an unknown id. `forUpdate` keeps others from deciding about it meanwhile. */
export async function invitationById(tx: Tx, id: string, forUpdate = false): Promise<ListedInvitation | null> {
  if (forUpdate) await tx.$queryRaw`SELECT 1 FROM invitations WHERE id = ${id}::uuid FOR UPDATE`;
  const rows = await tx.$queryRaw<unknown[]>`SELECT ${invitationColumns} FROM ${invitationSources} WHERE i.id = ${id}::uuid`;
  return listedInvitations(rows)[0] ?? null;
}

/** The newest invitation that led to a connection, or that a connection's organization came with while it had one before. */
export async function invitationOfCase(
  tx: Tx,
  connection: { readonly id: string; readonly tenantId: string },
): Promise<ListedInvitation | null> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT ${invitationColumns} FROM ${invitationSources}
    WHERE i.connection_id = ${connection.id}::uuid OR (i.connection_id IS NULL AND i.tenant_id = ${connection.tenantId}::uuid)
    ORDER BY i.connection_id IS NULL, i.created_at DESC, i.id DESC LIMIT 1`;
  return listedInvitations(rows)[0] ?? null;
}
