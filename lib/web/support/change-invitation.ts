import type { InvitationMade, InvitationRow } from '../../contract/staff-invitations';
import { databaseNow } from '../../data/clock';
import type { ConnectionKey } from '../../data/data';
import { asStaff, type Tx } from '../../data/prisma';
import { invitationConflicts } from '../../data/staff-invitation-conflicts';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { auditInvitation, changeInvitation, type InvitationChange, inviteAlone } from '../../data/staff-invitation-writes';
import { invitationById } from '../../data/staff-invitations';
import { rememberStaff } from '../../data/staff-people';
import { expectedName } from '../../domain/expected';
import type { Invitation } from '../../domain/invitation';
import { deedsOf, type InvitationDeed } from '../../domain/invitation-deeds';
import { PortalError } from '../../error';
import { log } from '../../log';
import { linkLifeDays, newLinkToken } from '../link-token';
import type { StaffCaller } from '../staff-caller';
import { noSuchCase } from '../staff-route';
import { conflictWords } from './conflict-words';
import { invitationRow, stateNow } from './invitation-row';
import { withLink } from './make-invitation';

/** Extends by seven days from now, or takes back. @throws PortalError `not-found`, `stale` where its state does not allow it */
export async function changeOf(id: string, by: StaffCaller, kind: 'extend' | 'revoke'): Promise<InvitationRow> {
  return (await changed(id, by, kind === 'extend' ? { kind, lifeDays: linkLifeDays } : { kind }, (tx) => rowOf(tx, id))).told;
}

/**
 * Decides about the other organization that came. The decision stands in the invitation; the connection follows at once, or when its admin
 * looks next.
 * @param tenantId of the organization that was compared; another one that came since is not decided about
 * @param settle brings a connection in step with what was decided about its invitation
 */
export async function decide(id: string, by: StaffCaller, { settle, ...decision }: Decision): Promise<InvitationRow> {
  const { before } = await changed(id, by, decision, (tx) => rowOf(tx, id));
  await settled(before, settle);
  return asStaff((tx) => rowOf(tx, id));
}

/** It is decided, whatever becomes of this: the page of the organization's admin brings the connection in step as well. */
async function settled({ tenantId, connectionId }: Invitation, settle: Settle): Promise<void> {
  if (tenantId && connectionId)
    await settle({ id: connectionId, tenantId }).catch((error: unknown) => log.error('hold-not-settled', { error }));
}

type Settle = (connection: ConnectionKey) => Promise<void>;

interface Decision {
  readonly kind: 'release' | 'refuse';
  readonly tenantId: string;
  readonly settle: Settle;
}

const rowOf = async (tx: Tx, id: string): Promise<InvitationRow> =>
  invitationRow((await invitationById(tx, id)) ?? noSuchCase(), databaseNow());

/**
 * Makes a new link; from then on the old one is dead, and a connection that was held for it is left behind.
 * @throws PortalError `not-found`, `stale`
 */
export async function replaceLink(id: string, by: StaffCaller, settle: Settle): Promise<InvitationMade> {
  const { token, tokenHash } = newLinkToken();
  const change = { kind: 'replace', lifeDays: linkLifeDays, tokenHash } as const;
  const { told, before } = await changed(id, by, change, (tx) => withLink(tx, id, token));
  await settled(before, settle);
  return told;
}

async function changed<Answer>(
  id: string,
  by: StaffCaller,
  change: InvitationChange,
  answer: (tx: Tx) => Promise<Answer>,
): Promise<{ readonly told: Answer; readonly before: Invitation }> {
  return asStaff(async (tx) => {
    const { invitation } = await requireDeed(tx, id, change.kind);
    if ('tenantId' in change) requireCompared(invitation, change.tenantId);
    if (change.kind === 'replace') await requireFree(tx, invitation);
    await rememberStaff(tx, by);
    await changeInvitation(tx, id, by, change);
    const told = await answer(tx);
    await auditInvitation(tx, { by, invitation, action: change.kind });
    return { told, before: invitation };
  });
}

function requireCompared({ tenantId }: Invitation, compared: string): void {
  if (tenantId !== compared.toLowerCase()) throw new PortalError('stale', 'Another organization has come since; compare again');
}

/** An invitation that was over is good again with a new link: not while another is, or once the organization is connected. */
async function requireFree(tx: Tx, invitation: Invitation): Promise<void> {
  if (invitation.ended === null && (invitation.signedInAt !== null || invitation.expiresAt > databaseNow())) return;
  await inviteAlone(tx);
  const conflict = (await invitationConflicts(tx, [invitation.expected])).get(expectedName(invitation.expected));
  if (conflict) throw new PortalError('stale', conflictWords(conflict));
}

/** The invitation, kept from others until the transaction ends, if its state allows this. */
async function requireDeed(tx: Tx, id: string, deed: InvitationDeed): Promise<ListedInvitation> {
  const listed = (await invitationById(tx, id, true)) ?? noSuchCase();
  const state = stateNow(listed, databaseNow());
  if (!deedsOf(state, listed.invitation).includes(deed))
    throw new PortalError('stale', `This invitation is ${stateWords[state]}: ${refusedWords[deed]}`);
  return listed;
}

const stateWords: Readonly<Record<ReturnType<typeof stateNow>, string>> = {
  'not-opened': 'not opened yet',
  opened: 'opened',
  'in-use': 'in use',
  held: 'held until somebody decides',
  connected: 'connected',
  expired: 'over',
  revoked: 'revoked',
  refused: 'refused',
};

const refusedWords: Readonly<Record<InvitationDeed, string>> = {
  extend: 'it cannot be extended',
  replace: 'it gets no new link',
  revoke: 'there is nothing to revoke',
  release: 'there is nothing to release',
  refuse: 'there is nothing to refuse',
};
