import { InvitationBody, InvitationList, InvitationMade, InvitationQuery } from '@/lib/contract/staff-invitations';
import { onlyMethod, staffRead, staffWrite } from '@/lib/web/staff-route';
import { invitationList } from '@/lib/web/support/invitations';
import { makeInvitation } from '@/lib/web/support/make-invitation';

/** The list of invitations with its tabs. */
export const GET = staffRead({ query: InvitationQuery, answer: InvitationList, handle: ({ query }) => invitationList(query) });

/** Invites a customer; the one answer that shows the link. */
export const POST = staffWrite({
  action: 'invitation.created',
  of: 'invitation',
  body: InvitationBody,
  answer: InvitationMade,
  handle: ({ caller, body }) => makeInvitation(body, caller),
});

const other = onlyMethod('GET, POST');

export { other as DELETE, other as PATCH, other as PUT };
