import type { SheetLink } from '../../contract/staff-invitation-sheet';
import type { Tx } from '../../data/prisma';
import { replaceUnopened } from '../../data/staff-invitation-again';
import { insertInvitations } from '../../data/staff-invitation-writes';
import { expectedName } from '../../domain/expected';
import type { ReadyRow } from '../../domain/sheet-check';
import { linkAddress, linkLifeDays, newLinkToken } from '../link-token';
import type { StaffCaller } from '../staff-caller';

/** A row that is invited already, by a link that nobody has opened. */
export type InvitedRow = ReadyRow & { readonly id: string };

/** Makes an invitation of each row. */
export async function madeOf(tx: Tx, by: StaffCaller, ready: readonly ReadyRow[]): Promise<SheetLink[]> {
  const withTokens = ready.map((one) => ({ ...one, ...newLinkToken() }));
  const made = await insertInvitations(tx, by, withTokens, linkLifeDays);
  return made.flatMap(({ id, expiresAt }, index) => {
    const one = withTokens[index];
    return one ? [linkOf(one, { id, expiresAt, token: one.token })] : [];
  });
}

/** Makes a new link for each row; the old one is dead. */
export async function replacedOf(tx: Tx, invited: readonly InvitedRow[]): Promise<SheetLink[]> {
  const withTokens = invited.map((one) => ({ ...one, ...newLinkToken() }));
  const replaced = await replaceUnopened(tx, withTokens, linkLifeDays);
  return withTokens.flatMap((one) => {
    const expiresAt = replaced.get(one.id);
    return expiresAt ? [linkOf(one, { id: one.id, expiresAt, token: one.token })] : [];
  });
}

function linkOf({ row, invitation }: ReadyRow, made: { id: string; expiresAt: Date; token: string }): SheetLink {
  const { customer, customerId, expected, contact } = invitation;
  const link = linkAddress('invite', made.token);
  const expires = { expects: expectedName(expected), expiresAt: made.expiresAt.toISOString() };
  return { row: row.row, id: made.id, customer, customerId, contact, link, ...expires };
}
