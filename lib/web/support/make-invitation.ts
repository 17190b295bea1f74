import type { InvitationBody, InvitationMade } from '../../contract/staff-invitations';
import { databaseNow } from '../../data/clock';
import { asStaff, type Tx } from '../../data/prisma';
import { invitationConflicts } from '../../data/staff-invitation-conflicts';
import type { ListedInvitation } from '../../data/staff-invitation-rows';
import { auditMade, insertInvitations, inviteAlone } from '../../data/staff-invitation-writes';
import { invitationById } from '../../data/staff-invitations';
import { rememberStaff } from '../../data/staff-people';
import { expectedName } from '../../domain/expected';
import { readDraft } from '../../domain/invitation-draft';
import { invitationMail } from '../../domain/invitation-mail';
import { PortalError } from '../../error';
import { FieldFaults } from '../field-faults';
import { linkAddress, linkLifeDays, newLinkToken } from '../link-token';
import type { StaffCaller } from '../staff-caller';
import { conflictWords } from './conflict-words';
import { invitationRow } from './invitation-row';

/**
 * Makes an invitation. Its link is in this answer and nowhere else.
 * @throws FieldFaults for what was typed, and where the organization is invited or connected already
 */
export async function makeInvitation({ note = '', ...body }: InvitationBody, by: StaffCaller): Promise<InvitationMade> {
  const read = readDraft({ ...body, note });
  if ('faults' in read) throw new FieldFaults(read.faults);
  const { invitation } = read;
  const { token, tokenHash } = newLinkToken();
  return asStaff(async (tx) => {
    await inviteAlone(tx);
    const conflict = (await invitationConflicts(tx, [invitation.expected])).get(expectedName(invitation.expected));
    if (conflict) throw new FieldFaults([{ field: 'expects', reason: conflictWords(conflict) }]);
    await rememberStaff(tx, by);
    const [made] = await insertInvitations(tx, by, [{ invitation, tokenHash }], linkLifeDays);
    if (!made) throw new PortalError('internal', 'an invitation that was made was not answered');
    const answer = await withLink(tx, made.id, token);
    await auditMade(tx, by, [made.id]);
    return answer;
  });
}

/** An invitation with its link and the text to send it with. */
export async function withLink(tx: Tx, id: string, token: string): Promise<InvitationMade> {
  const listed = await invitationById(tx, id);
  if (!listed) throw new PortalError('internal', 'an invitation is gone', { context: { invitation: id } });
  const link = linkAddress('invite', token);
  return { row: invitationRow(listed, databaseNow()), link, mail: mailOf(listed, link) };
}

const mailOf = ({ invitation }: ListedInvitation, link: string): InvitationMade['mail'] => ({
  to: invitation.contact,
  ...invitationMail(invitation, link),
});
